import Findings

extension TableLayout {
  /// Estimates of other analyses; those given a verdict stand below its recommended estimate.
  static func alternatives(
    _ findings: [AlternativeFinding], beside verdict: VerdictFinding? = nil, _ words: Wording
  ) -> TableLayout {
    let labels = words.labels
    let columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("outcome", "", isNumeric: false, audience: .data),
        Column("wave", "", isNumeric: false, audience: .data),
        Column("analysis", labels["analysis"], isNumeric: false),
        Column("difference", labels.text("effect_with_interval", ["level": words.confidence]), audience: .page),
      ] + EstimateCells.dataColumns + [
        Column("p", labels["p_value"], audience: .page),
        Column("children", labels["children_by_arm"], audience: .page),
      ] + ArmCells.dataColumns + [Column("warnings", "", isNumeric: false, audience: .data)]
    return TableLayout(
      columns: columns,
      rows: (verdict.map { [recommendedRow($0, words)] } ?? []) + findings.map { alternativeRow($0, words) })
  }

  private static func alternativeRow(_ finding: AlternativeFinding, _ words: Wording) -> [Cell] {
    [
      Cell(finding.address), Cell(finding.outcome), Cell(finding.wave),
      Cell(words.labels["analysis_\(finding.analysis.rawValue)"], .text(finding.analysis.rawValue)),
    ] + estimateCells(finding.estimate, finding.control, finding.experimental, finding.warnings, words)
  }

  private static func recommendedRow(_ verdict: VerdictFinding, _ words: Wording) -> [Cell] {
    [
      Cell(verdict.address), Cell(verdict.outcome), Cell(verdict.wave),
      Cell(words.labels["analysis_recommended"], .text("recommended")),
    ] + estimateCells(verdict.estimate, verdict.control, verdict.experimental, verdict.warnings, words)
  }

  private static func estimateCells(
    _ estimate: Disclosable<EffectFinding.Estimate>, _ control: Disclosable<Counts>,
    _ experimental: Disclosable<Counts>, _ warnings: [FindingWarning], _ words: Wording
  ) -> [Cell] {
    [EstimateCells.worded(estimate, words)] + EstimateCells.data(estimate, words) + [
      EstimateCells.pValue(estimate, words), ArmCells.worded(control, experimental, words),
    ] + ArmCells.data(control, experimental, words) + [Cell(warnings.map(\.code.rawValue).joined(separator: ";"))]
  }

  /// Tipping points of attrition.
  static func tipping(_ findings: [AttritionTippingFinding], _ words: Wording) -> TableLayout {
    let columns =
      [
        Column("address", "", isNumeric: false), Column("outcome", "", isNumeric: false),
        Column("wave", "", isNumeric: false), Column("points", ""), Column("deviations", ""),
      ] + ArmCells.dataColumns
    let rows = findings.map { finding in
      [
        Cell(finding.address), Cell(finding.outcome), Cell(finding.wave), words.cell(finding.points, .decimal(2)),
        words.cell(finding.deviations, .decimal(2)),
      ] + ArmCells.data(finding.control, finding.experimental, words)
    }
    return TableLayout(columns: columns, rows: rows)
  }
}
