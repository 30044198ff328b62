/// What a sheet shows beside the part of the trait that a child's sheets have in common: a change and normal noise.
///
/// Sums run over the nodes in ascending order, for all common traits at a time.
struct TraitKernel {
  /// Weights by the node that is shown, then by the common one.
  private let weights: [Double]
  private let count: Int

  init(change: Double, deviation: Double, on grid: TraitGrid) {
    count = grid.nodes.count
    var weights = [Double](repeating: 0, count: count * count)
    for (common, node) in grid.nodes.enumerated() {
      for (shown, weight) in grid.weights(center: node + change, deviation: deviation).enumerated() {
        weights[shown * count + common] = weight
      }
    }
    self.weights = weights
  }

  /// E[f(x + change + N(0, deviation²))] at every common trait x.
  func expectation(_ function: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    for shown in 0..<count { add(function[shown], shown: shown, to: &sums) }
    return sums
  }

  /// E[f(what the first sheet shows, what the second shows)] at every common trait.
  static func expectation(_ surface: NoProgressSurface, first: Self, second: Self) -> [Double] {
    var sums = [Double](repeating: 0, count: first.count)
    var inner = sums
    for shown in 0..<first.count {
      for common in inner.indices { inner[common] = 0 }
      let row = shown * first.count
      for later in surface.near(shown) { second.add(surface.notRisen[row + later], shown: later, to: &inner) }
      first.add(inner, shown: shown, to: &sums)
    }
    return sums
  }

  private func add(_ value: Double, shown: Int, to sums: inout [Double]) {
    weights.withUnsafeBufferPointer { weights in
      sums.withUnsafeMutableBufferPointer { sums in
        let row = shown * count
        for common in 0..<count { sums[common] += weights[row + common] * value }
      }
    }
  }

  private func add(_ values: [Double], shown: Int, to sums: inout [Double]) {
    weights.withUnsafeBufferPointer { weights in
      sums.withUnsafeMutableBufferPointer { sums in
        let row = shown * count
        for common in 0..<count { sums[common] += weights[row + common] * values[common] }
      }
    }
  }
}
