internal import Findings
public import Records

/// Sets reported percentages against the targets of their years.
///
/// Nothing is estimated, averaged or ranked: a reported percentage has no known error, so that it has no interval.
public struct TargetAttainment: Sendable {
  private let targets: ConceptTargets
  /// The year that is asked for; `nil` for all.
  private let year: Int?

  /// Creates a comparison with targets, of one year or of all.
  public init(_ targets: ConceptTargets, year: Int? = nil) {
    self.targets = targets
    self.year = year
  }

  /// The targets alone.
  public func answer() -> TargetAnswer {
    TargetAnswer(
      source: targets.source.localized, indicators: targets.indicators.map(indicator), attainment: [],
      notReported: [], warnings: [])
  }

  /// The targets and what is reported of them.
  ///
  /// - Parameters:
  ///   - actuals: Percentages; those of other indicators or years than the targets' are left out.
  ///   - dataSHA256: SHA-256 of the file they come from, hexadecimal.
  /// - Returns: A row for every percentage, what is not reported, and the caveats.
  public func answer(_ actuals: [ReportedActual], dataSHA256: String) -> TargetAnswer {
    let asked = actuals.filter { year == nil || $0.year == year }
    var answer = answer()
    answer.attainment = targets.indicators.flatMap { indicator in
      asked.filter { $0.indicator == indicator.key }
        .sorted { ($0.year, $0.region ?? "") < ($1.year, $1.region ?? "") }
        .compactMap { attainment(of: indicator, $0) }
    }
    let reported = Set(answer.attainment.map(\.indicator))
    answer.notReported = targets.indicators.map(\.key).filter { !reported.contains($0) }
    answer.warnings = warnings(answer.attainment)
    answer.provenance = Provenance(engine: Engine.name, planSHA256: nil, dataSHA256: dataSHA256, seed: 0)
    return answer
  }

  private func indicator(_ indicator: ConceptTargets.Indicator) -> TargetAnswer.Indicator {
    let years = targets.years.filter { year == nil || $0 == year }
    return .init(
      key: indicator.key, number: indicator.number, name: indicator.names.localized,
      targets: years.compactMap { year in indicator.targets[year].map { .init(year: year, percent: $0) } })
  }

  private func attainment(
    of indicator: ConceptTargets.Indicator, _ actual: ReportedActual
  ) -> TargetAnswer.Attainment? {
    let baseYear = targets.years.lowerBound
    guard let target = indicator.targets[actual.year], let base = indicator.targets[baseYear] else { return nil }
    return .init(
      indicator: indicator.key, region: actual.region, year: actual.year, targetPercent: target,
      actualPercent: actual.percent, gapPoints: actual.percent - target, isMet: actual.percent >= target,
      shareOfWay: target > base ? (actual.percent - base) / (target - base) : nil, baseYear: baseYear,
      basePercent: base)
  }

  private func warnings(_ attainment: [TargetAnswer.Attainment]) -> [FindingWarning] {
    guard !attainment.isEmpty else { return [] }
    let small = attainment.count(where: \.mayBeShare)
    let reported = FindingWarning(
      .reportedFigures,
      "the actuals are reported figures without an error of sampling: there are no intervals, and no ranks are formed")
    let shares = FindingWarning(
      .sharesForPercents, "some actuals are at most 1: percentages are expected, such as 95.9 and not 0.959",
      facts: ["rows": String(small)])
    return small > 0 ? [reported, shares] : [reported]
  }
}
