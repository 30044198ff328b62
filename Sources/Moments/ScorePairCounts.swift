/// The scores of one child at two waves.
public struct ScorePair: Hashable, Comparable, Sendable, Codable {
  public var first: Double
  public var second: Double

  /// Creates a pair of finite scores.
  public init(first: Double, second: Double) {
    precondition(first.isFinite && second.isFinite, "scores \(first), \(second)")
    self.first = first
    self.second = second
  }

  /// Orders pairs by the first score, then by the second.
  public static func < (left: ScorePair, right: ScorePair) -> Bool {
    (left.first, left.second) < (right.first, right.second)
  }
}

/// Mergeable counts of children by their exact scores at two waves, per stratum and cluster.
///
/// Only pairs that occur are held. Scores are exact: equal scores must be equal numbers, as means of item points are
/// that come from one division of two whole numbers. Counts are integers, so that merging is exactly associative and
/// commutative, has `ScorePairCounts()` as identity, and equals one pass over all children.
public struct ScorePairCounts: Sendable, Equatable {
  /// How many children of a cluster have a pair of scores.
  public typealias Cell = (pair: ScorePair, count: Int)

  private var cells: [ClusterKey: [ScorePair: Int]] = [:]

  /// Creates empty counts.
  public init() {}

  /// Counts one child.
  public mutating func add(_ pair: ScorePair, stratum: String, cluster: String) {
    cells[ClusterKey(stratum: stratum, cluster: cluster), default: [:]][pair, default: 0] += 1
  }

  /// Adds all counts of another value.
  public mutating func merge(_ other: ScorePairCounts) {
    cells.merge(other.cells) { $0.merging($1, uniquingKeysWith: +) }
  }

  /// The sum of two counts.
  public func merging(_ other: ScorePairCounts) -> ScorePairCounts {
    var sum = self
    sum.merge(other)
    return sum
  }

  /// The strata that hold a child, sorted.
  public var strata: [String] { Set(cells.keys.map(\.stratum)).sorted() }

  /// Number of pairs held, over all strata and clusters.
  public var cellCount: Int { cells.values.reduce(0) { $0 + $1.count } }

  /// The counts of each cluster of a stratum; clusters sorted by name, cells by their scores.
  public func clusters(of stratum: String) -> [(cluster: String, cells: [Cell])] {
    cells.filter { $0.key.stratum == stratum }
      .sorted { $0.key < $1.key }
      .map { key, counts in (key.cluster, counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }) }
  }
}

/// Encodes as a list of cells sorted by key and scores, so that equal counts give equal bytes.
extension ScorePairCounts: Codable {
  private struct SavedCell: Codable {
    var stratum: String
    var cluster: String
    var first: Double
    var second: Double
    var count: Int
  }

  /// Decodes counts and refuses cells that hold no child or no finite scores.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    for cell in try container.decode([SavedCell].self) {
      guard cell.count > 0, cell.first.isFinite, cell.second.isFinite else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "a cell needs two finite scores and a positive count")
      }
      let pair = ScorePair(first: cell.first, second: cell.second)
      cells[ClusterKey(stratum: cell.stratum, cluster: cell.cluster), default: [:]][pair, default: 0] += cell.count
    }
  }

  /// Encodes the cells in the order of their keys and scores.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    let list = cells.sorted { $0.key < $1.key }.flatMap { key, counts in
      counts.sorted { $0.key < $1.key }.map { pair, count in
        SavedCell(
          stratum: key.stratum, cluster: key.cluster, first: pair.first, second: pair.second, count: count)
      }
    }
    try container.encode(list)
  }
}
