// Notation: as in RobustnessValue.swift; X_j is the covariate that a confounder is compared with.

/// A confounder of stated strength.
public struct Confounder: Sendable, Codable, Equatable {
  /// R²(D~Z|X): share of what is left of the treatment that it explains, in [0, 1).
  public var treatmentShare: Double
  /// R²(Y~Z|D,X): share of what is left of the outcome that it explains, in [0, 1].
  public var outcomeShare: Double

  /// Creates a confounder.
  public init(treatmentShare: Double, outcomeShare: Double) {
    self.treatmentShare = treatmentShare
    self.outcomeShare = outcomeShare
  }

  /// The strongest confounder that is at most so many times as strong as an observed covariate.
  ///
  /// - Parameters:
  ///   - treatmentMultiple: How many times as much of the treatment it explains, positive.
  ///   - outcomeMultiple: How many times as much of the outcome it explains, positive.
  ///   - covariate: The covariate's own partial R² with treatment and outcome, given the other covariates.
  /// - Throws: `EffectSizeError.impossibleMultiple` when so many times the covariate would explain more of the treatment
  ///   than there is. A share of the outcome above 1 is cut to 1.
  public init(
    atMost treatmentMultiple: Double, and outcomeMultiple: Double, timesAsStrongAs covariate: Confounder
  ) throws(EffectSizeError) {
    try treatmentMultiple.checkPositive("treatment_multiple")
    try outcomeMultiple.checkPositive("outcome_multiple")
    try covariate.check()
    let (rd, ry) = (covariate.treatmentShare, covariate.outcomeShare)
    guard ry < 1 else { throw .partialRSquaredOutOfRange(ry) }
    let share = treatmentMultiple * rd / (1 - rd)
    // R²(Z~Xj|X,D): what the confounder and the covariate come to share once the treatment is held fixed.
    let overlap = treatmentMultiple * rd * rd / ((1 - treatmentMultiple * rd) * (1 - rd))
    guard share < 1, overlap >= 0, overlap < 1 else { throw .impossibleMultiple(treatmentMultiple) }
    let eta = (outcomeMultiple.squareRoot() + overlap.squareRoot()) / (1 - overlap).squareRoot()
    self.init(treatmentShare: share, outcomeShare: min(1, eta * eta * ry / (1 - ry)))
  }

  /// The effect that would be estimated if the confounder were in the model, biased away from 0 without it.
  ///
  /// - Returns: Estimate and standard error with one degree of freedom less; the standard error is 0 for a confounder
  ///   that explains all the rest of the outcome.
  /// - Throws: `EffectSizeError` for shares outside their range or one degree of freedom or less.
  public func adjusting(_ effect: EstimatedEffect) throws(EffectSizeError) -> EstimatedEffect {
    try check()
    let df = try effect.degreesOfFreedomForConfounder()
    let bias = effect.standardError * (df * outcomeShare * treatmentShare / (1 - treatmentShare)).squareRoot()
    let inflation = ((1 - outcomeShare) / (1 - treatmentShare) * df / (df - 1)).squareRoot()
    return EstimatedEffect(
      value: effect.value < 0 ? effect.value + bias : effect.value - bias,
      standardError: effect.standardError * inflation, degreesOfFreedom: df - 1)
  }

  private func check() throws(EffectSizeError) {
    guard (0..<1).contains(treatmentShare) else { throw .partialRSquaredOutOfRange(treatmentShare) }
    guard (0...1).contains(outcomeShare) else { throw .partialRSquaredOutOfRange(outcomeShare) }
  }
}
