import Findings

extension TableLayout {
  /// The recommended effects with interval, p-values, standardised effect and numbers of children, one line each.
  static func verdicts(_ verdicts: [VerdictFinding], _ words: Wording) -> TableLayout {
    TableLayout(columns: verdictColumns(words), rows: verdicts.map { verdictRow($0, words) })
  }

  private static func verdictColumns(_ words: Wording) -> [Column] {
    let labels = words.labels
    let level = ["level": words.confidence]
    return [
      Column("address", "", isNumeric: false, audience: .data),
      Column("outcome", labels["outcome"], isNumeric: false), Column("wave", labels["wave"], isNumeric: false),
      Column("recommended", "", isNumeric: false, audience: .data),
      Column("validity", "", isNumeric: false, audience: .data),
      Column("reason", "", isNumeric: false, audience: .data),
      Column("difference", labels.text("effect_with_interval", level), audience: .page),
    ] + EstimateCells.dataColumns + [
      Column("p", labels["p_value"], audience: .page), Column("adjusted_p_value", labels["adjusted_p_value"]),
      Column("hedges_g", "", audience: .data), Column("hedges_g_low", "", audience: .data),
      Column("hedges_g_high", "", audience: .data),
      Column("hedges_g_interval", labels.text("hedges_g_with_interval", level), audience: .page),
      Column("children", labels["children_by_arm"], audience: .page),
    ] + ArmCells.dataColumns
      + [
        "control_units", "experimental_units", "smallest_p_value", "largest_p_value", "leniency_points",
        "leniency_deviations", "leniency_insignificance_points", "robustness_value", "robustness_value_interval",
        "level_three_difference", "level_three_low", "level_three_high", "equivalence_p_value",
      ].map { Column($0, "", audience: .data) }
      + ["disagreement", "interest", "warnings"].map { Column($0, "", isNumeric: false, audience: .data) }
  }

  private static func verdictRow(_ verdict: VerdictFinding, _ words: Wording) -> [Cell] {
    let (estimate, standardized) = (verdict.estimate, verdict.standardized)
    let validity = verdict.judgements.first { $0.estimator == verdict.recommended }?.validity
    let identity = [
      Cell(verdict.address), Cell(words.outcome(verdict.outcome), .text(verdict.outcome)),
      Cell(words.wave(verdict.wave), .text(verdict.wave)), Cell(verdict.recommended ?? ""),
      Cell(validity?.rawValue ?? ""), Cell(verdict.reason.code.rawValue),
      estimate == .noData && verdict.recommended == nil
        ? Cell(words.labels["no_method_holds"], .empty) : EstimateCells.worded(estimate, words),
    ]
    let numbers =
      EstimateCells.data(estimate, words) + [
        EstimateCells.pValue(estimate, isConservative: validity == .conservative, words),
        words.cell(verdict.adjustedPValue, .pValue), words.cell(standardized, \.hedgesG, .signed(2)),
        words.cell(standardized, \.interval.lower, .signed(2)), words.cell(standardized, \.interval.upper, .signed(2)),
        words.cell(standardized) { words.cell($0.hedgesG, $0.interval, .signed(2)) },
        ArmCells.worded(verdict.control, verdict.experimental, words),
      ] + ArmCells.data(verdict.control, verdict.experimental, words)
    return identity + numbers + sensitivityCells(verdict, words)
  }

  private static func sensitivityCells(_ verdict: VerdictFinding, _ words: Wording) -> [Cell] {
    let units = verdict.design.map { [$0.controlCount, $0.experimentalCount] }
    let design = [0, 1].map { arm in units.map { words.cell(.shown($0[arm])) } ?? words.absent }
    let range = verdict.disagreement
    return design + [
      words.cell(range, \.smallestPValue, .pValue), words.cell(range, \.largestPValue, .pValue),
      words.cell(verdict.leniency, \.nullifyingPoints, .signed(2)),
      words.cell(verdict.leniency, \.nullifyingDeviations, .signed(2)),
      words.cell(verdict.leniency, \.insignificancePoints, .signed(2)),
      words.cell(verdict.robustness, \.robustnessValue, .share(1)),
      words.cell(verdict.robustness, \.robustnessValueOfInterval, .share(1)),
      words.cell(verdict.levelThree, \.value, .share(1)), words.cell(verdict.levelThree, \.interval?.lower, .share(1)),
      words.cell(verdict.levelThree, \.interval?.upper, .share(1)),
      words.cell(verdict.interest, \.equivalencePValue, .pValue),
      words.cell(range) { Cell($0.changesConclusion ? "changes_conclusion" : "agree") },
      words.cell(verdict.interest) { Cell($0.verdict.rawValue) },
      Cell(verdict.warnings.map(\.code.rawValue).joined(separator: ";")),
    ]
  }
}
