import Foundation
internal import LinearAlgebra

/// Sums of posterior densities over the cells of a group, by the items that were answered.
///
/// Sets with few items missing cost only what is missing: they are added to the sum over all, and taken off the items
/// and pairs of items that were not answered.
struct PosteriorSums: Sendable {
  let itemCount: Int
  let nodeCount: Int
  /// Σ n log ∫ over cells.
  var logLikelihood = 0.0
  /// Per node: over all cells.
  private(set) var all: [Double]
  /// Per node: over the cells with most items answered.
  private var mostly: [Double]
  /// Items × nodes: less the cells of `mostly` without the item.
  private var lacking: [Double]
  /// Items × nodes: the other cells that hold the item.
  private var holding: [Double]
  /// Pairs × nodes: cells of `mostly` that lack both, and other cells that hold both; empty when not wanted.
  private var pairs: [Double]
  /// Σ n m mᵀ with m the posterior means of the scores of the coordinates; `nil` when not wanted.
  private(set) var meanProducts: Matrix?

  init(itemCount: Int, nodeCount: Int, coordinateCount: Int?) {
    self.itemCount = itemCount
    self.nodeCount = nodeCount
    all = [Double](repeating: 0, count: nodeCount)
    mostly = all
    lacking = [Double](repeating: 0, count: itemCount * nodeCount)
    holding = lacking
    pairs = coordinateCount == nil ? [] : [Double](repeating: 0, count: itemCount * (itemCount - 1) / 2 * nodeCount)
    meanProducts = coordinateCount.map { Matrix(rowCount: $0, columnCount: $0) }
  }

  /// Adds the posterior density of a pattern, summed over its persons.
  mutating func add(_ density: UnsafePointer<Double>, of pattern: CalibrationData.Pattern) {
    let count = nodeCount
    accumulate(&all, at: 0, density, 1, count)
    if pattern.isMostlyAnswered {
      accumulate(&mostly, at: 0, density, 1, count)
      for item in pattern.missing { accumulate(&lacking, at: item * count, density, -1, count) }
    } else {
      for item in pattern.answered { accumulate(&holding, at: item * count, density, 1, count) }
    }
    guard !pairs.isEmpty else { return }
    let told = pattern.isMostlyAnswered ? pattern.missing : pattern.answered
    for (place, first) in told.enumerated() {
      for second in told[(place + 1)...] { accumulate(&pairs, at: pair(first, second) * count, density, 1, count) }
    }
  }

  /// Adds products of posterior means.
  mutating func addMeanProducts(_ products: Matrix) { meanProducts = meanProducts.map { $0 + products } }

  /// Adds other cells of the same group.
  mutating func add(_ other: PosteriorSums) {
    logLikelihood += other.logLikelihood
    accumulate(&all, other.all)
    accumulate(&mostly, other.mostly)
    accumulate(&lacking, other.lacking)
    accumulate(&holding, other.holding)
    accumulate(&pairs, other.pairs)
    if let products = other.meanProducts { addMeanProducts(products) }
  }

  /// Per node: over the cells that hold an item.
  func sum(ofItem item: Int) -> [Double] {
    (0..<nodeCount).map { mostly[$0] + lacking[item * nodeCount + $0] + holding[item * nodeCount + $0] }
  }

  /// Writes, per node, the sum over the cells that hold two items.
  func write(pairOf first: Int, _ second: Int, to values: UnsafeMutableBufferPointer<Double>) {
    let place = pair(first, second) * nodeCount
    mostly.withUnsafeBufferPointer { mostly in
      lacking.withUnsafeBufferPointer { lacking in
        pairs.withUnsafeBufferPointer { pairs in
          for node in 0..<nodeCount {
            values[node] =
              mostly[node] + lacking[first * nodeCount + node] + lacking[second * nodeCount + node]
              + pairs[place + node]
          }
        }
      }
    }
  }

  private func pair(_ first: Int, _ second: Int) -> Int {
    first * itemCount - first * (first + 1) / 2 + second - first - 1
  }
}

private func accumulate(
  _ values: inout [Double], at start: Int, _ added: UnsafePointer<Double>, _ sign: Double, _ count: Int
) {
  values.withUnsafeMutableBufferPointer { values in
    for index in 0..<count { values[start + index] += sign * added[index] }
  }
}

private func accumulate(_ values: inout [Double], _ added: [Double]) {
  added.withUnsafeBufferPointer { added in
    guard let start = added.baseAddress else { return }
    accumulate(&values, at: 0, start, 1, added.count)
  }
}
