import Findings

extension TableLayout {
  /// Effects of subgroups, one row each.
  static func subgroups(_ findings: [SubgroupFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let level = ["level": words.confidence]
    var columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("outcome", "", isNumeric: false, audience: .data),
        Column("wave", "", isNumeric: false, audience: .data),
        Column("key", labels["subgroup_key"], isNumeric: false),
        Column("value", labels["subgroup_value"], isNumeric: false),
        Column("difference", labels.text("effect_with_interval", level), audience: .page),
      ] + EstimateCells.dataColumns
    columns += [
      Column("pooled_with_interval", labels.text("pooled_estimate_with_interval", level), audience: .page),
      Column("pooled", "", audience: .data), Column("pooled_low", "", audience: .data),
      Column("pooled_high", "", audience: .data),
      Column("children", labels["children_by_arm"], audience: .page),
    ]
    columns += ArmCells.dataColumns + [Column("warnings", "", isNumeric: false, audience: .data)]
    return TableLayout(columns: columns, rows: findings.map { subgroupRow($0, words) })
  }

  private static func subgroupRow(_ finding: SubgroupFinding, _ words: Wording) -> [Cell] {
    let pooled = finding.pooled
    return [
      Cell(finding.address), Cell(finding.outcome), Cell(finding.wave),
      Cell(words.key(finding.key), .text(finding.key)), Cell(words.name(finding), .text(finding.value)),
      EstimateCells.worded(finding.estimate, words),
    ] + EstimateCells.data(finding.estimate, words) + [
      pooled == .noData ? words.inapplicable : words.cell(pooled) { words.cell($0.value, $0.interval, .signed(3)) },
      words.cell(pooled, \.value, .signed(3)), words.cell(pooled, \.interval.lower, .signed(3)),
      words.cell(pooled, \.interval.upper, .signed(3)),
      ArmCells.worded(finding.control, finding.experimental, words),
    ] + ArmCells.data(finding.control, finding.experimental, words)
      + [Cell(finding.warnings.map(\.code.rawValue).joined(separator: ";"))]
  }

  /// Whether effects differ between the values of the keys; hidden where the subgroups of a key are.
  static func heterogeneity(
    _ findings: [HeterogeneityFinding], of subgroups: [SubgroupFinding], _ words: Wording
  ) -> TableLayout {
    let labels = words.labels
    let level = ["level": words.confidence]
    let columns = [
      Column("address", "", isNumeric: false, audience: .data),
      Column("outcome", "", isNumeric: false, audience: .data), Column("wave", labels["wave"], isNumeric: false),
      Column("key", labels["subgroup_key"], isNumeric: false), Column("values", labels["values_count"]),
      Column("p_value", labels["equality_p"]), Column("adjusted_p_value", labels["adjusted_p_value"]),
      Column("mean_with_interval", labels.text("pooled_mean_with_interval", level), audience: .page),
      Column("mean", "", audience: .data), Column("mean_low", "", audience: .data),
      Column("mean_high", "", audience: .data), Column("tau", labels["between_deviation"]),
      Column("tau2", "", audience: .data), Column("i2", "", audience: .data), Column("q", "", audience: .data),
      Column("prediction", labels["prediction_interval"], audience: .page),
      Column("prediction_low", "", audience: .data), Column("prediction_high", "", audience: .data),
    ]
    let rows = findings.map { finding in
      heterogeneityRow(finding, isHidden: subgroups.contains { $0.isHiddenPart(of: finding) }, words)
    }
    return TableLayout(columns: columns, rows: rows)
  }

  private static func heterogeneityRow(
    _ finding: HeterogeneityFinding, isHidden: Bool, _ words: Wording
  ) -> [Cell] {
    func shown<Value>(_ value: Value?) -> Disclosable<Value> {
      value.map { .shown($0) } ?? (isHidden && finding.pValue == nil && finding.pooled == nil ? .suppressed : .noData)
    }
    func dashed(_ cell: Cell) -> Cell { cell.value == .empty ? words.inapplicable : cell }
    let (mean, spread) = (shown(finding.pooled?.mean), shown(finding.pooled?.heterogeneity))
    return [
      Cell(finding.address), Cell(finding.outcome), Cell(words.wave(finding.wave), .text(finding.wave)),
      Cell(words.key(finding.key), .text(finding.key)), words.cell(.shown(finding.valueCount)),
      words.cell(shown(finding.pValue), .pValue), words.cell(shown(finding.adjustedPValue), .pValue),
      dashed(EstimateCells.worded(mean, words)), words.cell(mean, \.value, .signed(3)),
      words.cell(mean, \.interval?.lower, .signed(3)), words.cell(mean, \.interval?.upper, .signed(3)),
      dashed(words.cell(spread, { $0.tau2?.squareRoot() }, .decimal(3))), words.cell(spread, \.tau2, .decimal(4)),
      words.cell(spread, \.i2, .share(0)), words.cell(spread, \.q, .decimal(2)),
      dashed(words.cell(shown(finding.pooled?.heterogeneity.prediction)) { Cell(words.interval($0, .signed(3))) }),
      words.cell(spread, \.prediction?.lower, .signed(3)), words.cell(spread, \.prediction?.upper, .signed(3)),
    ]
  }
}

extension SubgroupFinding {
  fileprivate func isHiddenPart(of finding: HeterogeneityFinding) -> Bool {
    outcome == finding.outcome && wave == finding.wave && key == finding.key && estimate.isSuppressed
  }
}

extension Wording {
  /// Name of a subgroup: that of the data, else that of its value.
  func name(_ finding: SubgroupFinding) -> String {
    finding.name?[language] ?? value(finding.value, of: finding.key)
  }
}
