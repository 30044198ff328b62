import Findings

extension TableLayout {
  /// The components of the places' indices, one row each.
  static func components(_ places: [RiskFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns =
      placeColumns + [
        Column("block", labels["block"], isNumeric: false),
        Column("indicator", labels["component"], isNumeric: false), Column("value", labels["risk_value"]),
        Column("direct", labels["risk_direct"]), Column("std_error", labels["standard_error"], audience: .data),
        Column("shrinkage", "", audience: .data), Column("risk", labels["risk_score"]),
        Column("weight", labels["weight"]), Column("contribution", labels["risk_contribution"]),
        Column("rating", labels["risk_rating"], isNumeric: false),
        Column("observations", labels["number_of_observations"]),
        Column("observation_unit", "", isNumeric: false, audience: .data),
        Column("unit", "", isNumeric: false, audience: .data),
      ]
    let rows = places.flatMap { place in
      place.blocks.flatMap { block in
        block.components.map { componentRow($0, of: block, in: place, words) }
      }
    }
    return TableLayout(columns: columns, rows: rows)
  }

  private static func componentRow(
    _ component: RiskFinding.Component, of block: RiskFinding.Block, in place: RiskFinding, _ words: Wording
  ) -> [Cell] {
    placeCells(place, words) + [
      Cell(block.name[words.language], .text(block.key)),
      Cell(component.name[words.language], .text(component.indicator)),
      words.cell(component.value, unit: component.unit), words.cell(component.direct, unit: component.unit),
      words.cell(component.standardError, .decimal(3)), words.cell(component.shrinkage, .decimal(2)),
      words.cell(component.risk, .decimal(0)),
      Cell(words.numbers.write(component.weight, .decimal(2)), .number(component.weight)),
      words.cell(component.contribution, .decimal(1)), words.cell(component.rating),
      words.cell(component.observationCount), Cell(component.observationUnit.rawValue),
      component.unit.map { Cell($0) } ?? Cell("", .empty),
    ]
  }
}
