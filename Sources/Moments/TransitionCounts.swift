/// Mergeable counts of moves between levels, per stratum and cluster.
///
/// A stratum names what is compared, for example `physical|experimental|baseline|final`; a cluster is a preschool.
/// Merging is associative and commutative, has `TransitionCounts(levelCount:)` as identity, and equals one pass over
/// all children.
public struct TransitionCounts: Sendable, Equatable, Codable {
  /// Number of levels.
  public let levelCount: Int
  private var counts: ClusteredCounts

  /// Creates empty counts.
  ///
  /// - Parameter levelCount: Number of levels, positive; the monitoring has 3.
  public init(levelCount: Int = 3) {
    self.levelCount = levelCount
    counts = ClusteredCounts(categoryCount: levelCount * levelCount)
  }

  /// The strata that hold an observation, sorted.
  public var strata: [String] { counts.strata }

  /// Counts one child's move between levels of 1 … `levelCount`.
  public mutating func add(from: Int, to: Int, stratum: String, cluster: String) {
    precondition(
      (1...levelCount).contains(from) && (1...levelCount).contains(to), "move \(from) → \(to) of \(levelCount)")
    counts.add(
      category: (from - 1) * levelCount + to - 1, to: ClusterKey(stratum: stratum, cluster: cluster))
  }

  /// Adds the moves of one cluster that were counted elsewhere.
  public mutating func add(_ table: TransitionTable, stratum: String, cluster: String) {
    counts.add(table.cells, to: ClusterKey(stratum: stratum, cluster: cluster))
  }

  /// Adds all counts of another value with the same number of levels.
  public mutating func merge(_ other: TransitionCounts) { counts.merge(other.counts) }

  /// The sum of two counts.
  public func merging(_ other: TransitionCounts) -> TransitionCounts {
    var sum = self
    sum.merge(other)
    return sum
  }

  /// The table of each cluster of a stratum, in the order of cluster names.
  public func clusters(of stratum: String) -> [TransitionTable] {
    counts.clusters(of: stratum).map { cluster in
      var table = TransitionTable(levelCount: levelCount)
      table.cells = cluster.counts
      return table
    }
  }

  /// The table of a whole stratum: the sum over its clusters, empty when the stratum holds none.
  public func table(of stratum: String) -> TransitionTable {
    clusters(of: stratum).reduce(TransitionTable(levelCount: levelCount), +)
  }
}
