internal import CompositeIndex
internal import Findings
internal import Records
internal import Tabular

/// The risk chapter: from records to indicators, indices, ranks and changes of every level, by one chain of draws.
struct RiskAnalysis {
  private let panel: Panel
  private let framework: RiskFramework
  private let levels: [RiskLevelAnalysis]

  /// Analyses all levels and times, or the regions over the whole time alone.
  ///
  /// - Throws: `CompositeIndexError` when the framework's goalposts or weights admit no index.
  init(_ panel: Panel, framework: RiskFramework, isRegionsOnly: Bool = false) throws {
    self.panel = panel
    self.framework = framework
    let all = isRegionsOnly ? [.whole] : RiskTime.all(of: panel.records)
    let times = concurrentMap(all.count) { IndicatorRecords(panel, at: all[$0], framework: framework) }
    guard
      let regions = try RiskLevelAnalysis(.region, times, framework: framework, fixed: nil, panel: panel)
    else {
      self.levels = []
      return
    }
    let levels: [RiskFinding.Level] = isRegionsOnly ? [] : [.country, .district, .preschool, .group]
    let others = concurrentMap(levels.count) { position in
      let level = levels[position]
      return Result {
        try RiskLevelAnalysis(
          level, level == .group ? Array(times.prefix(1)) : times, framework: framework, fixed: regions.fixed,
          panel: panel)
      }
    }
    self.levels = [regions] + (try others.compactMap { try $0.get() })
  }

  /// Everything the chapter holds.
  ///
  /// - Throws: `CompositeIndexError` as the indices do.
  func findings() throws -> RiskFindings {
    let rankings = concurrentMap(levels.count) { level in Result { try self.rankings(levels[level]) } }
    return RiskFindings(
      method: method, places: places(), rankings: try rankings.flatMap { try $0.get() },
      funnels: levels.flatMap { FunnelAnalysis($0).findings() }, changes: levels.flatMap { RiskChanges($0).findings() })
  }

  /// Every place at every time.
  func places() -> [RiskFinding] {
    let writer = RiskFindingWriter(panel)
    return levels.flatMap { writer.findings($0) }
  }

  /// Caveats about the indicators and draws of all levels, each said once.
  var warnings: [FindingWarning] { RiskCaveats(levels).warnings }

  private var method: RiskMethod {
    let method = framework.method
    return RiskMethod(
      name: framework.names?.localized, normalisation: method.normalisation.rawValue,
      weighting: method.weights.rawValue, betweenBlocks: method.betweenBlocks.rawValue,
      minimumWeightShare: method.minimumWeightShare, amber: framework.zones?.amber, red: framework.zones?.red,
      thresholdsAreAgreed: IndexRater(framework).areAllAgreed, drawCount: RiskMoment.drawCount, rise: method.rise)
  }

  private func rankings(_ level: RiskLevelAnalysis) throws -> [RiskRankingFinding] {
    try level.moments.compactMap { try RiskRanking($0, level: level.places.level, seed: panel.plan.seed).finding() }
  }
}

extension Names {
  var localized: LocalizedText { LocalizedText(kk: kk, ru: ru, en: en) }
}
