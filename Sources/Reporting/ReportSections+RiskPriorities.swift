import Findings

extension ReportSections {
  /// The places below the region that need methodological support first, for the region's own authority.
  var supportPriorities: [ReportSection.Block] {
    let levels: [RiskFinding.Level] = [.preschool, .district, .group]
    let lists = levels.flatMap(priorityBlocks)
    guard words.ownRegion != nil, !lists.isEmpty else { return [] }
    return [.heading(words.labels["priority_title"]), .paragraph(words.labels["priority_intro"])] + lists
  }

  private func priorityBlocks(_ level: RiskFinding.Level) -> [ReportSection.Block] {
    let places = run.risk.places(level).sortedByPriority
    guard !places.isEmpty else { return [] }
    let table = ReportSection.Block.table(.priorities(places, words))
    guard level == .preschool else {
      return [.fold(title: words.labels["priority_\(level.rawValue)"], blocks: [table])]
    }
    let plot = SupportPlot(
      places.map { SupportPlot.Line($0, words) }, zones: run.risk.method, title: words.labels["priority_title"], words)
    let caption = words.labels.text("figure_support_preschools", ["level": words.confidence])
    return [table, .figure(svg: plot.rendered(), caption: caption)]
  }
}

extension TableLayout {
  /// Places of one level with the reasons for support, in the order given; no place's children are listed.
  static func priorities(_ places: [RiskFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("flags", labels["safety_flags"], isNumeric: false),
      Column("name", words.placeTitle(places.first?.level), isNumeric: false),
      Column("children", labels["children_behind"]),
      Column("index_interval", labels.text("risk_with_interval", ["level": words.confidence])),
      Column("rating", labels["risk_rating"], isNumeric: false),
      Column("probability_in_highest_fifth", labels["highest_fifth_probability"]),
      Column("main_reasons", labels["main_reasons"], isNumeric: false),
    ]
    let rows = places.map { place in
      [
        words.flags(place), Cell(place.name[words.language], .text(place.place)),
        words.cell(place.counts, { Double($0.children) }, .count),
        words.interval(of: place.index), words.cell(place.rating),
        words.cell(place.probabilityInHighestFifth, .share(0)), Cell(place.mainReasons(words, count: 3)),
      ]
    }
    return TableLayout(columns: columns, rows: rows)
  }
}
