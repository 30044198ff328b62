import Findings

extension ReportSections {
  /// Indices with intervals, and how probable each rank is.
  var riskOrder: [ReportSection.Block] {
    let (regions, labels) = (run.risk.regions, words.labels)
    guard words.ownRegion == nil, regions.count > 1 else { return [] }
    var blocks: [ReportSection.Block] = [.heading(labels["risk_order_title"]), .paragraph(labels["risk_order_intro"])]
    let lines = (regions.sortedForReading + run.risk.places(.country)).map { SupportPlot.Line($0, words) }
    let plot = SupportPlot(lines, zones: run.risk.method, title: labels["figure_support_title"], words)
    blocks.append(
      .figure(svg: plot.rendered(), caption: labels.text("figure_support", ["level": words.confidence])))
    blocks.append(.table(.riskOrder(regions.sortedForReading, words)))
    if let map = RankHeatMap(regions, highestCount: regionRanking?.highestCount ?? 0, words) {
      blocks.append(.figure(svg: map.rendered(), caption: labels["figure_ranks"]))
    }
    return blocks
  }

  /// The order of the regions over the whole time.
  private var regionRanking: RiskRankingFinding? {
    run.risk.rankings.first { $0.level == .region && $0.quarter == nil }
  }

  /// Names of places by code.
  var placeNames: [String: String] {
    Dictionary(run.risk.places.map { ($0.place, $0.name[words.language]) }, uniquingKeysWith: { first, _ in first })
  }

  /// Which regions cannot be told apart, and what would tell neighbours apart.
  var riskDistinctions: [ReportSection.Block] {
    let labels = words.labels
    guard words.ownRegion == nil, let ranking = regionRanking else { return [] }
    let names = placeNames
    let blocks = groupBlocks(ranking, names)
    guard !ranking.resolutions.isEmpty else { return blocks }
    let wanted = words.numbers.write(ranking.resolutionProbability, .share(0))
    return blocks + [
      .fold(
        title: labels["risk_pairs_title"],
        blocks: [
          .paragraph(labels.text("risk_pairs_intro", ["probability": wanted])),
          .table(.riskPairs([ranking], names: names, words)),
        ])
    ]
  }

  /// The groups one below the other, or that all regions or none are alike.
  private func groupBlocks(_ ranking: RiskRankingFinding, _ names: [String: String]) -> [ReportSection.Block] {
    guard !ranking.groups.isEmpty else { return [] }
    let groups = ranking.groups.filter { $0.count > 1 }
    let isOneGroup = ranking.groups.count == 1 && !groups.isEmpty
    let key = groups.isEmpty ? "risk_groups_none" : isOneGroup ? "risk_groups_all" : "risk_groups_intro"
    let lines = isOneGroup ? [] : groups.map { group in group.map { names[$0] ?? $0 }.joined(separator: ", ") }
    return [.heading(words.labels["risk_groups_title"]), .paragraph(words.labels[key])]
      + (lines.isEmpty ? [] : [.list(lines)])
  }

  /// Where the uncertainty comes from.
  var riskVariance: [ReportSection.Block] {
    let labels = words.labels
    guard words.ownRegion == nil, let ranking = regionRanking, !ranking.variance.isEmpty else { return [] }
    return [
      .heading(labels["risk_variance_title"]), .paragraph(labels["risk_variance_intro"]),
      .table(.meanVariance(ranking, words)),
      .fold(
        title: labels["risk_variance_panel"],
        blocks: [.table(.riskVariance([ranking], names: placeNames, words))]),
    ]
  }
}

extension SupportPlot.Line {
  /// The line of a place.
  init(_ place: RiskFinding, _ words: Wording) {
    self.init(
      name: place.name[words.language], score: place.index, isFlagged: place.hasRaisedFlag,
      isSummary: place.level == .country)
  }

  /// The lines of a place's index and sub-indices.
  static func parts(_ place: RiskFinding, _ words: Wording) -> [SupportPlot.Line] {
    [SupportPlot.Line(name: words.labels["risk_index_whole"], score: place.index, isSummary: true)]
      + place.blocks.map { SupportPlot.Line(name: $0.name[words.language], score: $0.score) }
  }
}
