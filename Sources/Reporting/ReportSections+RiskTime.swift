import Findings

extension ReportSections {
  /// Indicators of the regions against control limits; of an own region's preschools in an own scope.
  var riskFunnels: [ReportSection.Block] {
    let labels = words.labels
    let level: RiskFinding.Level = words.ownRegion == nil ? .region : .preschool
    let funnels = run.risk.funnels.filter { $0.level == level }
    guard !funnels.isEmpty else { return [] }
    let isOutside = { (funnel: FunnelFinding) in funnel.points.contains { $0.isOutsideInner.value == true } }
    let quiet = funnels.filter { !isOutside($0) }
    var blocks: [ReportSection.Block] = [
      .heading(labels["risk_funnels_title"]), .paragraph(labels["risk_funnels_intro"]),
    ]
    blocks += funnels.filter(isOutside).flatMap(funnelBlocks)
    guard !quiet.isEmpty else { return blocks }
    let names = quiet.map { $0.name[words.language] }.joined(separator: "; ")
    return blocks + [
      .paragraph(labels.text("risk_funnels_quiet", ["indicators": names])),
      .fold(title: labels["risk_funnels_panel"], blocks: quiet.flatMap(funnelBlocks)),
    ]
  }

  func funnelBlocks(_ funnel: FunnelFinding) -> [ReportSection.Block] {
    guard let plot = FunnelPlot(funnel, words) else { return [] }
    let target = words.value(funnel.target, unit: funnel.unit, 3)
    let caption = words.labels.text(
      "figure_funnel", ["indicator": funnel.name[words.language], "target": target])
    let spread = words.labels[funnel.overdispersion > 0 ? "funnel_overdispersed" : "funnel_not_overdispersed"]
    return [
      .figure(svg: plot.rendered(), caption: caption + " " + spread, numbers: .riskFunnels([funnel], words))
    ] + warnings(of: funnel)
  }

  private func warnings(of funnel: FunnelFinding) -> [ReportSection.Block] {
    let reading = WarningReading(words, indicatorNames: [funnel.indicator: funnel.name[words.language]])
    let sentences = funnel.warnings.map(reading.sentence).withoutRepetition
    return sentences.isEmpty ? [] : [.list(sentences)]
  }

  /// The index quarter by quarter, and how probable a rise is.
  var riskChanges: [ReportSection.Block] {
    let labels = words.labels
    let quarterly = run.risk.places.filter { $0.level == .region && $0.quarter != nil }
    let changes = run.risk.changes.filter { $0.level == .region }
    guard !quarterly.isEmpty || !changes.isEmpty else { return [] }
    var blocks: [ReportSection.Block] = [.heading(labels["risk_changes_title"])]
    blocks.append(.paragraph(labels.text("risk_changes_intro", ["rise": risePoints])))
    blocks += changeTables(changes)
    if !quarterly.isEmpty {
      let order = run.risk.regions.sortedForReading.map(\.place)
      let sorted = order.flatMap { code in quarterly.filter { $0.place == code } }
      blocks.append(.fold(title: labels["risk_quarters_panel"], blocks: [.table(.quarters(sorted, words))]))
    }
    return blocks + [.paragraph(labels["risk_waves_note"])]
  }

  /// Points of the index that changes are asked about.
  var risePoints: String { words.numbers.write(run.risk.method?.rise ?? 0, .decimalUpTo(1)) }

  /// The latest step on the page, earlier ones behind a fold; the most probable rise first.
  func changeTables(_ changes: [RiskChangeFinding]) -> [ReportSection.Block] {
    let sorted = changes.sorted { first, second in
      let (p, q) = (first.probabilityOfRise.value ?? -1, second.probabilityOfRise.value ?? -1)
      return p == q ? first.place < second.place : p > q
    }
    let steps = Set(changes.map(\.to)).sorted()
    let rise = run.risk.method?.rise ?? 0
    func table(_ step: String) -> ReportSection.Block {
      .table(.riskChanges(sorted.filter { $0.to == step }, rise: rise, words))
    }
    guard let latest = steps.last else { return [] }
    let now = [table(latest)] + criticalDifference(changes.filter { $0.to == latest })
    let earlier = steps.dropLast()
    guard !earlier.isEmpty else { return now }
    return now + [.fold(title: words.labels["risk_changes_panel"], blocks: earlier.map(table))]
  }

  /// How large a change must be to go beyond chance.
  func criticalDifference(_ changes: [RiskChangeFinding]) -> [ReportSection.Block] {
    guard let points = changes.criticalDifference else { return [] }
    let value = words.numbers.write(points, .decimal(1))
    return [.paragraph(words.labels.text("risk_critical_difference", ["value": value]))]
  }
}
