import Findings

extension TableLayout {
  /// Risk index of the regions with interval, sub-indices and the components that weigh most.
  ///
  /// `link` gives the address of a region's page, for pages of the service.
  static func risk(
    _ regions: [RiskFinding], _ words: Wording, link: ((String) -> String)? = nil
  ) -> TableLayout {
    let labels = words.labels
    let blocks = blockNames(regions)
    let columns =
      [
        Column("region", labels["region"], isNumeric: false), Column("children", labels["children_behind"]),
        Column("preschools", labels["preschools_behind"]), Column("index", "", audience: .data),
        Column("conf_low", "", audience: .data), Column("conf_high", "", audience: .data),
        Column("index_interval", labels.text("risk_with_interval", ["level": words.confidence]), audience: .page),
      ] + blocks.map { Column("block_\($0.key)", $0.name[words.language]) }
      + [
        Column("probability_in_highest_fifth", labels["highest_fifth_probability"]),
        Column("main_reasons", labels["main_reasons"], isNumeric: false, audience: .page),
        Column("warnings", "", isNumeric: false, audience: .data),
      ]
    return TableLayout(
      columns: columns, rows: regions.sortedForReading.map { riskRow($0, blocks: blocks.map(\.key), words, link) })
  }

  /// The components of the regions' indices, one row each.
  static func components(_ regions: [RiskFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("region", labels["region"], isNumeric: false, audience: .data),
      Column("block", labels["block"], isNumeric: false),
      Column("indicator", labels["component"], isNumeric: false), Column("value", labels["risk_value"]),
      Column("direct", labels["risk_direct"]), Column("std_error", labels["standard_error"], audience: .data),
      Column("shrinkage", "", audience: .data), Column("risk", labels["risk_score"]),
      Column("weight", labels["weight"]), Column("observations", labels["number_of_observations"]),
      Column("observation_unit", "", isNumeric: false, audience: .data),
    ]
    let rows = regions.flatMap { region in
      region.blocks.flatMap { block in
        block.components.map { componentRow($0, of: block, in: region, words) }
      }
    }
    return TableLayout(columns: columns, rows: rows)
  }

  private static func riskRow(
    _ region: RiskFinding, blocks: [String], _ words: Wording, _ link: ((String) -> String)?
  ) -> [Cell] {
    let scores = blocks.map { key in
      words.cell(region.blocks.first { $0.key == key }?.score ?? region.index.withoutValue, \.value, .decimal(0))
    }
    return [
      Cell(region.name[words.language], .text(region.place), link: link?(region.place)),
      words.cell(region.counts, { Double($0.children) }, .count),
      words.cell(region.counts, { Double($0.preschools) }, .count), words.cell(region.index, \.value, .decimal(0)),
      words.cell(region.index, \.interval.lower, .decimal(0)), words.cell(region.index, \.interval.upper, .decimal(0)),
      words.cell(region.index) { words.cell($0.value, $0.interval, .decimal(0)) },
    ] + scores + [
      words.cell(region.probabilityInHighestFifth, .share(0)), Cell(region.mainReasons(words)),
      Cell(region.warnings.map(\.code.rawValue).joined(separator: ";")),
    ]
  }

  private static func componentRow(
    _ component: RiskFinding.Component, of block: RiskFinding.Block, in region: RiskFinding,
    _ words: Wording
  ) -> [Cell] {
    [
      Cell(region.name[words.language], .text(region.place)),
      Cell(block.name[words.language], .text(block.key)),
      Cell(component.name[words.language], .text(component.indicator)), words.cell(component.value, .decimal(3)),
      words.cell(component.direct, .decimal(3)), words.cell(component.standardError, .decimal(3)),
      words.cell(component.shrinkage, .decimal(2)), words.cell(component.risk, .decimal(0)),
      Cell(words.numbers.write(component.weight, .decimal(2)), .number(component.weight)),
      words.cell(component.observationCount), Cell(component.observationUnit.rawValue),
    ]
  }

  private static func blockNames(_ regions: [RiskFinding]) -> [(key: String, name: LocalizedText)] {
    regions.max { $0.blocks.count < $1.blocks.count }?.blocks.map { ($0.key, $0.name) } ?? []
  }
}

extension [RiskFinding] {
  /// Highest index first; hidden regions and regions without data last, by code.
  var sortedForReading: [RiskFinding] {
    sorted { first, second in
      let (a, b) = (first.index.value?.value ?? -1, second.index.value?.value ?? -1)
      return a == b ? first.place < second.place : a > b
    }
  }
}

extension RiskFinding {
  /// The two components that add most to the index of their block, worded; empty when the region is hidden.
  func mainReasons(_ words: Wording) -> String {
    let scored = blocks.flatMap(\.components).compactMap { component in
      component.risk.value.map { (component: component, push: $0 * component.weight) }
    }
    return scored.filter { $0.push > 0 }.sorted { $0.push > $1.push }.prefix(2).map { reason in
      reason.component.name[words.language] + " (" + words.written(reason.component.risk, .decimal(0)) + ")"
    }.joined(separator: "; ")
  }
}

extension Disclosable {
  /// The mark alone, for a part that a finding does not have.
  var withoutValue: Self { isSuppressed ? .suppressed : .noData }
}
