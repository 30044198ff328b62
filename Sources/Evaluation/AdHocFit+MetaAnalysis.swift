internal import Design
internal import Findings
internal import SmallArea
internal import Tabular

extension AdHocFit {
  /// A meta-analysis of studies, one per row; the formula holds the moderators, `~ 1` for the mean alone.
  ///
  /// - Throws: `AdHocFitError.moderatorFormula` when the formula has a response or random terms; errors of the file,
  ///   formula, design and estimation.
  public func metaAnalysis(_ request: MetaAnalysisRequest) throws -> Answer {
    try locatingErrors { try metaAnalysisAnswer(request) }
  }

  private func metaAnalysisAnswer(_ request: MetaAnalysisRequest) throws -> Answer {
    let moderators = try Formula(formula)
    guard let tilde = formula.firstIndex(where: { $0 != " " }), formula[tilde] == "~", !moderators.hasRandomTerms else {
      throw AdHocFitError.moderatorFormula
    }
    var clock = StepClock()
    let data = try readData(&clock)
    try checkVariances(data.frame[request.samplingVariance])
    let frame = try ModelFrame.build(
      Formula("`\(request.effect)` \(formula[tilde...])"), frame: data.frame, weights: request.samplingVariance)
    let studies = frame.response.indices.map { index in
      StudyEffect(
        study: rowName(Int(frame.keptRows[index])), effect: frame.response[index],
        variance: frame.weights?[index] ?? .nan)
    }
    clock.lap(\.collect)
    let specification = RandomEffectsMetaAnalysis(
      method: request.method.specification, usesKnappHartung: request.usesKnappHartung,
      confidenceLevel: confidenceLevel)
    let fit = try specification.fit(studies, moderators: frame.fixed)
    clock.lap(\.estimate)
    return Answer(
      finding: fit.finding(
        formula: "\(request.effect) \(formula[tilde...])", droppedCount: frame.droppedRowCount,
        level: confidenceLevel, provenance: data.provenance),
      timings: clock.timings)
  }

  /// A row of weight 0 would be left out, but a sampling variance of 0 is an error.
  func checkVariances(_ column: Column?) throws(SmallAreaError) {
    guard case .numeric(let variances) = column?.values else { return }
    if let row = variances.firstIndex(where: { $0 <= 0 || $0.isInfinite }) {
      throw .variance(area: rowName(row), value: variances[row])
    }
  }

  /// What a study is called in a message: its row in the data, counted from 1.
  private func rowName(_ row: Int) -> String { "data row \(row + 1)" }
}

extension MetaAnalysisRequest.Method {
  fileprivate var specification: RandomEffectsMetaAnalysis.Method {
    switch self {
    case .reml: .restrictedMaximumLikelihood
    case .ml: .maximumLikelihood
    case .dl: .derSimonianLaird
    case .pm: .pauleMandel
    case .he: .hedgesOlkin
    case .sj: .sidikJonkman
    case .fixed: .fixed
    }
  }
}

extension MetaAnalysisFit {
  /// The fit as every surface shows it; the log-likelihood is the restricted one for REML.
  fileprivate func finding(
    formula: String, droppedCount: Int, level: Double, provenance: Provenance
  ) -> ModelFinding {
    var statistics: [ModelFinding.FitStatistic] = [
      .init("log_likelihood", method == .restrictedMaximumLikelihood ? restrictedLogLikelihood : logLikelihood),
      .init("tau2_std_error", betweenStudyVarianceStandardError),
    ]
    if moderatorTest != nil { statistics.append(.init("r_squared", explainedShare)) }
    return ModelFinding(
      model: method == .fixed ? "fixed_effect_meta_analysis" : "random_effects_meta_analysis", method: method.rawValue,
      formula: formula, observationCount: observationCount, droppedCount: droppedCount, groups: [],
      coefficients: coefficientTable(level: level), varianceComponents: [], fit: statistics,
      waldTests: moderatorTest.map { [$0] } ?? [], heterogeneity: heterogeneity, warnings: warnings,
      provenance: provenance)
  }
}
