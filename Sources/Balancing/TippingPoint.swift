internal import LinearAlgebra
internal import Probability

/// How far imputed values would have to be off for an effect to lose its significance.
///
/// **Source.** Delta adjustment: Carpenter & Kenward (2013), doi:10.1002/9781119942283, ch. 10.
public struct TippingPoint: Sendable, Codable, Equatable {
  /// What shifting the imputed values does to the conclusion.
  public enum Verdict: Sendable, Codable, Equatable {
    /// The interval reaches zero at this shift, in units of the outcome.
    case tips(shift: Double)
    /// The interval holds zero without any shift.
    case alreadyInconclusive
    /// No shift changes the effect: nothing was imputed where the shift applies.
    case cannotTip
  }

  public let verdict: Verdict
  /// Standard deviation that shifts are expressed in.
  public let standardDeviation: Double
  /// Level of the interval.
  public let level: Double

  /// Finds the smallest shift at which the pooled interval reaches zero.
  ///
  /// - Parameters:
  ///   - effects: One per completed data set.
  ///   - standardDeviation: Of the outcome, to express the shift in.
  ///   - level: Confidence level in (0, 1).
  /// - Throws: What `RubinPooling.pool` throws; `BalancingError.optionOutOfRange` unless the deviation is positive.
  public init(
    _ effects: [ShiftedEffect], standardDeviation: Double, level: Double = 0.95
  ) throws(BalancingError) {
    guard standardDeviation > 0, standardDeviation.isFinite else {
      throw .optionOutOfRange(name: "standardDeviation", value: standardDeviation)
    }
    self.standardDeviation = standardDeviation
    self.level = level
    let start = try Self.pooled(effects, shift: 0)
    let slope = effects.reduce(0) { $0 + $1.slope } / Double(effects.count)
    if Self.holdsZero(start, level: level) {
      verdict = .alreadyInconclusive
    } else if slope == 0 {
      verdict = .cannotTip
    } else {
      verdict = .tips(shift: try Self.search(effects, zero: -start.estimates[0] / slope, level: level))
    }
  }

  /// The tipping shift in standard deviations; `nil` when there is none.
  public var shiftInDeviations: Double? {
    guard case .tips(let shift) = verdict else { return nil }
    return shift / standardDeviation
  }

  /// The pooled effect when imputed values are shifted, for a curve or a table.
  ///
  /// - Parameters:
  ///   - effects: One per completed data set.
  ///   - shift: In units of the outcome.
  /// - Returns: One estimate.
  /// - Throws: What `RubinPooling.pool` throws.
  public static func pooled(_ effects: [ShiftedEffect], shift: Double) throws(BalancingError) -> PooledEstimates {
    var answers: [CompletedEstimate] = []
    for effect in effects {
      let variance = effect.variance + 2 * shift * effect.slopeCovariance + shift * shift * effect.slopeVariance
      answers.append(
        CompletedEstimate(
          estimates: [effect.estimate + shift * effect.slope],
          covariance: SymmetricMatrix(diagonal: [max(0, variance)]), degreesOfFreedom: [effect.degreesOfFreedom]))
    }
    return try RubinPooling.pool(answers)
  }

  /// Halves the way from no shift to the shift at which the effect is zero.
  private static func search(
    _ effects: [ShiftedEffect], zero: Double, level: Double
  ) throws(BalancingError) -> Double {
    var (outside, inside) = (0.0, zero)
    while true {
      let middle = outside + (inside - outside) / 2
      guard middle != outside, middle != inside else { return inside }
      if holdsZero(try pooled(effects, shift: middle), level: level) { inside = middle } else { outside = middle }
    }
  }

  private static func holdsZero(_ pooled: PooledEstimates, level: Double) -> Bool {
    let quantile = StudentT(degreesOfFreedom: pooled.degreesOfFreedom[0]).upperQuantile((1 - level) / 2)
    return abs(pooled.estimates[0]) <= quantile * pooled.standardErrors[0]
  }
}
