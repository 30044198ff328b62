public import Findings

/// The outcome of a test of equivalence.
public struct EquivalenceTestFit: Sendable, Codable, Equatable {
  /// What the two one-sided tests and the test against 0 say together.
  public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// The effect lies inside the margin, whether or not it differs from 0.
    case equivalent
    /// The effect differs from 0, and may be large enough to matter.
    case different
    /// The data leave open both no effect and one that matters.
    case notShown = "not_shown"
  }

  /// p-value of the hypothesis that the effect is at or below −margin.
  public let lowerPValue: Double
  /// p-value of the hypothesis that the effect is at or above +margin.
  public let upperPValue: Double
  /// The larger of the two: the p-value of the hypothesis of no equivalence.
  public let pValue: Double
  /// Margin in the units of the effect.
  public let margin: Double
  /// Interval of level 1 − 2α; equivalence is shown when it lies inside the margin.
  public let interval: Interval
  /// Whether the two-sided test at α rejects an effect of 0; an equivalent effect may still differ from 0.
  public let differsFromZero: Bool
  public let verdict: Verdict
}
