/// Mergeable counts of children at each level, per stratum and cluster.
///
/// Levels are numbered 1 … `levelCount`, lowest first (I, II, III). Merging is associative and commutative, has
/// `LevelCounts(levelCount:)` as identity, and equals one pass over all observations.
public struct LevelCounts: Sendable, Equatable, Codable {
  private var counts: ClusteredCounts

  /// Creates empty counts.
  ///
  /// - Parameter levelCount: Number of levels, positive; the monitoring has 3.
  public init(levelCount: Int = 3) { counts = ClusteredCounts(categoryCount: levelCount) }

  /// Number of levels.
  public var levelCount: Int { counts.categoryCount }

  /// The strata that hold an observation, sorted.
  public var strata: [String] { counts.strata }

  /// Counts one child at a level of 1 … `levelCount`.
  public mutating func add(level: Int, stratum: String, cluster: String) {
    precondition((1...levelCount).contains(level), "level \(level) of \(levelCount)")
    counts.add(category: level - 1, to: ClusterKey(stratum: stratum, cluster: cluster))
  }

  /// Adds the children of one cluster that were counted elsewhere, lowest level first.
  public mutating func add(_ children: [Int], stratum: String, cluster: String) {
    counts.add(children, to: ClusterKey(stratum: stratum, cluster: cluster))
  }

  /// Adds all counts of another value with the same number of levels.
  public mutating func merge(_ other: LevelCounts) { counts.merge(other.counts) }

  /// The sum of two counts.
  public func merging(_ other: LevelCounts) -> LevelCounts {
    var sum = self
    sum.merge(other)
    return sum
  }

  /// Children per level, lowest level first, for each cluster of a stratum in the order of cluster names.
  public func clusters(of stratum: String) -> [[Int]] { counts.clusters(of: stratum).map(\.counts) }
}
