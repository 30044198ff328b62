import Findings

extension TableLayout {
  private static let equityLevels = [("one", "I"), ("three", "III")]

  /// Levels by the values of the keys with their gaps, one row per outcome, key and value.
  static func equity(_ findings: [EquityGapFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let gaps = equityLevels.flatMap { key, name in
      [
        Column(
          "level_\(key)_gap_worded", labels.text("equity_gap", ["level": name, "confidence": words.confidence]),
          audience: .page)
      ]
        + EstimateCells.dataColumns.map { Column("level_\(key)_\($0.key)", "", audience: .data) }
    }
    let columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("outcome", "", isNumeric: false, audience: .data), Column("wave", "", isNumeric: false, audience: .data),
        Column("key", labels["subgroup_key"], isNumeric: false),
        Column("value", labels["subgroup_value"], isNumeric: false),
        Column("reference", "", isNumeric: false, audience: .data), Column("children", labels["children_behind"]),
        Column("preschools", "", audience: .data),
        Column("level_one_share", labels["level_one"]), Column("level_two_share", labels["level_two"]),
        Column("level_three_share", labels["level_three"]),
      ] + gaps + [Column("warnings", "", isNumeric: false, audience: .data)]
    return TableLayout(columns: columns, rows: findings.map { equityRow($0, words) })
  }

  private static func equityRow(_ finding: EquityGapFinding, _ words: Wording) -> [Cell] {
    func gap(_ estimate: Disclosable<EffectFinding.Estimate>) -> [Cell] {
      let worded = words.cell(estimate) { words.cell(100 * $0.value, $0.interval.map(inPoints), .signed(1)) }
      return [finding.isReference ? Cell(words.labels["equity_reference"], .empty) : worded]
        + EstimateCells.data(estimate, words)
    }
    let start = [
      Cell(finding.address), Cell(finding.outcome), Cell(finding.wave),
      Cell(words.key(finding.key), .text(finding.key)),
      Cell(words.value(finding.value, of: finding.key), .text(finding.value)), Cell(finding.reference),
    ]
    let counts = [
      words.cell(finding.counts, { Double($0.children) }, .count),
      words.cell(finding.counts, { Double($0.preschools) }, .count),
    ]
    return start + counts + finding.shares.map { words.cell($0, .share(0)) } + gap(finding.levelOneGap)
      + gap(finding.levelThreeGap) + [Cell(finding.warnings.map(\.code.rawValue).joined(separator: ";"))]
  }
}
