import Findings

extension TableLayout {
  private static let levels = [("one", "I"), ("two", "II"), ("three", "III")]

  /// Level shares of both arms under the usual rules, one row per outcome, wave and rule.
  static func levelRules(_ findings: [LevelRuleFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let shares = ["control", "experimental"].flatMap { arm in
      levels.map { key, name in
        Column("\(arm)_level_\(key)_share", labels.text("arm_\(arm)_level", ["level": name]))
      }
    }
    let columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("outcome", "", isNumeric: false, audience: .data),
        Column("wave", labels["wave"], isNumeric: false), Column("rule", labels["level_rule"], isNumeric: false),
        Column("is_instrument_rule", "", isNumeric: false, audience: .data),
      ] + shares + [
        Column("level_three_worded", labels["level_three_gap"], audience: .page),
        Column("level_three_difference", "", audience: .data), Column("level_three_low", "", audience: .data),
        Column("level_three_high", "", audience: .data), Column("level_three_p_value", labels["p_value"]),
      ] + ArmCells.dataColumns
    return TableLayout(columns: columns, rows: findings.map { levelRuleRow($0, words) })
  }

  private static func levelRuleRow(_ finding: LevelRuleFinding, _ words: Wording) -> [Cell] {
    let name = words.labels["level_rule_\(finding.rule.rawValue)"]
    let rule = finding.isInstrumentRule ? words.labels.text("level_rule_used", ["rule": name]) : name
    func cells(_ shares: [Disclosable<Double>]) -> [Cell] {
      (0..<3).map { $0 < shares.count ? words.cell(shares[$0], .share(0)) : words.absent }
    }
    let difference = finding.levelThree
    return [
      Cell(finding.address), Cell(finding.outcome), Cell(words.wave(finding.wave), .text(finding.wave)),
      Cell(rule, .text(finding.rule.rawValue)), Cell(finding.isInstrumentRule ? "true" : "false"),
    ] + cells(finding.controlShares) + cells(finding.experimentalShares) + [
      words.cell(difference) { words.cell(100 * $0.value, $0.interval.map(inPoints), .signed(0)) },
      words.cell(difference, \.value, .signed(2)), words.cell(difference, \.interval?.lower, .signed(2)),
      words.cell(difference, \.interval?.upper, .signed(2)), words.cell(difference, \.pValue, .pValue),
    ] + ArmCells.data(finding.control, finding.experimental, words)
  }

  /// An interval of shares in percentage points.
  static func inPoints(_ interval: Interval) -> Interval {
    Interval(lower: 100 * interval.lower, upper: 100 * interval.upper, level: interval.level)
  }
}
