/// A two-sided interval with its level such as 0.95.
public struct Interval: Sendable, Codable, Equatable {
  public var lower: Double
  public var upper: Double
  /// Confidence level in (0, 1).
  public var level: Double

  /// Creates an interval from its bounds and level.
  public init(lower: Double, upper: Double, level: Double) {
    self.lower = lower
    self.upper = upper
    self.level = level
  }
}
