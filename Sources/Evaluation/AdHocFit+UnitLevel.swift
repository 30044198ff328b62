internal import Design
internal import Findings
internal import MixedModels
internal import Moments
internal import SmallArea

extension AdHocFit {
  /// The nested error regression of units in areas, and the means of the areas.
  ///
  /// - Throws: `AdHocFitError.randomTermsInSmallArea` when the formula has random terms; errors of the two files,
  ///   formula, design and estimation.
  public func unitLevel(_ request: UnitLevelRequest) throws -> Answer {
    try locatingErrors { try unitLevelAnswer(request) }
  }

  private func unitLevelAnswer(_ request: UnitLevelRequest) throws -> Answer {
    guard try !Formula(formula).hasRandomTerms else { throw AdHocFitError.randomTermsInSmallArea }
    var clock = StepClock()
    var data = try readData(&clock)
    let frame = try ModelFrame.build(Formula("\(formula) + (1 | `\(request.area)`)"), frame: data.frame)
    let terms = frame.fixed.termNames.dropFirst(frame.fixed.hasIntercept ? 1 : 0)
    let means = try PopulationMeans(request, terms: Array(terms), formula: formula)
    let moments = try NestedMoments.collect(frame, keepsInnermostUnits: true)
    clock.lap(\.collect)
    if request.bootstrapReplications != nil { data.provenance.seed = request.seed }
    let fit = try request.specification.fit(moments, populations: means.populations)
    clock.lap(\.estimate)
    return Answer(
      finding: fit.finding(
        formula: formula, droppedCount: frame.droppedRowCount, level: confidenceLevel, provenance: data.provenance),
      timings: clock.timings)
  }
}

extension UnitLevelRequest {
  fileprivate var specification: UnitLevelModel {
    UnitLevelModel(
      criterion: method == .reml ? .restrictedMaximumLikelihood : .maximumLikelihood,
      errorEstimate: bootstrapReplications.map { .bootstrap(replications: $0, seed: seed) } ?? .analytic)
  }
}

extension UnitLevelFit {
  /// The fit as every surface shows it: the mixed model's, with the areas.
  fileprivate func finding(
    formula: String, droppedCount: Int, level: Double, provenance: Provenance
  ) -> ModelFinding {
    var finding = model.finding(
      formula: formula, droppedCount: droppedCount, level: level, provenance: provenance)
    finding.model = "nested_error_regression"
    finding.warnings = warnings
    finding.areas = AreaTable(
      modelVariance: betweenVariance,
      rows: areaEstimates.map {
        AreaTable.Row(
          area: $0.area, direct: $0.direct, estimate: $0.estimate, meanSquaredError: $0.meanSquaredError,
          shrinkage: $0.shrinkage)
      })
    // An area that was sampled as a whole has no error, and none in the bootstrap.
    let monteCarlo = areaEstimates.compactMap { area -> Double? in
      guard let error = area.monteCarloError, let mse = area.meanSquaredError, mse > 0 else { return nil }
      return error / mse
    }
    if let largest = monteCarlo.max() { finding.fit.append(.init("mse_mc_relative_error", largest)) }
    return finding
  }
}
