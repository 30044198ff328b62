public import Findings
internal import Probability

/// The difference of two probabilities of an outcome, with its uncertainty.
public struct RiskDifference: Sendable, Codable, Equatable {
  /// Probability in the control arm, in [0, 1].
  public let control: Double
  /// Probability in the experimental arm, in [0, 1].
  public let experimental: Double
  /// Of the difference; 0 when nothing that it is made of varies.
  public let standardError: Double
  /// `nil` means the normal distribution.
  public let degreesOfFreedom: Double?

  /// Experimental less control, in [−1, 1].
  public var estimate: Double { experimental - control }

  /// Two-sided p-value and interval at a confidence level in (0, 1); `nil` when the standard error is 0.
  public func inference(level: Double) -> (pValue: Double, interval: Interval)? {
    WaldInference(
      estimate: estimate, standardError: standardError, degreesOfFreedom: degreesOfFreedom ?? .infinity, level: level
    ).map { ($0.pValue, Interval(lower: $0.lower, upper: $0.upper, level: level)) }
  }
}
