internal import CompositeIndex
internal import Findings
internal import Records
internal import SmallArea

/// The risk index of every region: indicators, shrunken where they are shares of children, into blocks and an index.
struct RiskAnalysis {
  private let panel: Panel
  private let framework: RiskFramework
  private var indicators: [String: RegionalIndicator] = [:]
  /// Caveats about single indicators, such as a smoothed variance.
  private(set) var warnings: [FindingWarning] = []

  init(_ panel: Panel, framework: RiskFramework) {
    self.panel = panel
    self.framework = framework
    for indicator in framework.blocks.flatMap(\.indicators) {
      let regional = RegionalIndicator(indicator, panel: panel)
      indicators[indicator.key] = regional
      warnings += regional.warnings.map { $0.about(indicator.key) }
    }
  }

  /// One finding per region of the records.
  ///
  /// - Throws: `CompositeIndexError` when the framework's goalposts or weights admit no index.
  func findings() throws -> [RiskFinding] {
    let index = try CompositeIndex(framework)
    let uncertainty = IndexUncertainty(
      index: index, seed: panel.plan.seed, confidenceLevel: panel.plan.effects.confidenceLevel)
    let regions = panel.records.regions
    let fit = try uncertainty.fit(regions.map(areaIndicators))
    let rowsOfRegion = Dictionary(grouping: panel.rows.indices) { panel.region(of: panel.rows[$0]) }
    return zip(regions, fit.areas).map { region, area in
      finding(region, area, rows: rowsOfRegion[region.code] ?? [])
    }
  }

  private func areaIndicators(_ region: Region) -> AreaIndicators {
    AreaIndicators(
      area: region.code,
      values: indicators.compactMapValues { indicator in
        // Without an error there is no interval, and a value without one would pass for certain.
        guard let value = indicator.values[region.code], let error = value.standardError else { return nil }
        return .init(
          value.estimate, standardError: error, minimum: indicator.isShare ? 0 : -.infinity,
          maximum: indicator.isShare ? 1 : .infinity)
      })
  }

  private func finding(_ region: Region, _ area: IndexUncertaintyFit.Area, rows: [Int]) -> RiskFinding {
    let blocks = zip(framework.blocks.indices, zip(area.score.blocks, area.blockIntervals)).map { position, scored in
      RiskFinding.Block(
        key: scored.0.key, name: framework.blocks[position].names.localized,
        score: Disclosable(score(scored.0.score, scored.1)),
        components: zip(framework.blocks[position].indicators, scored.0.components).map { indicator, component in
          self.component(indicator, risk: component.risk, weight: component.weight, region: region.code)
        })
    }
    return RiskFinding(
      level: .region, place: region.code, region: region.code, name: region.names.localized,
      counts: rows.isEmpty ? .noData : .shown(panel.counts(rows: rows)),
      index: Disclosable(score(area.score.index, area.interval)), blocks: blocks,
      // A fifth of fewer than five regions is one region whatever the data say.
      probabilityInHighestFifth: panel.records.regions.count < 5
        ? .noData : Disclosable(area.probabilityAmongHighest), warnings: area.score.warnings)
  }

  private func score(_ value: Double?, _ interval: Interval?) -> RiskFinding.Score? {
    guard let value, let interval else { return nil }
    return RiskFinding.Score(value: value, interval: interval)
  }

  private func component(
    _ indicator: RiskFramework.Indicator, risk: Double?, weight: Double, region: String
  ) -> RiskFinding.Component {
    let value = indicators[indicator.key]?.values[region]
    return RiskFinding.Component(
      indicator: indicator.key, name: indicator.names.localized, value: Disclosable(value?.estimate),
      direct: Disclosable(value?.direct), standardError: Disclosable(value?.standardError),
      shrinkage: Disclosable(value?.shrinkage), risk: Disclosable(risk), weight: weight,
      observationCount: Disclosable(value?.observationCount),
      observationUnit: indicator.source?.observationUnit ?? .preschool)
  }
}

extension RiskFramework.Indicator.Source {
  /// What an indicator of the source counts.
  fileprivate var observationUnit: RiskFinding.ObservationUnit {
    switch self {
    case .levelOneShare, .noProgressShare: .child
    case .indicators, .sessionsHeld: .preschool
    }
  }
}

extension FindingWarning {
  /// The same caveat, naming the indicator it is about.
  fileprivate func about(_ indicator: String) -> FindingWarning {
    FindingWarning(
      code, "\(indicator): \(message)", facts: facts.merging(["indicator": indicator]) { own, _ in own })
  }
}

extension Names {
  var localized: LocalizedText { LocalizedText(kk: kk, ru: ru, en: en) }
}
