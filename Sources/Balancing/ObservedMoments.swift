/// What a regression with a random intercept of the cluster needs of its rows.
///
/// Triangles are lower ones, packed by rows; the last row is the response's. With *t_g* the sums of the columns over the
/// *n* rows of cluster *g*, the cross-products under a variance ratio *λ* are *Z'Z − Σ λ / (1 + λn) t_g t_g'*: clusters of
/// one size need only the sum of their *t t'*.
package struct ObservedMoments {
  let termCount: Int
  let observationCount: Int
  /// Cross-products of terms and response.
  package var gram: [Double]
  /// For each size, one after the other, the sum of *t t'* over the clusters of that size.
  var clusterSquares: [Double]
  /// Rows per cluster, of each size.
  let sizes: [Double]
  /// Clusters of each size.
  var sizeCounts: [Double]

  /// Terms and response.
  var order: Int { termCount + 1 }

  package init(termCount: Int, observationCount: Int, sizes: [Int]) {
    self.termCount = termCount
    self.observationCount = observationCount
    self.sizes = sizes.map(Double.init)
    let packed = (termCount + 1) * (termCount + 2) / 2
    gram = [Double](repeating: 0, count: packed)
    clusterSquares = [Double](repeating: 0, count: packed * sizes.count)
    sizeCounts = [Double](repeating: 0, count: sizes.count)
  }

  /// Adds a cluster of the size at a position.
  package mutating func addCluster(_ sums: UnsafeBufferPointer<Double>, sizeClass: Int) {
    sizeCounts[sizeClass] += 1
    let offset = gram.count * sizeClass
    clusterSquares.withUnsafeMutableBufferPointer { squares in
      var position = offset
      for row in 0..<sums.count {
        let value = sums[row]
        for column in 0...row {
          squares[position] += value * sums[column]
          position += 1
        }
      }
    }
  }

  /// Overwrites the product of a column with another, not later one.
  mutating func replaceProduct(_ row: Int, _ column: Int, _ product: Double) {
    gram[row * (row + 1) / 2 + column] = product
  }

  /// Fills in the products with columns that are constant within clusters, from the clusters' sums.
  ///
  /// - Parameter constantCount: Such columns come first.
  mutating func completeConstantColumns(_ constantCount: Int) {
    for (sizeClass, size) in sizes.enumerated() {
      var position = 0
      for row in 0..<order {
        for column in 0...row {
          if column < constantCount { gram[position] += clusterSquares[gram.count * sizeClass + position] / size }
          position += 1
        }
      }
    }
  }

  /// The moments of some of the terms, ascending, and the response.
  func selecting(_ terms: [Int]) -> ObservedMoments {
    guard terms.count < termCount else { return self }
    var result = ObservedMoments(termCount: terms.count, observationCount: observationCount, sizes: [])
    let columns = terms + [termCount]
    let positions = columns.indices.flatMap { row in
      (0...row).map { column in columns[row] * (columns[row] + 1) / 2 + columns[column] }
    }
    result.gram = positions.map { gram[$0] }
    result.clusterSquares = sizes.indices.flatMap { size in
      positions.map { clusterSquares[gram.count * size + $0] }
    }
    result.sizeCounts = sizeCounts
    return ObservedMoments(result, sizes: sizes)
  }

  private init(_ other: ObservedMoments, sizes: [Double]) {
    termCount = other.termCount
    observationCount = other.observationCount
    gram = other.gram
    clusterSquares = other.clusterSquares
    sizeCounts = other.sizeCounts
    self.sizes = sizes
  }
}
