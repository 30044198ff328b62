/// What is said about the rank of one place of one simulated pilot, beside the truth.
public struct RankAnswer: Sendable {
  /// Seed of the pilot.
  public var pilot: UInt64
  /// Probability of being in the highest fifth.
  public var probability: Double?
  /// Whether it truly is.
  public var isHighest: Bool
  /// Interval of the rank, where one is stated.
  public var interval: ClosedRange<Int>?
  public var trueRank: Int

  /// Creates an answer.
  public init(pilot: UInt64, probability: Double?, isHighest: Bool, interval: ClosedRange<Int>?, trueRank: Int) {
    self.pilot = pilot
    self.probability = probability
    self.isHighest = isHighest
    self.interval = interval
    self.trueRank = trueRank
  }
}
