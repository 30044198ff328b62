import Findings

/// How lenient the experimental raters would have to be to explain an effect away.
///
/// Educators of the experimental groups rate the children they taught. If all their marks were too high by the same
/// amount, the effect would be too high by that amount; the tipping points are the amounts at which conclusions change.
/// The bias meant is the one that is left after adjustment: where the same raters gave the baseline, a leniency that was
/// there before cancels to the degree that the model subtracts the baseline. A negative effect has negative tipping
/// points: there the raters would have to be too strict.
///
/// On a scale that averages items of 1, 2 and 3, a bias of 0.10 points is one item in ten marked a level too high.
public struct LeniencyTippingPoint: Sendable, Codable, Equatable {
  /// Standard deviation of the outcome within arms, in points, to say the bias in standard deviations too.
  public var standardDeviation: Double
  /// Smallest effect of interest in points, positive; `nil` when the plan states none.
  public var smallestEffectOfInterest: Double?
  /// Level of the interval that is to include 0, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(standardDeviation: Double, smallestEffectOfInterest: Double? = nil, confidenceLevel: Double = 0.95) {
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.standardDeviation = standardDeviation
    self.smallestEffectOfInterest = smallestEffectOfInterest
    self.confidenceLevel = confidenceLevel
  }

  /// Finds the tipping points of an effect in points.
  ///
  /// - Throws: `EffectSizeError.notANumber` when the standard error, the standard deviation or the smallest effect is
  ///   not positive and finite.
  public func fit(_ effect: EstimatedEffect) throws(EffectSizeError) -> LeniencyTippingPointFit {
    try effect.check()
    try standardDeviation.checkPositive("standard_deviation")
    try smallestEffectOfInterest?.checkPositive("smallest_effect_of_interest")
    let interval = effect.interval(level: confidenceLevel)
    return LeniencyTippingPointFit(
      estimateVanishes: bias(effect.value, beyond: 0),
      intervalIncludesZero: bias(effect.value, beyond: (interval.upper - interval.lower) / 2),
      estimateFallsBelowInterest: smallestEffectOfInterest.map { bias(effect.value, beyond: $0) },
      isDistinguishable: interval.lower > 0 || interval.upper < 0)
  }

  /// The part of an effect that is farther from 0 than a limit.
  private func bias(_ effect: Double, beyond limit: Double) -> LeniencyTippingPointFit.Bias {
    let points = abs(effect) > limit ? (effect < 0 ? effect + limit : effect - limit) : 0
    return LeniencyTippingPointFit.Bias(points: points, standardDeviations: points / standardDeviation)
  }
}

/// The biases of the experimental raters at which conclusions change.
public struct LeniencyTippingPointFit: Sendable, Codable, Equatable {
  /// By how much all marks of the experimental raters are too high; negative when too low.
  public struct Bias: Sendable, Codable, Equatable {
    /// In points of the outcome.
    public let points: Double
    /// In standard deviations of the outcome.
    public let standardDeviations: Double
  }

  /// The bias at which the estimate is 0.
  public let estimateVanishes: Bias
  /// The bias from which the interval includes 0; 0 when it does without any bias.
  public let intervalIncludesZero: Bias
  /// The bias from which the estimate is under the smallest effect of interest; 0 when it is without any bias, `nil` when
  /// no smallest effect is stated.
  public let estimateFallsBelowInterest: Bias?
  /// Whether the interval excludes 0 without any bias.
  public let isDistinguishable: Bool
}
