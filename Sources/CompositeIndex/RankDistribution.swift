import Tabular

/// How often each area takes each rank, rank 1 being the highest index.
///
/// Areas whose indices are equal within 10⁻⁹ share the ranks that they take up together, so that rows and columns of
/// the probabilities sum to 1 and no rank is invented between areas that are alike.
public struct RankDistribution: Sendable, Codable, Equatable {
  /// Ranks that an area may have.
  public struct Interval: Sendable, Codable, Equatable {
    /// The best that is plausible: 1 is the highest index.
    public let lower: Int
    public let upper: Int
    public let level: Double
  }

  /// Areas × ranks.
  public let probabilities: [[Double]]
  /// Posterior expected ranks, ties at their mean rank.
  public let expectedRanks: [Double]
  public let intervals: [Interval]

  /// Counts ranks over replicates.
  ///
  /// - Parameters:
  ///   - indices: Areas × replicates, at least one replicate.
  ///   - level: Level of the intervals, in (0, 1); a tie counts as every rank that it takes up.
  /// - Complexity: O(replicates × areas log areas).
  ///
  /// **Source.** Laird & Louis (1989), doi:10.3102/10769986014001029, for expected ranks.
  public init(indices: [[Double]], level: Double) {
    let count = indices.count
    let replicateCount = indices.first?.count ?? 0
    let taskCount = (replicateCount + Self.replicatesPerTask - 1) / Self.replicatesPerTask
    let parts = concurrentMap(taskCount) { task in
      let start = task * Self.replicatesPerTask
      return RankTally(indices, start..<min(start + Self.replicatesPerTask, replicateCount))
    }
    let tally = parts.dropFirst().reduce(into: parts.first ?? RankTally(indices, 0..<0)) { $0.add($1) }
    let probabilities = (0..<count).map { area in
      (0..<count).map { tally.shares[area * count + $0] / Double(replicateCount) }
    }
    self.probabilities = probabilities
    expectedRanks = probabilities.map { row in row.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element } }
    let tail = (1 - level) / 2
    intervals = (0..<count).map { area in
      Interval(
        lower: tally.best.quantile(tail, of: area) + 1, upper: tally.worst.quantile(1 - tail, of: area) + 1,
        level: level)
    }
  }

  /// The same on any number of threads, so that sums are too.
  private static let replicatesPerTask = 250

  /// Probability of being among so many highest.
  public func probabilityAmongHighest(_ count: Int, area: Int) -> Double {
    min(1, probabilities[area].prefix(count).reduce(0, +))
  }
}

/// Ranks of all areas in some replicates.
private struct RankTally {
  /// First and last of the ranks that each area takes up.
  var best: RankCounts
  var worst: RankCounts
  /// Areas × ranks: replicates, a tie shared out evenly.
  var shares: [Double]

  init(_ indices: [[Double]], _ replicates: Range<Int>) {
    let count = indices.count
    (best, worst) = (RankCounts(count), RankCounts(count))
    shares = [Double](repeating: 0, count: count * count)
    for replicate in replicates {
      for tie in tiedGroups(indices.map { $0[replicate] }) {
        let part = 1 / Double(tie.areas.count)
        for area in tie.areas {
          best.count(area, rank: tie.ranks.lowerBound)
          worst.count(area, rank: tie.ranks.upperBound - 1)
          for rank in tie.ranks { shares[area * count + rank] += part }
        }
      }
    }
  }

  mutating func add(_ other: RankTally) {
    best.add(other.best)
    worst.add(other.worst)
    for position in shares.indices { shares[position] += other.shares[position] }
  }
}

/// How often each rank was counted.
private struct RankCounts {
  private var counts: [[Int]]

  init(_ areaCount: Int) {
    counts = Array(repeating: [Int](repeating: 0, count: areaCount), count: areaCount)
  }

  mutating func count(_ area: Int, rank: Int) { counts[area][rank] += 1 }

  mutating func add(_ other: RankCounts) {
    for area in counts.indices {
      for rank in counts.indices { counts[area][rank] += other.counts[area][rank] }
    }
  }

  /// The smallest rank, counted from 0, that at least this share of the replicates does not exceed.
  func quantile(_ probability: Double, of area: Int) -> Int {
    let needed = max(1, (probability * Double(counts[area].reduce(0, +)) - 1e-9).rounded(.up))
    var sum = 0.0
    for (rank, count) in counts[area].enumerated() {
      sum += Double(count)
      if sum >= needed { return rank }
    }
    return counts.count - 1
  }
}

/// Areas with equal values and the ranks that they take up together, counted from 0, highest values first.
func tiedGroups(_ values: [Double]) -> [(areas: ArraySlice<Int>, ranks: Range<Int>)] {
  let order = values.indices.sorted { values[$0] > values[$1] }
  var groups: [(ArraySlice<Int>, Range<Int>)] = []
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count, values[order[end - 1]] - values[order[end]] <= tieTolerance { end += 1 }
    groups.append((order[start..<end], start..<end))
    start = end
  }
  return groups
}

/// Index points within which two indices are the same: rounding, not a difference.
let tieTolerance = 1e-9

/// Mean ranks of values, counted from 1, highest first.
func midRanks(_ values: [Double]) -> [Double] {
  var ranks = [Double](repeating: 0, count: values.count)
  for tie in tiedGroups(values) {
    for area in tie.areas { ranks[area] = Double(tie.ranks.lowerBound + tie.ranks.upperBound + 1) / 2 }
  }
  return ranks
}
