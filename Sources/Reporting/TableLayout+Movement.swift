import Findings

extension TableLayout {
  /// Odds ratios of the arm given the level at the start, one row per outcome and wave.
  static func transitionModels(_ findings: [TransitionModelFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns =
      placeColumns(words) + [
        Column(
          "odds_ratio_worded", labels.text("odds_ratio_with_interval", ["level": words.confidence]), audience: .page),
        Column("odds_ratio", "", audience: .data), Column("conf_low", "", audience: .data),
        Column("conf_high", "", audience: .data), Column("log_std_error", "", audience: .data),
        Column("df", "", audience: .data), Column("p_value", labels["p_value"]),
        Column("proportional_odds_p_value", labels["proportional_odds_p"]),
        Column("unit_variance", "", audience: .data),
        Column("unit", "", isNumeric: false, audience: .data),
        Column("children", labels["children_by_arm"], audience: .page),
      ] + ArmCells.dataColumns + [Column("warnings", "", isNumeric: false, audience: .data)]
    return TableLayout(columns: columns, rows: findings.map { transitionModelRow($0, words) })
  }

  private static func transitionModelRow(_ finding: TransitionModelFinding, _ words: Wording) -> [Cell] {
    let ratio = finding.oddsRatio
    return placeCells(finding.address, finding.outcome, finding.fromWave, finding.wave, words) + [
      words.cell(ratio) { words.cell($0.value, $0.interval, .decimal(2)) }, words.cell(ratio, \.value, .decimal(2)),
      words.cell(ratio, \.interval?.lower, .decimal(2)), words.cell(ratio, \.interval?.upper, .decimal(2)),
      words.cell(ratio, \.logStandardError, .decimal(3)), words.cell(ratio, \.degreesOfFreedom, .decimal(1)),
      words.cell(ratio, \.pValue, .pValue), words.cell(finding.proportionalOddsPValue, .pValue),
      words.cell(finding.unitVariance, .decimal(3)), Cell(finding.unit),
      ArmCells.worded(finding.control, finding.experimental, words),
    ] + ArmCells.data(finding.control, finding.experimental, words)
      + [Cell(finding.warnings.map(\.code.rawValue).joined(separator: ";"))]
  }

  /// Growth percentiles, one row per outcome and wave.
  static func growthPercentiles(_ findings: [GrowthPercentileFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns =
      placeColumns(words) + [
        Column("mean_worded", labels.text("growth_percentile_mean", ["level": words.confidence]), audience: .page),
        Column("mean", "", audience: .data), Column("conf_low", "", audience: .data),
        Column("conf_high", "", audience: .data), Column("median", labels["growth_percentile_median"]),
        Column("control_mean", labels["growth_percentile_control_mean"]),
        Column("pooled_share", labels["growth_percentile_pooled"]),
        Column("minimum_reference_count", "", audience: .data),
        Column("children", labels["children_by_arm"], audience: .page),
      ] + ArmCells.dataColumns + [Column("warnings", "", isNumeric: false, audience: .data)]
    return TableLayout(columns: columns, rows: findings.map { growthRow($0, words) })
  }

  private static func growthRow(_ finding: GrowthPercentileFinding, _ words: Wording) -> [Cell] {
    placeCells(finding.address, finding.outcome, finding.fromWave, finding.wave, words) + [
      words.cell(finding.mean) { words.cell($0, finding.interval.value, .decimal(1)) },
      words.cell(finding.mean, .decimal(1)), words.cell(finding.interval, \.lower, .decimal(1)),
      words.cell(finding.interval, \.upper, .decimal(1)), words.cell(finding.median, .decimal(1)),
      words.cell(finding.controlMean, .decimal(1)), words.cell(finding.pooledShare, .share(1)),
      words.cell(.shown(finding.minimumReferenceCount)),
      ArmCells.worded(finding.control, finding.experimental, words),
    ] + ArmCells.data(finding.control, finding.experimental, words)
      + [Cell(finding.warnings.map(\.code.rawValue).joined(separator: ";"))]
  }

  /// Outcome and both waves: the columns that every comparison with a start has.
  private static func placeColumns(_ words: Wording) -> [Column] {
    [
      Column("address", "", isNumeric: false, audience: .data),
      Column("outcome", words.labels["domain"], isNumeric: false),
      Column("from_wave", "", isNumeric: false, audience: .data),
      Column("wave", words.labels["wave"], isNumeric: false),
    ]
  }

  private static func placeCells(
    _ address: String, _ outcome: String, _ fromWave: String, _ wave: String, _ words: Wording
  ) -> [Cell] {
    [
      Cell(address), Cell(words.outcome(outcome), .text(outcome)), Cell(fromWave), Cell(words.wave(wave), .text(wave)),
    ]
  }
}
