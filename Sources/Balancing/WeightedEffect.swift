public import Findings
public import Probability

/// An average effect from weighted or augmented group means.
public struct WeightedEffect: Sendable, Codable, Equatable {
  /// `ate`, `att`, `atc`, or `ato` for the overlap population.
  public let estimand: String
  /// How the groups were made alike: `entropy_balancing`, `inverse_probability`, `overlap`, `augmented`.
  public let method: String
  /// Mean outcome that the target population has under treatment.
  public let treatedMean: Double
  /// Mean outcome that the target population has without treatment.
  public let controlMean: Double
  /// From influence functions summed over clusters.
  public let standardError: Double
  /// Welch–Satterthwaite over the clusters of the two arms; clusters − 1 when clusters hold both.
  public let degreesOfFreedom: Double
  public let observationCount: Int
  public let clusterCount: Int
  public let warnings: [FindingWarning]

  /// Treated mean less control mean, in units of the outcome.
  public var estimate: Double { treatedMean - controlMean }

  /// The t test against zero and the interval; `nil` when the standard error is zero.
  public func inference(level: Double = 0.95) -> WaldInference? {
    WaldInference(
      estimate: estimate, standardError: standardError, degreesOfFreedom: degreesOfFreedom, level: level)
  }
}
