public import Findings

/// Composite indices with their intervals and ranks.
public struct IndexUncertaintyFit: Sendable, Codable, Equatable {
  /// One per area, in the order given.
  public let areas: [Area]
  /// Number of areas that count as the highest.
  public let highestCount: Int
  /// Names of areas that cannot be told apart, one list per group from the highest index down; groups overlap.
  public let groups: [[String]]
  public let replicationCount: Int
  public let seed: UInt64

  /// The index of one area with its uncertainty.
  public struct Area: Sendable, Codable, Equatable {
    public let score: AreaScore
    /// Interval of the index; `nil` when it is not scored.
    public let interval: Interval?
    /// Interval of each block, in the order of the framework; `nil` for a block that is not scored.
    public let blockIntervals: [Interval?]
    /// Probability that the area is among the highest, ties shared; `nil` when it is not scored.
    ///
    /// The probabilities of all areas sum to `highestCount`.
    public let probabilityAmongHighest: Double?
    /// Posterior expected rank, 1 = highest index; `nil` when it is not scored.
    public let expectedRank: Double?
    public let rankInterval: RankDistribution.Interval?
    /// Probability of each rank among the scored areas; empty when it is not scored.
    public let rankProbabilities: [Double]
  }

  /// The warnings of all areas.
  public var warnings: [FindingWarning] { areas.flatMap(\.score.warnings) }
}
