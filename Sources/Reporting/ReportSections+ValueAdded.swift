import Findings

extension ReportSections {
  /// Whose children came farther than expected, as a reason to look at the practice: no place is ranked.
  var valueAdded: ReportSection {
    let comparison = run.valueAdded
    let caveats = comparison.warnings.map(WarningReading(words).sentence).withoutRepetition
    guard let method = comparison.method, !comparison.places.isEmpty else {
      return ReportSection("value_added", words, blocks: caveats.isEmpty ? [] : [.list(caveats)])
    }
    let intro: [ReportSection.Block] = [
      .paragraph(words.labels["value_added_intro"]), .list(sentences(method)),
    ]
    return ReportSection(
      "value_added", words,
      blocks: intro + gains(.preschool) + gains(.direction) + gains(.region) + (caveats.isEmpty ? [] : [.list(caveats)])
    )
  }

  /// The preschools of the authority's own region, for its report.
  var ownGains: [ReportSection.Block] {
    let preschools = gains(.preschool)
    guard !preschools.isEmpty else { return [] }
    return [.heading(words.labels["section_value_added"]), .paragraph(words.labels["value_added_intro"])] + preschools
  }

  private func sentences(_ method: ValueAddedFindings.Method) -> [String] {
    func share(_ value: Double) -> String { words.numbers.write(value, .share(1)) }
    let caseMix = method.caseMix.map(words.covariate).joined(separator: ", ")
    var facts = ["preschools": share(method.preschools), "within": share(method.withinGroups)]
    facts["groups"] = method.groups.map(share)
    return [
      words.labels.text(
        "value_added_children",
        [
          "children": words.cell(method.children).text, "left_out": words.cell(method.leftOut).text,
          "case_mix": caseMix.isEmpty ? "–" : caseMix,
        ]),
      words.labels.text(method.groups == nil ? "value_added_shares_no_groups" : "value_added_shares", facts),
    ]
  }

  private func gains(_ level: ValueAddedFinding.Level) -> [ReportSection.Block] {
    let places = run.valueAdded.places(level)
    guard !places.isEmpty else { return [] }
    var blocks: [ReportSection.Block] = [
      .heading(words.labels["value_added_\(level.rawValue)"]), .paragraph(candidates(level)),
    ]
    if let note = note(level) { blocks.append(.paragraph(note)) }
    blocks.append(.table(.valueAdded(places, words)))
    let funnels = run.valueAdded.funnels.filter { $0.level.rawValue == level.rawValue }.flatMap(funnelBlocks)
    guard !funnels.isEmpty else { return blocks }
    return blocks + [.fold(title: words.labels["value_added_funnel"], blocks: funnels)]
  }

  private func candidates(_ level: ValueAddedFinding.Level) -> String {
    let names = run.valueAdded.candidates(level).map { place in
      words.name(place) + " (" + words.numbers.write(place.probabilityInHighestFifth.value ?? 0, .share(0)) + ")"
    }
    guard !names.isEmpty else { return words.labels["value_added_none"] }
    return words.labels.text("value_added_candidates", ["places": names.joined(separator: "; ")])
  }

  private func note(_ level: ValueAddedFinding.Level) -> String? {
    switch level {
    case .direction: return words.labels["value_added_directions_note"]
    case .region:
      guard let count = run.valueAdded.method?.regionsNotCompared, count > 0 else { return nil }
      return words.labels.text(
        "value_added_not_compared",
        ["count": words.numbers.write(count), "preschools": words.numbers.write(run.pilot.minimumPreschools)])
    case .preschool: return nil
    }
  }
}

extension Wording {
  /// Name of a place or direction.
  func name(_ finding: ValueAddedFinding) -> String {
    finding.name?[language] ?? capitalized(value(finding.place, of: "direction"))
  }
}

extension TableLayout {
  /// What the children of places gained beyond what was expected, in the order given.
  static func valueAdded(_ findings: [ValueAddedFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("address", "", isNumeric: false, audience: .data),
      Column("level", "", isNumeric: false, audience: .data),
      Column("region", "", isNumeric: false, audience: .data),
      Column("place", labels["value_added_place"], isNumeric: false), Column("children", labels["children_behind"]),
      Column("preschools", "", audience: .data), Column("direct", "", audience: .data),
      Column("estimate_worded", labels.text("value_added_estimate", ["level": words.confidence]), audience: .page),
      Column("estimate", "", audience: .data), Column("conf_low", "", audience: .data),
      Column("conf_high", "", audience: .data), Column("shrinkage", "", audience: .data),
      Column("probability_above_expected", labels["value_added_above"]),
      Column("probability_in_highest_fifth", labels["value_added_fifth"]),
      Column("candidate", "", isNumeric: false, audience: .data),
    ]
    return TableLayout(columns: columns, rows: findings.map { valueAddedRow($0, words) })
  }

  private static func valueAddedRow(_ finding: ValueAddedFinding, _ words: Wording) -> [Cell] {
    let start = [
      Cell(finding.address), Cell(finding.level.rawValue), Cell(finding.region ?? ""),
      Cell(words.name(finding), .text(finding.place)),
      words.cell(finding.counts, { Double($0.children) }, .count),
      words.cell(finding.counts, { Double($0.preschools) }, .count),
    ]
    return start + [
      words.cell(finding.direct, .signed(3)),
      words.cell(finding.estimate) { words.cell($0.value, $0.interval, .signed(2)) },
      words.cell(finding.estimate, \.value, .signed(3)), words.cell(finding.estimate, \.interval.lower, .signed(3)),
      words.cell(finding.estimate, \.interval.upper, .signed(3)), words.cell(finding.shrinkage, .decimal(2)),
      words.cell(finding.probabilityAboveExpected, .share(0)),
      words.cell(finding.probabilityInHighestFifth, .share(0)), Cell(finding.isCandidate ? "true" : "false"),
    ]
  }
}
