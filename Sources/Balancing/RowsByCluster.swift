/// Rows put in the order of their clusters; within a cluster they keep their order.
struct RowsByCluster: Sendable {
  let clusterCount: Int
  /// The cluster of each row, in the new order.
  let clusterOfRow: [Int]
  /// The given position of each row.
  let order: [Int]
  /// `starts[g] ..< starts[g + 1]` are the rows of cluster *g*.
  let starts: [Int]
  /// Rows of each cluster.
  let sizes: [Double]

  /// Sorts by counting.
  init(_ clusters: [Int]) {
    let codes = denseCodes(clusters)
    clusterCount = (codes.max() ?? -1) + 1
    var starts = [Int](repeating: 0, count: clusterCount + 1)
    for code in codes { starts[code + 1] += 1 }
    sizes = starts.dropFirst().map(Double.init)
    for cluster in 0..<clusterCount { starts[cluster + 1] += starts[cluster] }
    self.starts = starts
    var order = [Int](repeating: 0, count: codes.count)
    for (row, code) in codes.enumerated() {
      order[starts[code]] = row
      starts[code] += 1
    }
    self.order = order
    clusterOfRow = order.map { codes[$0] }
  }
}

/// Codes `0 ..< count` in the order of first appearance.
func denseCodes(_ codes: [Int]) -> [Int] {
  var positions: [Int: Int] = [:]
  return codes.map { code in
    if let known = positions[code] { return known }
    positions[code] = positions.count
    return positions.count - 1
  }
}
