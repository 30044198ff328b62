public import Findings

/// Composite indices with their intervals.
public struct IndexUncertaintyFit: Sendable, Codable, Equatable {
  /// One per area, in the order given.
  public let areas: [Area]
  /// Number of areas that make up the highest fifth: a fifth of the scored areas, rounded up.
  public let highestFifthCount: Int
  public let replicationCount: Int
  public let seed: UInt64

  /// The index of one area with its uncertainty.
  public struct Area: Sendable, Codable, Equatable {
    public let score: AreaScore
    /// Interval of the index; `nil` when it is not scored.
    public let interval: Interval?
    /// Interval of each block, in the order of the framework; `nil` for a block that is not scored.
    public let blockIntervals: [Interval?]
    /// Probability that the area is among the highest fifth, ties shared; `nil` when it is not scored.
    ///
    /// The probabilities of all areas sum to `highestFifthCount`.
    public let probabilityInHighestFifth: Double?
  }

  /// The warnings of all areas.
  public var warnings: [FindingWarning] { areas.flatMap(\.score.warnings) }
}
