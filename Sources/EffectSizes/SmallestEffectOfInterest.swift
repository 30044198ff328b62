import Findings

/// Reads an effect against the smallest one that would matter, which the plan states before the data are seen.
///
/// The reading uses the interval that is printed with the effect, so that words and numbers cannot disagree. At a level
/// of 0.95 it calls an effect too small only when both one-sided tests reject at 0.025; `EquivalenceTest` at its usual
/// 0.05 is less strict.
public struct SmallestEffectOfInterest: Sendable, Codable, Equatable {
  /// What the interval of an effect says about effects that matter.
  public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// The whole interval is at or above the smallest effect of interest.
    case atLeastInteresting = "at_least_interesting"
    /// The whole interval is at or below minus the smallest effect of interest.
    case interestingLoss = "interesting_loss"
    /// The whole interval is inside ± the smallest effect of interest.
    case equivalent
    /// The interval is below the smallest effect of interest but reaches losses that would matter.
    case smallerThanInteresting = "smaller_than_interesting"
    /// The interval holds gains that would matter, and others that would not.
    case undecided
  }

  /// Smallest gain that would matter, positive, in the units of the effect.
  public var value: Double
  /// Level of the interval, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a reading.
  public init(_ value: Double, confidenceLevel: Double = 0.95) {
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.value = value
    self.confidenceLevel = confidenceLevel
  }

  /// Reads an effect.
  ///
  /// - Throws: `EffectSizeError.notANumber` when the smallest effect or the standard error is not positive and finite.
  public func verdict(on effect: EstimatedEffect) throws(EffectSizeError) -> Verdict {
    try effect.check()
    try value.checkPositive("smallest_effect_of_interest")
    let interval = effect.interval(level: confidenceLevel)
    if interval.lower >= value { return .atLeastInteresting }
    if interval.upper <= -value { return .interestingLoss }
    if interval.upper >= value { return .undecided }
    return interval.lower > -value ? .equivalent : .smallerThanInteresting
  }
}
