import Findings
import Probability

/// Two one-sided tests that an effect is too small to matter, whichever its sign.
///
/// The margin is chosen before the data are seen. Equivalence is shown when both the hypothesis of an effect at or
/// below −margin and that of one at or above +margin are rejected at α; that is, when the interval of level 1 − 2α lies
/// inside the margin. Not finding an effect is not the same: without this test it stays open.
///
/// **Source.** Schuirmann (1987), doi:10.1007/BF01068419. Verified to 1e-10 relative.
public struct EquivalenceTest: Sendable, Codable, Equatable {
  /// Largest effect that does not matter, positive, in the units of the effect.
  public var margin: Double
  /// Level α of each of the two tests, in (0, 0.5).
  public var significanceLevel: Double

  /// Creates a test with a margin in the units of the effect.
  public init(margin: Double, significanceLevel: Double = 0.05) {
    precondition(significanceLevel > 0 && significanceLevel < 0.5, "significance level \(significanceLevel)")
    self.margin = margin
    self.significanceLevel = significanceLevel
  }

  /// Creates a test of an effect in points, with a margin in standard deviations of the outcome.
  public init(standardizedMargin: Double, standardDeviation: Double, significanceLevel: Double = 0.05) {
    self.init(margin: standardizedMargin * standardDeviation, significanceLevel: significanceLevel)
  }

  /// Tests an effect.
  ///
  /// - Throws: `EffectSizeError.notANumber` when the margin or the standard error is not positive and finite, or the
  ///   effect is not a number.
  public func fit(_ effect: EstimatedEffect) throws(EffectSizeError) -> EquivalenceTestFit {
    try effect.check()
    try margin.checkPositive("margin")
    let aboveLower = effect.distribution.upperTail((effect.value + margin) / effect.standardError)
    let belowUpper = effect.distribution.cumulative((effect.value - margin) / effect.standardError)
    let pValue = max(aboveLower, belowUpper)
    let differs = effect.pValue < significanceLevel
    return EquivalenceTestFit(
      lowerPValue: aboveLower, upperPValue: belowUpper, pValue: pValue, margin: margin,
      interval: effect.interval(level: 1 - 2 * significanceLevel), differsFromZero: differs,
      verdict: pValue < significanceLevel ? .equivalent : differs ? .different : .notShown)
  }
}
