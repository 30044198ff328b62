import Findings

extension TableLayout {
  /// How the assessors of either arm filled their sheets, by wave; pages word the changes in sentences.
  static func raters(_ findings: [RaterFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("address", "", isNumeric: false, audience: .data), Column("wave", labels["wave"], isNumeric: false),
      Column("arm", labels["arm"], isNumeric: false), Column("assessors", labels["assessors"]),
      Column("children", labels["children_behind"]), Column("straight_lined", labels["straight_lined"]),
      Column("identical", labels["identical_sheets"]), Column("ceiling", labels["ceiling_marks"]),
      Column("spread", labels["spread_of_sheets"]),
      Column("change_same_assessor", "", audience: .data), Column("change_new_assessor", "", audience: .data),
    ]
    let rows = findings.map { finding in
      [
        Cell(finding.address), Cell(words.wave(finding.wave), .text(finding.wave)),
        Cell(words.arm(finding.arm), .text(finding.arm)), words.cell(.shown(finding.assessorCount)),
        words.cell(finding.counts, { Double($0.children) }, .count), words.cell(finding.straightLined, .share(1)),
        words.cell(finding.identical, .share(1)), words.cell(finding.ceiling, .share(1)),
        words.cell(finding.spread, .decimal(2)), words.cell(finding.changeWithSameAssessor, .signed(2)),
        words.cell(finding.changeWithNewAssessor, .signed(2)),
      ]
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// Slopes on the sessions held.
  static func doses(_ findings: [DoseFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("outcome", labels["outcome"], isNumeric: false), Column("wave", labels["wave"], isNumeric: false),
        Column("slope", labels.text("dose_slope", ["level": words.confidence]), audience: .page),
      ] + EstimateCells.dataColumns + [
        Column("p", labels["p_value"], audience: .page), Column("children", labels["children_behind"]),
        Column("warnings", "", isNumeric: false, audience: .data),
      ]
    let rows = findings.map { finding in
      [
        Cell(finding.address), Cell(words.outcome(finding.outcome), .text(finding.outcome)),
        Cell(words.wave(finding.wave), .text(finding.wave)), EstimateCells.worded(finding.slope, words),
      ] + EstimateCells.data(finding.slope, words) + [
        EstimateCells.pValue(finding.slope, words), words.cell(finding.counts, { Double($0.children) }, .count),
        Cell(finding.warnings.map(\.code.rawValue).joined(separator: ";")),
      ]
    }
    return TableLayout(columns: columns, rows: rows)
  }
}
