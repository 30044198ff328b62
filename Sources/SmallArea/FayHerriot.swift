import Findings
import LinearAlgebra

/// The Fay–Herriot model: direct estimates of areas, shrunken towards a regression on covariates of the areas.
///
/// Each area's direct estimate is y = xᵀβ + u + e with var(u) = *A*, the same for all areas, and var(e) = *D*, the
/// area's own sampling variance, taken as known. The estimate of an area is γ·y + (1 − γ)·xᵀβ with γ = A / (A + D): the
/// surer the direct estimate, the more it counts. With *A* = 0 every area gets its synthetic estimate xᵀβ and the fit
/// carries the warning `boundaryVariance`.
///
/// The mean squared error is g1 + g2 + 2·g3 (less the bias of *A* times (1 − γ)² for maximum likelihood), with the
/// formulas used as they stand at *A* = 0.
///
/// **Source.** Fay & Herriot (1979); Datta & Lahiri (2000); Rao & Molina (2015), ch. 6. Verified to 1e-9 relative against
/// a solution in R, metafor 3.8 and sae 1.3.
public struct FayHerriot: Sendable, Codable, Equatable {
  /// What the model variance maximises.
  public enum Criterion: String, Sendable, Codable, CaseIterable {
    case restrictedMaximumLikelihood = "reml"
    case maximumLikelihood = "ml"
  }

  public var criterion: Criterion
  /// Names of the covariates, in the order in which each observation lists them; the intercept is always in the model.
  public var covariateNames: [String]

  /// Creates a specification.
  public init(criterion: Criterion = .restrictedMaximumLikelihood, covariateNames: [String] = []) {
    self.criterion = criterion
    self.covariateNames = covariateNames
  }

  /// Fits the model and estimates each area.
  ///
  /// - Parameter areas: Areas with a direct estimate, at least two more than covariates, in any order.
  /// - Returns: Coefficients, model variance, and one shrunken estimate per area in the order given.
  /// - Throws: `SmallAreaError` for too few areas, a repeated area, a variance that is not positive, a number that is
  ///   not finite, or covariates that are linearly dependent.
  /// - Complexity: O(*m p*²) per evaluation for *m* areas and *p* coefficients, with about fifty evaluations.
  public func fit(_ areas: [AreaObservation]) throws(SmallAreaError) -> FayHerriotFit {
    let design = try AreaDesign(areas, covariateCount: covariateNames.count)
    let outcome = try ModelVarianceSearch(design: design, criterion: criterion).run()
    let likelihood = try AreaLikelihood(design, modelVariance: outcome.modelVariance)
    let error = PredictionError(likelihood: likelihood, modelVariance: outcome.modelVariance, criterion: criterion)
    return FayHerriotFit(
      criterion: criterion, coefficientNames: ["(Intercept)"] + covariateNames, coefficients: likelihood.beta,
      covariance: likelihood.coefficientCovariance(), modelVariance: outcome.modelVariance,
      modelVarianceStandardError: error.informationStandardError,
      logLikelihood: likelihood.logLikelihood, restrictedLogLikelihood: likelihood.restrictedLogLikelihood(),
      areaEstimates: estimates(areas, likelihood, outcome.modelVariance, error),
      evaluationCount: outcome.evaluationCount, warnings: warnings(outcome, areaCount: areas.count))
  }

  private func estimates(
    _ areas: [AreaObservation], _ likelihood: AreaLikelihood, _ A: Double, _ error: PredictionError
  ) -> [FayHerriotFit.AreaEstimate] {
    let leverages = likelihood.leverages()
    return areas.indices.map { index in
      let shrinkage = A * likelihood.inverseVariances[index]
      let synthetic = areas[index].direct - likelihood.residuals[index]
      return FayHerriotFit.AreaEstimate(
        area: areas[index].area, direct: areas[index].direct, variance: areas[index].variance,
        synthetic: synthetic, estimate: synthetic + shrinkage * likelihood.residuals[index], shrinkage: shrinkage,
        meanSquaredError: error.meanSquaredError(variance: areas[index].variance, leverage: leverages[index]))
    }
  }

  private func warnings(_ outcome: ModelVarianceSearch.Outcome, areaCount: Int) -> [FindingWarning] {
    guard outcome.isAtBoundary else { return [] }
    return [
      FindingWarning(
        .boundaryVariance,
        "The variance between \(areaCount) areas is estimated as 0: every area gets the estimate of the whole.",
        facts: ["areas": "\(areaCount)"])
    ]
  }
}
