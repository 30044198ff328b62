import Findings

extension ReportSections {
  var risk: ReportSection {
    let regions = run.risk.regions
    guard !regions.isEmpty else { return ReportSection("risk", words, blocks: []) }
    let words = words.forRisk
    var blocks: [ReportSection.Block] = [.paragraph(words.labels["risk_intro"])]
    if let note = words.ownScopeNote { blocks.append(.paragraph(note)) }
    if let map = TileMap(regions, words, link: regionLink) {
      blocks.append(.figure(svg: map.rendered(), caption: words.labels["figure_map"]))
    }
    blocks.append(.table(.risk(regions, words, link: regionLink)))
    let warnings = regions.flatMap { region in
      region.warningSentences(words).map { region.name[words.language] + ": " + $0 }
    }
    if !warnings.isEmpty { blocks += [.heading(words.labels["warnings_title"]), .list(warnings)] }
    return ReportSection("risk", words, blocks: blocks)
  }

  /// Names of the indicators of the risk index, by key.
  var indicatorNames: [String: String] {
    run.risk.places.reduce(into: [:]) { $0.merge($1.indicatorNames(words.language)) { first, _ in first } }
  }

  /// The three regions with the highest index, as a sentence; an own scope has nothing to rank.
  var highestRisk: String? {
    guard words.ownRegion == nil else { return nil }
    let highest = run.risk.regions.sortedForReading.prefix(3).compactMap { region in
      region.index.value.map { score in
        region.name[words.language] + " – " + words.numbers.write(score.value, .decimal(0)) + " ("
          + words.interval(score.interval, .decimal(0)) + ")"
      }
    }
    guard !highest.isEmpty else { return nil }
    return words.labels.text("risk_reading", ["regions": highest.joined(separator: "; ")])
  }
}

extension TableLayout {
  /// What a run was made from.
  static func reproducibility(_ run: RunFindings, _ words: Wording) -> TableLayout {
    let labels = words.labels
    let facts = [
      ("run", run.run), ("time", run.createdAt), ("engine", run.provenance.engine),
      ("plan", run.provenance.planSHA256 ?? labels["no_data"]), ("data", run.provenance.dataSHA256),
      ("seed", String(run.provenance.seed)),
    ]
    return TableLayout(
      columns: [
        Column("item", labels["property"], isNumeric: false), Column("value", labels["content"], isNumeric: false),
      ],
      rows: facts.map { [Cell(labels["repro_\($0.0)"], .text($0.0)), Cell($0.1)] })
  }
}

extension RiskFinding {
  /// Names of the indicators that the region's index is made of, by key.
  func indicatorNames(_ language: Language) -> [String: String] {
    let named = blocks.flatMap(\.components).map { ($0.indicator, $0.name[language]) }
    return Dictionary(named, uniquingKeysWith: { first, _ in first })
  }

  /// The region's caveats, each said once.
  func warningSentences(_ words: Wording) -> [String] {
    let reading = WarningReading(words, indicatorNames: indicatorNames(words.language))
    return warnings.map(reading.sentence).withoutRepetition
  }
}
