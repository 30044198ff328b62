import Moments

// Notation: DeLong et al. (1988). h(y, y') = 1 for y' < y, ½ for y' = y; p a child's mid-rank, θ the mean of p over the
// children. One child moves θ by (p − θ)/n, one reference child j by Σ_i (h(y_i, y_j) − p_i)/N_i /n over the children i
// that are compared with j among N_i.

/// Mid-ranks of children among their references, and how much each cluster moves their mean.
struct GrowthPlacement {
  /// Children placed so far, with their mid-rank in [0, 1].
  private(set) var ranks: [(rank: Double, count: Int)] = []
  /// Children whose reference has other first scores too.
  private(set) var pooledCount = 0
  /// Mid-ranks of the reference children by the same rule: their sum, and how many they are.
  private(set) var reference = (rankSum: 0.0, count: 0)
  /// By cluster, the mid-ranks and number of its children.
  private(set) var children: [String: (rankSum: Double, count: Int)] = [:]
  /// By cluster, n times how much its reference children move the mean.
  private(set) var referenceInfluences: [String: Double] = [:]

  var observationCount: Int { ranks.reduce(0) { $0 + $1.count } }

  /// θ.
  var mean: Double { ranks.reduce(0) { $0 + $1.rank * Double($1.count) } / Double(observationCount) }

  /// Places the children of one comparison.
  mutating func place(
    _ clusters: [(cluster: String, cells: [ScorePairCounts.Cell])], among references: ReferenceGroups
  ) {
    var seconds: [Double: [Double: Int]] = [:]
    for cell in clusters.flatMap(\.cells) {
      seconds[cell.pair.first, default: [:]][cell.pair.second, default: 0] += cell.count
    }
    var groups: [Double: ReferenceGroups.Group] = [:]
    for first in seconds.keys.sorted() {
      guard let group = references.group(of: first), let own = seconds[first] else { continue }
      groups[first] = group
      addInfluences(of: references.cells[group.range].flatMap(\.self), group, on: own)
    }
    for (cluster, cells) in clusters { add(cells, of: cluster, groups) }
    addReferences(references)
  }

  private mutating func add(
    _ cells: [ScorePairCounts.Cell], of cluster: String, _ groups: [Double: ReferenceGroups.Group]
  ) {
    for (pair, count) in cells {
      guard let group = groups[pair.first] else { continue }
      let rank = group.midRank(of: pair.second)
      ranks.append((rank, count))
      pooledCount += group.isPooled ? count : 0
      let before = children[cluster] ?? (0, 0)
      children[cluster] = (before.rankSum + rank * Double(count), before.count + count)
    }
  }

  /// Adds Σ_i (h(y_i, y_j) − p_i)/N over the children of one first score, for every reference cell of their group.
  private mutating func addInfluences(
    of cells: [ReferenceGroups.Cell], _ group: ReferenceGroups.Group, on seconds: [Double: Int]
  ) {
    let own = seconds.sorted { $0.key < $1.key }
    let rankSum = own.reduce(0) { $0 + group.midRank(of: $1.key) * Double($1.value) }
    var above: [Double: Double] = [:]
    for cell in cells {
      let wins = above[cell.second] ?? own.reduce(0) { $0 + Double($1.value) * half(cell.second, below: $1.key) }
      above[cell.second] = wins
      let influence = Double(cell.count) * (wins - rankSum) / Double(group.count)
      referenceInfluences[cell.cluster, default: 0] += influence
    }
  }

  /// h.
  private func half(_ reference: Double, below second: Double) -> Double {
    reference < second ? 1 : reference == second ? 0.5 : 0
  }

  private mutating func addReferences(_ references: ReferenceGroups) {
    for (first, cells) in zip(references.firsts, references.cells) {
      guard let group = references.group(of: first) else { continue }
      for cell in cells {
        reference.rankSum += group.midRank(of: cell.second) * Double(cell.count)
        reference.count += cell.count
      }
    }
  }

  /// Variance of θ over clusters: G/(G − 2) · Σ u²/n², with as many clusters in either sample as DeLong's.
  ///
  /// - Returns: The variance and its G − 2 degrees of freedom; `nil` with fewer than two clusters of either kind.
  var variance: (value: Double, degreesOfFreedom: Int)? {
    let clusters = Set(children.keys).union(referenceInfluences.keys).sorted()
    guard children.count >= 2, referenceInfluences.count >= 2, clusters.count >= 3 else { return nil }
    let (theta, n) = (mean, Double(observationCount))
    let squares = clusters.reduce(0.0) { sum, cluster in
      let own = children[cluster] ?? (0, 0)
      let influence = own.rankSum - theta * Double(own.count) + (referenceInfluences[cluster] ?? 0)
      return sum + influence * influence
    }
    let G = Double(clusters.count)
    return (G / (G - 2) * squares / (n * n), clusters.count - 2)
  }

  /// The middle mid-rank, or the mean of the two middle ones.
  var median: Double {
    let ordered = ranks.sorted { $0.rank < $1.rank }
    let n = observationCount
    func rank(at position: Int) -> Double {
      var passed = 0
      for (rank, count) in ordered {
        passed += count
        if passed > position { return rank }
      }
      return .nan
    }
    return (rank(at: (n - 1) / 2) + rank(at: n / 2)) / 2
  }
}
