import Findings

extension TableLayout {
  /// Units of every level by arm, with the plan's unit of assignment and the one that the data show.
  static func units(_ units: [AssignmentUnits], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("level", labels["unit_level"], isNumeric: false), Column("control_only", labels["control_only"]),
      Column("experimental_only", labels["experimental_only"]), Column("both_arms", labels["both_arms"]),
      Column("planned", labels["planned_unit"], isNumeric: false),
      Column("found", labels["found_unit"], isNumeric: false),
    ]
    let rows = units.map { unit in
      [
        Cell(words.unit(unit.level), .text(unit.level)), words.cell(.shown(unit.controlOnly)),
        words.cell(.shown(unit.experimentalOnly)), words.cell(.shown(unit.bothArms)), words.yes(unit.isPlanned),
        words.yes(unit.isFound),
      ]
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// The arms before the treatment, one line per outcome, covariate or value of a covariate.
  static func balance(_ findings: [BalanceFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("variable", labels["variable"], isNumeric: false),
        Column("level", "", isNumeric: false, audience: .data), Column("control_mean", labels["control_mean"]),
        Column("experimental_mean", labels["experimental_mean"]),
        Column(
          "difference", labels.text("standardized_with_interval", ["level": words.confidence]), audience: .page),
        Column("standardized_difference", "", audience: .data), Column("conf_low", "", audience: .data),
        Column("conf_high", "", audience: .data), Column("variance_ratio", labels["variance_ratio"]),
        Column("verdict", labels["conclusion_column"], isNumeric: false),
      ] + ArmCells.dataColumns
    return TableLayout(columns: columns, rows: findings.map { balanceRow($0, words) })
  }

  private static func balanceRow(_ finding: BalanceFinding, _ words: Wording) -> [Cell] {
    let style = finding.level == nil ? NumberStyle.decimal(2) : .share(1)
    let difference = finding.difference
    return [
      Cell(finding.address), Cell(words.variable(finding), .text(finding.variable)), Cell(finding.level ?? ""),
      words.cell(finding.controlMean, style), words.cell(finding.experimentalMean, style),
      words.cell(difference) { words.cell($0.value, $0.interval, .signed(2)) },
      words.cell(difference, \.value, .signed(2)), words.cell(difference, \.interval?.lower, .signed(2)),
      words.cell(difference, \.interval?.upper, .signed(2)),
      finding.level != nil && finding.varianceRatio == .noData
        ? words.inapplicable : words.cell(finding.varianceRatio, .decimal(2)),
      words.cell(finding.verdict) { Cell(words.labels["balance_\($0.rawValue)"], .text($0.rawValue)) },
    ] + ArmCells.data(finding.control, finding.experimental, words)
  }

  /// Losses against the boundaries of the attrition model, one line per wave and level.
  static func attrition(_ findings: [AttritionFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("address", "", isNumeric: false, audience: .data), Column("wave", labels["wave"], isNumeric: false),
      Column("level", labels["unit_level"], isNumeric: false), Column("at_first_wave", labels["at_first_wave"]),
      Column("overall", labels["lost_overall"]), Column("control", labels["lost_control"]),
      Column("experimental", labels["lost_experimental"]),
      Column("cautious", labels["cautious_reading"], isNumeric: false),
      Column("cautious_boundary", "", audience: .data),
      Column("optimistic", labels["optimistic_reading"], isNumeric: false),
      Column("optimistic_boundary", "", audience: .data),
    ]
    let rows = findings.map { finding in
      [
        Cell(finding.address), Cell(words.wave(finding.wave), .text(finding.wave)),
        Cell(words.unit(finding.level), .text(finding.level)), words.cell(finding.atFirstWave),
        words.cell(finding.overall, .share(1)), words.cell(finding.control, .share(1)),
        words.cell(finding.experimental, .share(1)), words.cell(finding.cautious, finding.cautiousBoundary),
        words.boundary(finding.cautiousBoundary), words.cell(finding.optimistic, finding.optimisticBoundary),
        words.boundary(finding.optimisticBoundary),
      ]
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// Intraclass correlations by outcome, wave and level.
  static func clustering(_ findings: [ClusteringFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("address", "", isNumeric: false, audience: .data),
      Column("outcome", labels["outcome"], isNumeric: false), Column("wave", labels["wave"], isNumeric: false),
      Column("level", labels["unit_level"], isNumeric: false), Column("units", labels["number_of_units"]),
      Column("correlation", labels.text("icc_with_interval", ["level": words.confidence]), audience: .page),
      Column("intraclass_correlation", "", audience: .data), Column("conf_low", "", audience: .data),
      Column("conf_high", "", audience: .data),
    ]
    let rows = findings.map { finding in
      [
        Cell(finding.address), Cell(words.outcome(finding.outcome), .text(finding.outcome)),
        Cell(words.wave(finding.wave), .text(finding.wave)), Cell(words.unit(finding.level), .text(finding.level)),
        words.cell(.shown(finding.unitCount)),
        words.cell(finding.intraclassCorrelation) { words.cell($0, finding.interval.value, .decimal(3)) },
        words.cell(finding.intraclassCorrelation, .decimal(3)), words.cell(finding.interval, \.lower, .decimal(3)),
        words.cell(finding.interval, \.upper, .decimal(3)),
      ]
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// The smallest effects that the pilot finds with the stated power.
  static func detectable(_ findings: [DetectableEffectFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("address", "", isNumeric: false, audience: .data),
      Column("outcome", labels["outcome"], isNumeric: false), Column("wave", labels["wave"], isNumeric: false),
      Column("power", "", audience: .data), Column("deviations", labels["deviations"]),
      Column("points", labels["points_column"]),
    ]
    let rows = findings.map { finding in
      [
        Cell(finding.address), Cell(words.outcome(finding.outcome), .text(finding.outcome)),
        Cell(words.wave(finding.wave), .text(finding.wave)), words.cell(.shown(finding.power), .decimal(2)),
        words.cell(finding.deviations, .decimal(2)), words.cell(finding.points, .decimal(3)),
      ]
    }
    return TableLayout(columns: columns, rows: rows)
  }
}
