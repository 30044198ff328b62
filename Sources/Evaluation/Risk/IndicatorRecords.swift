internal import Records

/// The records behind every indicator of a framework at one time, collected once for all levels of places.
struct IndicatorRecords: Sendable {
  let histories: ChildHistories
  /// By key of the indicator; none for one that compares arms.
  private let records: [String: [IndicatorRecord]]

  init(_ panel: Panel, at time: RiskTime, framework: RiskFramework) {
    let histories = ChildHistories(panel, at: time)
    let outcome = OutcomeIndicators(histories)
    let evidence = EvidenceIndicators(histories)
    let reported = ReportedIndicators(panel, at: time)
    self.histories = histories
    records = Dictionary(
      uniqueKeysWithValues: framework.indicators.map { indicator in
        guard let source = indicator.source else { return (indicator.key, []) }
        switch source {
        case .levelOneShare, .vulnerableInOne, .vulnerableInTwo, .noProgressShare, .regressionToOne, .notReady,
          .belowTenthPercentile:
          return (indicator.key, outcome.records(source))
        case .indicators, .sessionsHeld, .teacherFeedback, .feedbackResponse:
          return (indicator.key, reported.records(source, key: indicator.key))
        case .missingChildWaves, .itemNonResponse, .straightLining, .implausibleJump, .reversedDirection, .raterChange,
          .lateBaseline, .ceiling:
          return (indicator.key, evidence.records(source))
        case .clustersPerArm, .differentialAttrition:
          return (indicator.key, [])
        }
      })
  }

  /// The indicator at every place of a level.
  func estimates(of indicator: RiskFramework.Indicator, at places: RiskPlaces) -> IndicatorEstimates {
    if indicator.source?.comparesArms == true {
      return ArmComparisons(histories, at: places).estimates(of: indicator)
    }
    return IndicatorEstimates(indicator, IndicatorSums(records[indicator.key] ?? [], at: places), at: places.level)
  }
}
