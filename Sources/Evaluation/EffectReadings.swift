internal import EffectSizes
internal import Findings

/// What the recommended answer of an effect can be read as.
struct EffectReadings {
  private(set) var interest: InterestReading?
  private(set) var leniency: LeniencyFinding?
  private(set) var robustness: RobustnessFinding?

  /// Readings of an estimate in points; all `nil` without one, or without an error of it.
  init(
    _ estimate: EffectFinding.Estimate?, standardized: EffectFinding.StandardizedEffect?, level: Double,
    smallestEffect: Double?
  ) {
    guard let estimate, let standardized, let standardError = estimate.standardError,
      let degrees = estimate.degreesOfFreedom
    else { return }
    let effect = EstimatedEffect(
      value: estimate.value, standardError: standardError, degreesOfFreedom: degrees)
    let deviation = standardized.standardDeviation
    leniency = (try? LeniencyTippingPoint(standardDeviation: deviation, confidenceLevel: level).fit(effect))
      .map(LeniencyFinding.init)
    robustness = (try? RobustnessValue(significanceLevel: 1 - level).fit(effect)).map(RobustnessFinding.init)
    interest = smallestEffect.flatMap { margin in
      let scaled = EstimatedEffect(
        value: effect.value / deviation, standardError: effect.standardError / deviation,
        degreesOfFreedom: effect.degreesOfFreedom)
      return try? InterestReading(scaled, margin: margin, level: level)
    }
  }
}

extension LeniencyFinding {
  fileprivate init(_ fit: LeniencyTippingPointFit) {
    self.init(
      nullifyingPoints: fit.estimateVanishes.points, nullifyingDeviations: fit.estimateVanishes.standardDeviations,
      insignificancePoints: fit.intervalIncludesZero.points,
      insignificanceDeviations: fit.intervalIncludesZero.standardDeviations)
  }
}

extension RobustnessFinding {
  fileprivate init(_ fit: RobustnessValueFit) {
    self.init(
      robustnessValue: fit.toLoseEstimate, robustnessValueOfInterval: fit.toLoseSignificance,
      partialR2: fit.partialRSquared)
  }
}

extension InterestReading {
  /// Reads an effect in standard deviations against a margin in standard deviations.
  fileprivate init(_ effect: EstimatedEffect, margin: Double, level: Double) throws(EffectSizeError) {
    let equivalence = try EquivalenceTest(margin: margin, significanceLevel: (1 - level)).fit(effect)
    let interval = effect.interval(level: level)
    let verdict: Verdict =
      switch try SmallestEffectOfInterest(margin, confidenceLevel: level).verdict(on: effect) {
      case .atLeastInteresting: .atLeastOfInterest
      case .interestingLoss: .harmful
      case .equivalent: .equivalent
      case .smallerThanInteresting: .smallerThanInterest
      case .undecided: interval.lower > 0 ? .positiveButMaybeSmall : .undecided
      }
    self.init(verdict: verdict, margin: margin, equivalencePValue: equivalence.pValue)
  }
}
