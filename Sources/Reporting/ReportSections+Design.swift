import Findings

extension ReportSections {
  /// Units of assignment, baseline equivalence, attrition, intraclass correlation and detectable effect.
  var design: ReportSection {
    guard run.design != DesignFindings() else { return ReportSection("design", words, blocks: []) }
    return ReportSection(
      "design", words, blocks: unitBlocks + balanceBlocks + attritionBlocks + clusteringBlocks + detectableBlocks)
  }

  private var unitBlocks: [ReportSection.Block] {
    let units = run.design.units
    guard !units.isEmpty else { return [] }
    let planned = units.first(where: \.isPlanned).map(\.level)
    let found = units.first(where: \.isFound).map(\.level)
    let places = ["unit": found, "found": found, "planned": planned].compactMapValues { $0.map(words.unit) }
    let key = found == nil ? "units_not_found" : found == planned ? "units_as_planned" : "units_not_planned"
    var readings = [words.labels.text(key, places)]
    if let mixed = units.first(where: { $0.level == "preschool" && $0.bothArms > 0 }) {
      readings.append(
        words.labels.text(
          "units_mixed", ["count": words.numbers.write(mixed.bothArms), "unit": words.unit(mixed.level)]))
    }
    return [.heading(words.labels["design_units"]), .list(readings), .table(.units(units, words))]
  }

  private var balanceBlocks: [ReportSection.Block] {
    let balance = run.design.balance
    let heading = ReportSection.Block.heading(words.labels["design_balance"])
    guard !balance.isEmpty else { return [heading, .paragraph(words.labels["absent_balance"])] }
    return [
      heading, .paragraph(words.labels["balance_note"]), .table(.balance(balance, words)),
      .figure(svg: LovePlot(balance, words).rendered(), caption: words.labels["figure_balance"]),
    ]
  }

  private var attritionBlocks: [ReportSection.Block] {
    let attrition = run.design.attrition
    let heading = ReportSection.Block.heading(words.labels["design_attrition"])
    guard !attrition.isEmpty else { return [heading, .paragraph(words.labels["absent_attrition"])] }
    return [heading, .paragraph(words.labels["attrition_note"]), .table(.attrition(attrition, words))]
  }

  private var clusteringBlocks: [ReportSection.Block] {
    let clustering = run.design.clustering
    let heading = ReportSection.Block.heading(words.labels["design_clustering"])
    guard !clustering.isEmpty else { return [heading, .paragraph(words.labels["absent_clustering"])] }
    let readings = clustering.map(\.level).withoutRepetition.compactMap { level in
      clusteringReading(level, clustering.filter { $0.level == level }.compactMap(\.intraclassCorrelation.value))
    }
    return [
      heading, .list(readings),
      .fold(title: words.labels["clustering_all"], blocks: [.table(.clustering(clustering, words))]),
    ]
  }

  private func clusteringReading(_ level: String, _ correlations: [Double]) -> String? {
    guard let lowest = correlations.min(), let highest = correlations.max() else { return nil }
    return words.labels.text(
      "clustering_reading",
      [
        "unit": words.capitalized(words.unit(level)), "lowest": words.numbers.write(lowest, .share(0)),
        "highest": words.numbers.write(highest, .share(0)),
      ])
  }

  private var detectableBlocks: [ReportSection.Block] {
    let detectable = run.design.detectable
    let heading = ReportSection.Block.heading(words.labels["design_detectable"])
    guard let power = detectable.first?.power else {
      return [heading, .paragraph(words.labels["absent_detectable"])]
    }
    let intro = words.labels.text("detectable_intro", ["power": words.numbers.write(power, .share(0))])
    return [heading, .paragraph(intro), .table(.detectable(detectable, words))]
  }
}
