import Findings
import Probability

/// Hedges g on the total standard deviation, with the cluster corrections of the What Works Clearinghouse.
///
/// Give the clustering when whole clusters were assigned to arms. The effect is
///
///     g = ω √γ · b / S,    var(g) = ω² γ (se(b) / S)² + g² / (2h)
///
/// where *b* is the difference (adjusted or not), *S* the pooled standard deviation within arms, ω the small-sample
/// correction, γ and *h* the bias and the degrees of freedom of *S*² under clustering. The variance is the delta
/// method: its first term carries the uncertainty of *b* with the clusters already in it, its second that of *S*.
/// When the model states no standard error, se(b)² = S²/γ · (1/N₁ + 1/N₀)(1 + (n − 1)ρ) is that of the plain
/// difference of means. The interval is g ± t·se(g) with the model's degrees of freedom, or *h* when it states none.
///
/// **Source.** What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, appendix E (*h* is eq. E.21);
/// Hedges (2007), J. Educ. Behav. Stat. 32:341, doi:10.3102/1076998606298043. Verified to 1e-10 relative.
public struct HedgesG: Sendable, Codable, Equatable {
  /// Which degrees of freedom the small-sample correction ω is made of.
  public enum SmallSampleCorrection: String, Sendable, Codable, CaseIterable {
    /// ω = 1 − 3/(4h − 1): Hedges's correction at the degrees of freedom of *S* under clustering.
    case clusterDegreesOfFreedom = "cluster_degrees_of_freedom"
    /// ω = 1 − 3/(4N − 9): the same at *N* − 2, as if children were independent.
    case totalSampleSize = "total_sample_size"
  }

  public var correction: SmallSampleCorrection
  /// Level of the interval, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(correction: SmallSampleCorrection = .clusterDegreesOfFreedom, confidenceLevel: Double = 0.95) {
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.correction = correction
    self.confidenceLevel = confidenceLevel
  }

  /// Standardises a difference between arms.
  ///
  /// - Parameters:
  ///   - comparison: The difference and the arms' sizes and standard deviations.
  ///   - clustering: The clusters that were assigned; `nil` when children were assigned one by one.
  /// - Returns: The effect in standard deviations, with its standard error, interval and improvement index.
  /// - Throws: `EffectSizeError` when an arm has fewer than two children, nothing varies, a number is not finite, or
  ///   the clusters leave no degrees of freedom.
  public func fit(
    _ comparison: ArmComparison, clustering: Clustering? = nil
  ) throws(EffectSizeError) -> HedgesGFit {
    try comparison.check()
    let observationCount = comparison.observationCount
    let clustering = clustering ?? Clustering(clusterCount: observationCount, intraclassCorrelation: 0)
    try clustering.check(observationCount: observationCount)
    let h = clustering.degreesOfFreedom(observationCount: observationCount)
    let gamma = clustering.varianceBias(observationCount: observationCount)
    let S = comparison.pooledStandardDeviation
    let scale = smallSampleFactor(observationCount, h) * gamma.squareRoot() / S
    let g = scale * comparison.difference.value
    let standardError = (scale * scale * comparison.variance(under: clustering) + g * g / (2 * h)).squareRoot()
    let quantile = StudentT(degreesOfFreedom: comparison.difference.degreesOfFreedom ?? h)
      .quantile((1 + confidenceLevel) / 2)
    guard (quantile * standardError).isFinite else { throw .notANumber(quantity: "interval", value: quantile) }
    return HedgesGFit(
      estimate: g, standardError: standardError, degreesOfFreedom: h,
      interval: Interval(
        lower: g - quantile * standardError, upper: g + quantile * standardError, level: confidenceLevel),
      improvementIndex: Normal().cumulative(g) - 0.5, standardDeviation: S,
      intraclassCorrelation: clustering.intraclassCorrelation)
  }

  private func smallSampleFactor(_ observationCount: Int, _ h: Double) -> Double {
    switch correction {
    case .clusterDegreesOfFreedom: 1 - 3 / (4 * h - 1)
    case .totalSampleSize: 1 - 3 / (4 * Double(observationCount) - 9)
    }
  }
}

extension ArmComparison {
  fileprivate func check() throws(EffectSizeError) {
    guard control.observationCount >= 2, experimental.observationCount >= 2 else {
      throw .tooFewObservations(control: control.observationCount, experimental: experimental.observationCount)
    }
    guard difference.value.isFinite else { throw .notANumber(quantity: "difference", value: difference.value) }
    for (quantity, value) in [
      ("standard_error", difference.standardError ?? 0),
      ("control_standard_deviation", control.standardDeviation),
      ("experimental_standard_deviation", experimental.standardDeviation),
    ] where !(value.isFinite && value >= 0) { throw .notANumber(quantity: quantity, value: value) }
    if let degreesOfFreedom = difference.degreesOfFreedom, !(degreesOfFreedom > 0) {
      throw .notANumber(quantity: "degrees_of_freedom", value: degreesOfFreedom)
    }
    guard pooledStandardDeviation > 0 else { throw .noVariation }
  }

  /// Squared standard error of the difference: the stated one, or that of a plain difference of clustered means.
  fileprivate func variance(under clustering: Clustering) -> Double {
    if let standardError = difference.standardError { return standardError * standardError }
    let totalVariance =
      pooledStandardDeviation * pooledStandardDeviation / clustering.varianceBias(observationCount: observationCount)
    let inverseSizes = 1 / Double(control.observationCount) + 1 / Double(experimental.observationCount)
    return totalVariance * inverseSizes * clustering.designEffect(observationCount: observationCount)
  }
}
