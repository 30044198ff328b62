public import Design
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
/// formulas used as they stand at *A* = 0 and the variance 2 / Σ (A + D)⁻² of *A* for every criterion.
///
/// The adjusted criteria multiply the likelihood by a factor that is 0 at *A* = 0, so that *A* is positive and no area
/// loses its own estimate altogether. Of the two such factors in use this is Yoshimori and Lahiri's,
/// (arctan Σ A / (A + D))^(1/m): unlike the factor *A* of Li and Lahiri (2010) it leaves bias and mean squared error as
/// they were to second order, and no estimated mean squared error turns negative. Where the likelihood alone would
/// have said 0 the fit carries the warning `adjustedVariance`: there the positive value is the factor's.
///
/// **Source.** Fay & Herriot (1979); Datta & Lahiri (2000); Yoshimori & Lahiri (2014), doi:10.1016/j.jmva.2013.10.012;
/// Rao & Molina (2015), ch. 6. Verified to 1e-9 relative against a solution in R, metafor 3.8 and sae 1.3; the adjusted
/// criteria to 1e-8 against an independent solution in forty digits.
public struct FayHerriot: Sendable, Codable, Equatable {
  /// What the model variance maximises.
  public enum Criterion: String, Sendable, Codable, CaseIterable {
    case restrictedMaximumLikelihood = "reml"
    case maximumLikelihood = "ml"
    /// The likelihood times Yoshimori and Lahiri's factor.
    case adjustedMaximumLikelihood = "adjusted-ml"
    /// The restricted likelihood times the same factor.
    case adjustedRestrictedMaximumLikelihood = "adjusted-reml"

    /// Whether the likelihood is that of error contrasts.
    package var isRestricted: Bool {
      self == .restrictedMaximumLikelihood || self == .adjustedRestrictedMaximumLikelihood
    }

    /// The criterion without the factor; `nil` when it has none.
    var unadjusted: Criterion? {
      switch self {
      case .restrictedMaximumLikelihood, .maximumLikelihood: nil
      case .adjustedMaximumLikelihood: .maximumLikelihood
      case .adjustedRestrictedMaximumLikelihood: .restrictedMaximumLikelihood
      }
    }
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
  ///   not finite or overflows, or covariates that are linearly dependent.
  /// - Complexity: O(*m p*²) per evaluation for *m* areas and *p* coefficients, with about fifty evaluations.
  public func fit(_ areas: [AreaObservation]) throws(SmallAreaError) -> FayHerriotFit {
    let names = ["(Intercept)"] + covariateNames
    var x = Matrix(rowCount: areas.count, columnCount: names.count)
    for (row, area) in areas.enumerated() {
      guard area.covariates.count == covariateNames.count else {
        throw .covariateCount(area: area.area, found: area.covariates.count, required: covariateNames.count)
      }
      for (column, value) in ([1] + area.covariates).enumerated() { x[row, column] = value }
    }
    try areas.check(coefficientCount: names.count)
    let columns = OrthonormalColumns(x)
    guard columns.kept.count == names.count else {
      throw .rankDeficient(rank: columns.kept.count, coefficientCount: names.count)
    }
    return try fit(areas, columns, names: names)
  }

  /// Fits the model with the columns of a formula as covariates, the intercept among them where it has one.
  ///
  /// - Parameters:
  ///   - areas: Areas with a direct estimate, at least one more than independent columns; their own covariates and
  ///     `covariateNames` are not used.
  ///   - covariates: One row per area. Columns that depend on earlier ones are dropped with a warning.
  /// - Returns: Coefficients, model variance, and one shrunken estimate per area in the order given.
  /// - Throws: `SmallAreaError` for too few areas, a repeated area, a variance that is not positive, a number that is
  ///   not finite or overflows.
  /// - Complexity: O(*m p*²) per evaluation, with about fifty evaluations.
  public func fit(_ areas: [AreaObservation], covariates: DesignMatrix) throws(SmallAreaError) -> FayHerriotFit {
    precondition(covariates.matrix.rowCount == areas.count, "\(covariates.matrix.rowCount) rows of covariates")
    let columns = OrthonormalColumns(covariates.matrix)
    guard !columns.kept.isEmpty else { throw .rankDeficient(rank: 0, coefficientCount: covariates.termNames.count) }
    try areas.check(coefficientCount: columns.kept.count)
    return try fit(areas, columns, names: covariates.termNames)
  }

  private func fit(
    _ areas: [AreaObservation], _ columns: OrthonormalColumns, names: [String]
  ) throws(SmallAreaError) -> FayHerriotFit {
    let design = AreaDesign(
      orthonormal: columns.basis, direct: areas.map(\.direct), variances: areas.map(\.variance))
    let outcome = try ModelVarianceSearch(design: design, criterion: criterion).run()
    let likelihood = try AreaLikelihood(design, modelVariance: outcome.modelVariance)
    let error = PredictionError(likelihood: likelihood, modelVariance: outcome.modelVariance, criterion: criterion)
    let dropped = names.indices.filter { !columns.kept.contains($0) }.map { names[$0] }
    let fit = FayHerriotFit(
      criterion: criterion, coefficientNames: columns.kept.map { names[$0] }, droppedNames: dropped,
      coefficients: columns.back.multiplied(by: likelihood.beta),
      covariance: likelihood.coefficientCovariance().congruence(columns.back.transposed()),
      modelVariance: outcome.modelVariance, modelVarianceStandardError: error.informationStandardError,
      logLikelihood: likelihood.logLikelihood, restrictedLogLikelihood: likelihood.restrictedLogLikelihood(),
      areaEstimates: estimates(areas, likelihood, outcome.modelVariance, error),
      evaluationCount: outcome.evaluationCount, warnings: try warnings(outcome, design, dropped))
    guard fit.isFinite else { throw .extremeValues }
    return fit
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

  private func warnings(
    _ outcome: ModelVarianceSearch.Outcome, _ design: AreaDesign, _ dropped: [String]
  ) throws(SmallAreaError) -> [FindingWarning] {
    var warnings: [FindingWarning] = []
    if !dropped.isEmpty { warnings.append(.droppedColumns(dropped)) }
    if outcome.isAtBoundary {
      warnings.append(.boundaryVariance(areaCount: design.areaCount))
    } else if let unadjusted = criterion.unadjusted,
      try ModelVarianceSearch(design: design, criterion: unadjusted).run().isAtBoundary
    {
      warnings.append(
        FindingWarning(
          .adjustedVariance,
          "The likelihood alone puts the variance between \(design.areaCount) areas at 0; its positive value, and what "
            + "the areas keep of their own estimates, comes from the adjustment.",
          facts: ["areas": "\(design.areaCount)"]))
    }
    return warnings
  }
}

extension [AreaObservation] {
  /// Holds observations to what the model needs of them.
  func check(coefficientCount: Int) throws(SmallAreaError) {
    guard count > coefficientCount else {
      throw .tooFewAreas(found: count, required: coefficientCount + 1)
    }
    var names: Set<String> = []
    for area in self {
      guard names.insert(area.area).inserted else { throw .duplicateArea(area.area) }
      guard area.variance.isFinite, area.variance > 0 else { throw .variance(area: area.area, value: area.variance) }
      guard area.direct.isFinite, area.covariates.allSatisfy(\.isFinite) else { throw .notFinite(area: area.area) }
    }
  }
}

extension FindingWarning {
  /// No differences between areas beyond their errors.
  static func boundaryVariance(areaCount: Int) -> FindingWarning {
    FindingWarning(
      .boundaryVariance,
      "The variance between \(areaCount) areas is estimated as 0: every area gets the estimate of the whole.",
      facts: ["areas": "\(areaCount)"])
  }

  /// Columns of a model that are combinations of earlier ones.
  static func droppedColumns(_ names: [String]) -> FindingWarning {
    FindingWarning(
      .droppedColumns, "dropped, because they follow from other columns: \(names.joined(separator: ", "))",
      facts: ["columns": names.joined(separator: ", ")])
  }
}
