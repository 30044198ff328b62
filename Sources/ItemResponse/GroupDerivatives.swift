internal import LinearAlgebra

/// What one group adds to the gradient and the information: its intercepts, its mean and its log standard deviation.
struct GroupDerivatives {
  /// Minus the expected counts of categories, then the derivatives by mean and log standard deviation.
  private(set) var gradient: [Double]
  /// `nil` when the sums hold none.
  private(set) var information: SymmetricMatrix?

  init(_ data: CalibrationData, _ nodes: GroupNodes, _ sums: PosteriorSums) {
    let itemSums = (0..<data.itemCount).map { sums.sum(ofItem: $0) }
    let count = data.interceptCount
    let z = nodes.standardized
    gradient = [Double](repeating: 0, count: count + 2)
    for item in 0..<data.itemCount {
      for k in data.starts[item]..<data.starts[item + 1] {
        gradient[k] = -dot(itemSums[item], nodes.probabilities, k * nodes.nodeCount)
      }
    }
    gradient[count] = dot(sums.all, z, 0) / nodes.deviation
    gradient[count + 1] = dot(sums.all, z.map { $0 * $0 - 1 }, 0)
    guard let products = sums.meanProducts else { return }
    var information = SymmetricMatrix(symmetrizing: products)
    Self.addItems(to: &information, data, nodes, sums, itemSums)
    Self.addDistribution(to: &information, data, nodes, sums, itemSums)
    self.information = information
  }

  /// Blocks of items: Σ R (diag P − 2 P Pᵀ) on the diagonal, −Σ R P Pᵀ for two items.
  private static func addItems(
    to information: inout SymmetricMatrix, _ data: CalibrationData, _ nodes: GroupNodes, _ sums: PosteriorSums,
    _ itemSums: [[Double]]
  ) {
    let count = nodes.nodeCount
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { weights in
      nodes.probabilities.withUnsafeBufferPointer { p in
        for item in 0..<data.itemCount {
          let own = data.starts[item]..<data.starts[item + 1]
          for node in 0..<count { weights[node] = itemSums[item][node] }
          for k in own {
            for l in k..<own.upperBound { information[l, k] -= 2 * product(weights, p, k * count, l * count) }
            information[k, k] += dot(itemSums[item], nodes.probabilities, k * count)
          }
          for other in item + 1..<max(item + 1, data.itemCount) {
            sums.write(pairOf: item, other, to: weights)
            for k in own {
              for l in data.starts[other]..<data.starts[other + 1] {
                information[l, k] -= product(weights, p, k * count, l * count)
              }
            }
          }
        }
      }
    }
  }

  /// Rows of the mean (score z/σ) and of the log standard deviation (score z² − 1).
  private static func addDistribution(
    to information: inout SymmetricMatrix, _ data: CalibrationData, _ nodes: GroupNodes, _ sums: PosteriorSums,
    _ itemSums: [[Double]]
  ) {
    let (mean, spread) = (data.interceptCount, data.interceptCount + 1)
    let sigma = nodes.deviation
    for item in 0..<data.itemCount {
      let byZ = zip(itemSums[item], nodes.standardized).map { $0 * $1 / sigma }
      let bySquare = zip(itemSums[item], nodes.standardized).map { $0 * ($1 * $1 - 1) }
      for k in data.starts[item]..<data.starts[item + 1] {
        information[mean, k] += dot(byZ, nodes.probabilities, k * nodes.nodeCount)
        information[spread, k] += dot(bySquare, nodes.probabilities, k * nodes.nodeCount)
      }
    }
    for (weight, z) in zip(sums.all, nodes.standardized) {
      let square = z * z - 1
      information[mean, mean] += weight * (1 - z * z) / (sigma * sigma)
      information[spread, mean] += weight * (2 * z - z * square) / sigma
      information[spread, spread] += weight * (2 * z * z - square * square)
    }
  }
}

/// Σ a b over nodes, with b beginning at an offset.
private func dot(_ a: [Double], _ b: [Double], _ offset: Int) -> Double {
  a.withUnsafeBufferPointer { a in
    b.withUnsafeBufferPointer { b in
      var sum = 0.0
      for node in 0..<a.count { sum += a[node] * b[offset + node] }
      return sum
    }
  }
}

/// Σ w p q over nodes, with p and q beginning at offsets.
private func product(
  _ weights: UnsafeMutableBufferPointer<Double>, _ table: UnsafeBufferPointer<Double>, _ first: Int, _ second: Int
) -> Double {
  var sum = 0.0
  for node in 0..<weights.count { sum += weights[node] * table[first + node] * table[second + node] }
  return sum
}
