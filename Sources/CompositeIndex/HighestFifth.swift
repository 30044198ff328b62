/// How often each area is among the fifth of areas with the highest index.
struct HighestFifth {
  /// Number of areas in the highest fifth: a fifth of them, rounded up.
  let count: Int
  /// One per area, in [0, 1]; they sum to `count`.
  let probabilities: [Double]

  /// Counts over replicates: areas × replicates.
  init(indices: [[Double]], replicationCount: Int) {
    count = (indices.count + 4) / 5
    var sums = [Double](repeating: 0, count: indices.count)
    for replicate in 0..<replicationCount where !indices.isEmpty {
      let memberships = Self.memberships(indices.map { $0[replicate] }, count: count)
      for area in sums.indices { sums[area] += memberships[area] }
    }
    probabilities = sums.map { $0 / Double(replicationCount) }
  }

  /// Membership of each value among the `count` highest: 1 or 0, and equal parts for values tied at the border.
  static func memberships(_ values: [Double], count: Int) -> [Double] {
    let border = values.sorted(by: >)[count - 1]
    let above = values.count { $0 > border }
    let tied = values.count { $0 == border }
    let part = Double(count - above) / Double(tied)
    return values.map { $0 > border ? 1 : $0 == border ? part : 0 }
  }
}
