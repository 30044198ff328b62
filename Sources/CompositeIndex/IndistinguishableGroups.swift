/// Runs of neighbouring areas of which no two can be told apart.
///
/// Two areas can be told apart when one has the higher index with at least the stated probability, ties counted half.
/// Groups overlap, as the letters of a multiple comparison do: an area may be like its neighbours on both sides though
/// these differ. Every pair is judged by itself; that all judgements hold at once is less probable.
struct IndistinguishableGroups {
  /// Positions of areas by expected rank, one list per group, the highest first.
  let groups: [[Int]]

  /// - Parameters:
  ///   - indices: Areas × replicates.
  ///   - expectedRanks: One per area.
  ///   - level: Probability from which an order counts as known.
  /// - Complexity: O(areas² × replicates) when all are alike.
  init(indices: [[Double]], expectedRanks: [Double], level: Double) {
    let order = indices.indices.sorted { (expectedRanks[$0], $0) < (expectedRanks[$1], $1) }
    var groups: [[Int]] = []
    var (start, end) = (0, 0)
    while end < order.count {
      let candidate = indices[order[end]]
      // The run begins after the last of its members that the candidate can be told from.
      let apart = (start..<end).last { member in
        let probability = probabilityAbove(indices[order[member]], candidate)
        return max(probability, 1 - probability) >= level
      }
      if let apart {
        groups.append(order[start..<end].map { $0 })
        start = apart + 1
      }
      end += 1
    }
    if start < end { groups.append(order[start..<end].map { $0 }) }
    self.groups = groups
  }
}

/// Share of replicates in which the first exceeds the second, ties counted half.
func probabilityAbove(_ first: [Double], _ second: [Double]) -> Double {
  precondition(first.count == second.count, "\(first.count) and \(second.count) replicates")
  let lead = first.withUnsafeBufferPointer { first in
    second.withUnsafeBufferPointer { second in
      first.indices.reduce(0) { lead, replicate in
        let difference = first[replicate] - second[replicate]
        return lead &+ (difference > tieTolerance ? 1 : 0) &- (difference < -tieTolerance ? 1 : 0)
      }
    }
  }
  return 0.5 + Double(lead) / Double(2 * first.count)
}
