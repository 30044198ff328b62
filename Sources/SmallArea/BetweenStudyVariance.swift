import LinearAlgebra

// Notation: Viechtbauer (2010), doi:10.18637/jss.v036.i03; k studies, p coefficients, v sampling variances, W = diag(1/(τ² +
// v)), P = W − WX(XᵀWX)⁻¹XᵀW. Standard errors are those that the R package metafor gives.

/// The variance between studies by one of the usual methods.
struct BetweenStudyVariance {
  let tau2: Double
  /// Large-sample standard error of τ².
  let standardError: Double

  private init(_ estimate: Double, variance: Double) {
    tau2 = max(0, estimate)
    standardError = max(0, variance).squareRoot()
  }

  /// Estimates the variance; `nil` for the model of one common effect.
  init?(_ method: RandomEffectsMetaAnalysis.Method, _ design: AreaDesign) throws(SmallAreaError) {
    switch method {
    case .fixed: return nil
    case .restrictedMaximumLikelihood: try self.init(design, .restrictedMaximumLikelihood)
    case .maximumLikelihood: try self.init(design, .maximumLikelihood)
    case .pauleMandel: try self.init(pauleMandel: design)
    case .derSimonianLaird: try self.init(derSimonianLaird: design)
    case .hedgesOlkin: self.init(hedgesOlkin: design)
    case .sidikJonkman: try self.init(sidikJonkman: design)
    }
  }

  private init(_ design: AreaDesign, _ criterion: FayHerriot.Criterion) throws(SmallAreaError) {
    let tau2 = try ModelVarianceSearch(design: design, criterion: criterion).run().modelVariance
    let likelihood = try AreaLikelihood(design, modelVariance: tau2)
    let information =
      criterion == .maximumLikelihood ? likelihood.inverseVariancePowerSum(2) : likelihood.squaredProjectionTrace
    self.init(tau2, variance: 2 / information)
  }

  /// Q(τ²) = k − p (Paule & Mandel 1982), which is also the empirical Bayes estimate.
  private init(pauleMandel design: AreaDesign) throws(SmallAreaError) {
    let (k, df) = (Double(design.areaCount), Double(design.areaCount - design.coefficientCount))
    let tau2 = try GeneralizedQ(design: design).variance(at: df)
    let weights = try AreaLikelihood(design, modelVariance: tau2).inverseVariancePowerSum(1)
    self.init(tau2, variance: 2 * k * k / df / (weights * weights))
  }

  /// (Q − (k − p)) / tr P with the weights of the common-effect model (DerSimonian & Laird 1986).
  private init(derSimonianLaird design: AreaDesign) throws(SmallAreaError) {
    let df = Double(design.areaCount - design.coefficientCount)
    let common = try AreaLikelihood(design, modelVariance: 0)
    let trace = common.projectionTrace
    let estimate = (try GeneralizedQ(design: design).value(at: 0).q - df) / trace
    let tau2 = max(0, estimate)
    self.init(
      estimate,
      variance: (2 * df + 4 * tau2 * trace + 2 * tau2 * tau2 * common.squaredProjectionTrace) / (trace * trace))
  }

  /// The unweighted moment estimator (Hedges & Olkin 1985).
  private init(hedgesOlkin design: AreaDesign) {
    let df = Double(design.areaCount - design.coefficientCount)
    // The columns are orthonormal: P = I − XXᵀ, and the leverages are row sums of squares.
    let gamma = design.x.transposeMultiplied(by: design.direct)
    let residuals = zip(design.direct, design.x.multiplied(by: gamma)).map { $0 - $1 }
    let leverages = (0..<design.areaCount).map { area in
      (0..<design.coefficientCount).reduce(0) { $0 + design.x[area, $1] * design.x[area, $1] }
    }
    let weighted = design.weightedGram(design.variances).asMatrix
    var (trace, squares) = (0.0, weighted.multiplied(by: weighted).trace)
    for (variance, leverage) in zip(design.variances, leverages) {
      trace += variance * (1 - leverage)
      squares += variance * variance * (1 - 2 * leverage)
    }
    let estimate = (residuals.reduce(0) { $0 + $1 * $1 } - trace) / df
    let tau2 = max(0, estimate)
    self.init(estimate, variance: (2 * squares + 4 * tau2 * trace + 2 * tau2 * tau2 * df) / (df * df))
  }

  /// One step from the raw variance of the effects τ₀² (Sidik & Jonkman 2005); positive unless all effects are equal.
  private init(sidikJonkman design: AreaDesign) throws(SmallAreaError) {
    let (k, df) = (Double(design.areaCount), Double(design.areaCount - design.coefficientCount))
    let mean = design.direct.reduce(0, +) / k
    let start = design.direct.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / k
    let likelihood = try AreaLikelihood(design, modelVariance: start)
    let tau2 = start * (try GeneralizedQ(design: design).value(at: start).q) / df
    let (trace, squares) = (likelihood.projectionTrace, likelihood.squaredProjectionTrace)
    // With V = W⁻¹ − τ₀²I: tr(PVPV) = k − p − 2τ₀² tr P + τ₀⁴ tr PP and tr(PVP) = tr P − τ₀² tr PP.
    let sampling = df - 2 * start * trace + start * start * squares
    let mixed = trace - start * squares
    self.init(
      tau2, variance: start * start / (df * df) * (2 * sampling + 4 * tau2 * mixed + 2 * tau2 * tau2 * squares))
  }
}
