import Findings
import LinearAlgebra
import Probability

/// The normal equations of a meta-analysis at the estimated variance between studies, in orthonormal coordinates.
struct MetaAnalysisSystem {
  let design: AreaDesign
  /// `nil` for the model of one common effect.
  let betweenStudies: BetweenStudyVariance?
  let likelihood: AreaLikelihood
  /// Cochran's Q at τ² = 0.
  let cochranQ: Double
  /// (k − p) / tr P: what a study's sampling variance typically is.
  let typicalVariance: Double

  init(_ design: AreaDesign, method: RandomEffectsMetaAnalysis.Method) throws(SmallAreaError) {
    self.design = design
    betweenStudies = try BetweenStudyVariance(method, design)
    likelihood = try AreaLikelihood(design, modelVariance: betweenStudies?.tau2 ?? 0)
    cochranQ = try GeneralizedQ(design: design).value(at: 0).q
    let df = Double(design.areaCount - design.coefficientCount)
    typicalVariance = df / (try AreaLikelihood(design, modelVariance: 0).projectionTrace)
  }

  var tau2: Double { betweenStudies?.tau2 ?? 0 }

  /// k − p.
  var degreesOfFreedom: Int { design.areaCount - design.coefficientCount }

  /// Knapp and Hartung's factor: the weighted residual variance, about 1 when τ² fits; exactly 0 when the model leaves
  /// nothing but rounding.
  var residualVariance: Double {
    let residualSquares = weightedSquares(likelihood.residuals)
    let isRounding = residualSquares <= Self.roundingShare * weightedSquares(design.direct)
    return isRounding ? 0 : residualSquares / Double(degreesOfFreedom)
  }

  /// Rounding leaves about 1e-16 of the effects in the residuals, so 1e-32 of their squares.
  private static let roundingShare = 1e-26

  private func weightedSquares(_ values: [Double]) -> Double {
    zip(likelihood.inverseVariances, values).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
  }

  /// Share of the variance of the effects that is not sampling error, in [0, 1].
  var i2: Double {
    guard betweenStudies != nil else { return max(0, 1 - Double(degreesOfFreedom) / cochranQ) }
    return tau2 / (typicalVariance + tau2)
  }

  /// Total variance over sampling variance.
  var h2: Double {
    guard betweenStudies != nil else { return cochranQ / Double(degreesOfFreedom) }
    return 1 + tau2 / typicalVariance
  }

  /// The Q-profile interval of τ²; `nil` when even τ² = 0 makes the studies agree too well to be believed.
  func tau2Interval(level: Double) throws(SmallAreaError) -> Interval? {
    let reference = ChiSquared(degreesOfFreedom: Double(degreesOfFreedom))
    guard cochranQ >= reference.quantile((1 - level) / 2) else { return nil }
    let profile = GeneralizedQ(design: design)
    return Interval(
      lower: try profile.variance(at: reference.upperQuantile((1 - level) / 2)),
      upper: try profile.variance(at: reference.quantile((1 - level) / 2)), level: level)
  }

  /// Tests that all coefficients from a position on are 0: a chi-squared statistic, not yet divided by its count.
  func waldStatistic(from position: Int, covarianceScale: Double) -> Double? {
    let tested = Array(position..<design.coefficientCount)
    let covariance = covarianceScale * likelihood.coefficientCovariance().submatrix(tested)
    guard let factor = try? Cholesky(covariance) else { return nil }
    return factor.solveLower(tested.map { likelihood.beta[$0] }).reduce(0) { $0 + $1 * $1 }
  }
}
