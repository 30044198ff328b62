/// The smallest effect that a design finds with a stated power.
public struct MinimumDetectableEffect: Sendable, Codable, Equatable {
  /// In standard deviations of the outcome.
  public let value: Double
  /// Standard error of the effect's estimate, in standard deviations of the outcome.
  public let standardError: Double
  public let degreesOfFreedom: Double
  /// Probability with which the effect is found.
  public let power: Double
  public let significanceLevel: Double
  /// (t(1 − α/2) + t(power)) times the standard error: Bloom's approximation to the value.
  public let bloomApproximation: Double
}
