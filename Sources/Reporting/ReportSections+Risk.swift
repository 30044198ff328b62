import Findings

extension ReportSections {
  /// Where support is needed, how sure that is, why, and how it changed.
  var risk: ReportSection {
    guard !run.risk.regions.isEmpty else { return ReportSection("risk", words, blocks: []) }
    let chapter = forRisk
    let parts = [
      chapter.riskIntroduction, chapter.riskOverview, chapter.supportPriorities, chapter.riskOrder,
      chapter.riskDistinctions, chapter.riskVariance, chapter.riskFunnels, chapter.riskAlarms, chapter.riskChanges,
      chapter.riskWarnings,
    ]
    return ReportSection("risk", words, blocks: parts.flatMap(\.self))
  }

  /// What the index is, and how it was formed.
  private var riskIntroduction: [ReportSection.Block] {
    var blocks: [ReportSection.Block] = [.paragraph(words.labels["risk_intro"])]
    if let note = words.ownScopeNote { blocks.append(.paragraph(note)) }
    if let method = run.risk.method { blocks.append(.list(RiskMethodReading(method, words).sentences)) }
    return blocks
  }

  /// The map and the table of the regions, the country last.
  private var riskOverview: [ReportSection.Block] {
    let regions = run.risk.regions
    var blocks: [ReportSection.Block] = []
    if let sentence = raisedFlags { blocks.append(.paragraph(sentence)) }
    if words.ownRegion == nil, let map = TileMap(regions, words, link: regionLink) {
      blocks.append(.figure(svg: map.rendered(), caption: words.labels["figure_map"]))
    }
    let rows = regions.sortedForReading + run.risk.places(.country)
    blocks.append(.table(.risk(rows, words, link: regionLink)))
    blocks.append(.paragraph(words.labels["risk_table_note"]))
    return blocks
  }

  /// Caveats of the regions, each said once.
  private var riskWarnings: [ReportSection.Block] {
    let warnings = run.risk.regions.flatMap { region in
      region.warningSentences(words).map { region.name[words.language] + ": " + $0 }
    }
    return warnings.isEmpty ? [] : [.heading(words.labels["warnings_title"]), .list(warnings)]
  }

  /// Names of the indicators of the risk index, by key.
  var indicatorNames: [String: String] {
    run.risk.places.reduce(into: [:]) { $0.merge($1.indicatorNames(words.language)) { first, _ in first } }
  }

  /// The regions with a raised safety flag, as a sentence.
  var raisedFlags: String? {
    let raised = run.risk.regions.filter(\.hasRaisedFlag).map { region in
      region.name[words.language] + " – " + words.flags(region).text
    }
    return raised.isEmpty ? nil : words.labels.text("flags_reading", ["regions": raised.joined(separator: "; ")])
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
