import Disclosure
import Findings

/// The sections of one region's report, in reading order.
struct RegionSections: Sendable {
  let region: RiskFinding
  /// The run in the words for risk; its places are the region's own in an own scope.
  private let run: ReportSections
  private var words: Wording { run.words }

  /// The sections of a region of a release, or `nil` when the run has no such region.
  init?(_ run: Released<RunFindings>, region: String, language: Language) {
    self.init(ReportSections(run, Wording(run.value.pilot, language: language)), region: region)
  }

  /// The sections for the authority of the region, or `nil` when the run has no such region.
  init?(_ run: OwnScope<RunFindings>, language: Language) {
    self.init(ReportSections(run, Wording(run, language: language)), region: run.region)
  }

  private init?(_ sections: ReportSections, region: String) {
    guard let found = sections.run.risk.regions.first(where: { $0.place == region }) else { return nil }
    self.region = found
    run = sections.forRisk
  }

  /// All sections; those of places below the region in an own scope only.
  var all: [ReportSection] {
    let places = run.supportPriorities + run.riskAlarms + run.riskFunnels + run.ownGains
    let below = words.ownRegion == nil ? [] : [section("region_places", places)]
    return [summary, parts, components, quarters] + below + [pilot, caveats, run.reproducibility]
  }

  /// Title of the page.
  var title: String { words.capitalized(words.labels["regional_report"]) + ": " + region.name[words.language] }

  var banner: String { words.banner }
  var language: Language { words.language }
  var isSynthetic: Bool { run.run.pilot.isSynthetic }

  private func section(_ anchor: String, _ blocks: [ReportSection.Block]) -> ReportSection {
    ReportSection(anchor, words, blocks: blocks)
  }

  /// What is known of the region, in sentences.
  private var summary: ReportSection {
    let about = words.labels.text(
      "region_about", ["pilot": words.pilot.name, "date": String(run.run.createdAt.prefix(10))])
    var blocks: [ReportSection.Block] = [.paragraph(about)]
    if let note = words.ownScopeNote { blocks.append(.paragraph(note)) }
    let sentences = RiskPlaceReading(region, words).sentences
    return section("region_summary", blocks + [.list(sentences), .paragraph(words.labels["risk_intro"])])
  }

  /// The index, its sub-indices, and the country beside them.
  private var parts: ReportSection {
    let country = run.run.risk.places(.country)
    let lines = SupportPlot.Line.parts(region, words) + country.map { SupportPlot.Line($0, words) }
    let plot = SupportPlot(lines, zones: run.run.risk.method, title: words.labels["figure_support_title"], words)
    let caption = words.labels.text("figure_parts", ["level": words.confidence])
    let insufficient = region.blocks.filter { $0.score == .noData }.map { block in
      words.labels.text(
        "block_insufficient",
        [
          "block": block.name[words.language],
          "share": words.numbers.write(block.presentWeight, .share(0)),
        ])
    }
    return section(
      "region_index",
      [
        .table(.riskParts(region, words)), .figure(svg: plot.rendered(), caption: caption),
      ] + (insufficient.isEmpty ? [] : [.list(insufficient)]))
  }

  /// Where the points of the index come from.
  private var components: ReportSection {
    guard !region.blocks.isEmpty else { return section("region_components", []) }
    var blocks: [ReportSection.Block] = []
    if let bars = ContributionBars(region, words) {
      blocks.append(.figure(svg: bars.rendered(), caption: words.labels["figure_contributions"]))
    }
    return section(
      "region_components",
      blocks + [.table(.components([region], words)), .paragraph(words.labels["components_note"])])
  }

  /// The index from quarter to quarter.
  private var quarters: ReportSection {
    let risk = run.run.risk
    let own = risk.places.filter { $0.level == .region && $0.place == region.place && $0.quarter != nil }
    guard !own.isEmpty else { return section("region_quarters", []) }
    var blocks: [ReportSection.Block] = []
    if let line = QuarterLine(own, risk.method, words) {
      let caption = words.labels.text("figure_quarters", ["level": words.confidence])
      blocks.append(.figure(svg: line.rendered(), caption: caption))
    }
    blocks.append(.table(.quarterDetails(own, words)))
    let changes = risk.changes.filter { $0.level == .region && $0.place == region.place }
    if !changes.isEmpty {
      blocks.append(.paragraph(words.labels.text("risk_changes_intro", ["rise": run.risePoints])))
      blocks.append(.table(.riskChanges(changes, rise: risk.method?.rise ?? 0, words)))
      if let latest = changes.map(\.to).max() { blocks += run.criticalDifference(changes.filter { $0.to == latest }) }
    }
    return section("region_quarters", blocks + [.paragraph(words.labels["risk_waves_note"])])
  }

  /// What the pilot found in all regions together.
  private var pilot: ReportSection {
    let readings = run.latestVerdicts.map(EffectReading(words).sentences)
    guard !readings.isEmpty else { return section("region_pilot", []) }
    return section("region_pilot", [.paragraph(words.labels["region_pilot_intro"]), .list(readings)])
  }

  /// Caveats of the region, and the method in short.
  private var caveats: ReportSection {
    let warnings = region.warningSentences(words)
    let method = run.run.risk.method.map { RiskMethodReading($0, words).sentences } ?? []
    return section(
      "region_caveats",
      (warnings.isEmpty ? [] : [.list(warnings)]) + (method.isEmpty ? [] : [.list(method)])
        + [.paragraph(words.markNote)])
  }
}

extension ReportSections {
  /// The same sections in the words for risk.
  var forRisk: ReportSections {
    var result = self
    result.words = words.forRisk
    return result
  }
}

extension TableLayout {
  /// Index, sub-indices and support of one place quarter by quarter.
  static func quarterDetails(_ quarters: [RiskFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let blocks = quarters.blockNames
    let columns =
      [
        Column("quarter", labels["quarter"], isNumeric: false),
        Column("flags", labels["safety_flags"], isNumeric: false),
        Column("index_interval", labels.text("risk_with_interval", ["level": words.confidence])),
      ] + blocks.map { Column("block_\($0.key)", $0.name[words.language]) }
      + [
        Column("rating", labels["risk_rating"], isNumeric: false), Column("rank", labels["rank_with_interval"]),
      ]
    let rows = quarters.sorted { ($0.quarter ?? "") < ($1.quarter ?? "") }.map { place in
      [
        Cell(words.quarter(place.quarter)), words.flags(place),
        words.interval(of: place.index),
      ] + blocks.map { words.subIndex($0.key, of: place) } + [words.cell(place.rating), words.rank(place)]
    }
    return TableLayout(columns: columns, rows: rows)
  }
}
