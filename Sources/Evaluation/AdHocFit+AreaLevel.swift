internal import Design
internal import Findings
internal import SmallArea
internal import Tabular

extension AdHocFit {
  /// The Fay–Herriot model of areas, one per row; the formula's response is their direct estimate.
  ///
  /// - Throws: `AdHocFitError.randomTermsInSmallArea` when the formula has random terms; errors of the file, formula,
  ///   design and estimation.
  public func areaLevel(_ request: AreaLevelRequest) throws -> Answer {
    try locatingErrors { try areaLevelAnswer(request) }
  }

  private func areaLevelAnswer(_ request: AreaLevelRequest) throws -> Answer {
    let model = try Formula(formula)
    guard !model.hasRandomTerms else { throw AdHocFitError.randomTermsInSmallArea }
    var clock = StepClock()
    let data = try readData(&clock)
    try checkVariances(data.frame[request.samplingVariance])
    let frame = try ModelFrame.build(
      model, frame: data.frame, clusters: request.area, weights: request.samplingVariance)
    let areas = frame.response.indices.map { index in
      AreaObservation(
        area: frame.clusters.map { $0.level(Int($0.codes[index])) } ?? "", direct: frame.response[index],
        variance: frame.weights?[index] ?? .nan)
    }
    clock.lap(\.collect)
    let fit = try FayHerriot(criterion: request.method.criterion).fit(areas, covariates: frame.fixed)
    clock.lap(\.estimate)
    return Answer(
      finding: fit.finding(
        formula: formula, droppedCount: frame.droppedRowCount, level: confidenceLevel, provenance: data.provenance),
      timings: clock.timings)
  }
}

extension AreaLevelRequest.Method {
  fileprivate var criterion: FayHerriot.Criterion {
    switch self {
    case .reml: .restrictedMaximumLikelihood
    case .ml: .maximumLikelihood
    case .adjustedML: .adjustedMaximumLikelihood
    case .adjustedREML: .adjustedRestrictedMaximumLikelihood
    }
  }
}

extension FayHerriotFit {
  /// The fit as every surface shows it; the log-likelihood is the restricted one for the restricted criteria.
  fileprivate func finding(
    formula: String, droppedCount: Int, level: Double, provenance: Provenance
  ) -> ModelFinding {
    ModelFinding(
      model: "fay_herriot", method: criterion.rawValue, formula: formula, observationCount: observationCount,
      droppedCount: droppedCount, groups: [], coefficients: coefficientTable(level: level), varianceComponents: [],
      fit: [
        .init("log_likelihood", criterion.isRestricted ? restrictedLogLikelihood : logLikelihood),
        .init("model_variance_std_error", modelVarianceStandardError),
      ],
      areas: AreaTable(
        modelVariance: modelVariance,
        rows: areaEstimates.map {
          AreaTable.Row(
            area: $0.area, direct: $0.direct, estimate: $0.estimate, meanSquaredError: $0.meanSquaredError,
            shrinkage: $0.shrinkage)
        }), warnings: warnings + fewAreasWarning, provenance: provenance)
  }

  /// Areas below which errors to second order and normal tests promise too much.
  private static let fewAreas = 20

  private var fewAreasWarning: [FindingWarning] {
    guard observationCount < Self.fewAreas else { return [] }
    return [
      FindingWarning(
        .fewClusters,
        "\(observationCount) areas: below \(Self.fewAreas) the errors and the normal tests may be too small, since the "
          + "variance between areas is hardly known",
        facts: ["clusters": "\(observationCount)"])
    ]
  }
}
