import Findings

extension TableLayout {
  /// Items with their steps and how they fit.
  static func items(_ findings: [ItemFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("address", "", isNumeric: false, audience: .data),
      Column("outcome", labels["domain"], isNumeric: false, audience: .data),
      Column("scale", "", isNumeric: false, audience: .data), Column("item", labels["item_code"], isNumeric: false),
      Column("step1", labels["step_one"]), Column("step1_std_error", "", audience: .data),
      Column("step2", labels["step_two"]), Column("step2_std_error", "", audience: .data),
      Column("slope", "", audience: .data), Column("infit", labels["infit"]), Column("outfit", labels["outfit"]),
      Column("fit_p_value", labels["item_fit_p_value"]),
      Column("item_rest_correlation", labels["item_rest_correlation"]),
      Column("warnings", "", isNumeric: false, audience: .data),
    ]
    return TableLayout(columns: columns, rows: findings.map { itemRow($0, words) })
  }

  private static func itemRow(_ finding: ItemFinding, _ words: Wording) -> [Cell] {
    let steps = (0..<2).flatMap { position -> [Cell] in
      guard finding.steps.indices.contains(position) else { return [words.absent, words.absent] }
      let step = finding.steps[position]
      return [
        words.cell(.shown(step.value), .signed(2)),
        step.standardError.map { words.cell(.shown($0), .decimal(3)) } ?? words.absent,
      ]
    }
    return [
      Cell(finding.address), Cell(words.outcome(finding.outcome), .text(finding.outcome)), Cell(finding.scale),
      Cell(finding.item),
    ] + steps + [
      words.cell(.shown(finding.slope), .decimal(2)), words.cell(finding.infit, .decimal(2)),
      words.cell(finding.outfit, .decimal(2)), words.cell(finding.fitPValue, .pValue),
      words.cell(finding.itemRestCorrelation, .decimal(2)), warningCodes(finding.warnings),
    ]
  }

  /// How the marks of every item were used, by arm and wave.
  static func itemUses(_ findings: [ItemFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("item", labels["item_code"], isNumeric: false), Column("wave", labels["wave"], isNumeric: false),
        Column("arm", labels["arm"], isNumeric: false), Column("children", labels["number_of_children"]),
      ] + (1...3).map { Column("points_\($0)_share", labels.text("share_of_points", ["points": "\($0)"])) }
      + [Column("missing_share", labels["missing_marks_share"])]
    let rows = findings.flatMap { finding in
      finding.uses.map { use in
        [
          Cell(finding.address), Cell(finding.item), Cell(words.wave(use.wave), .text(use.wave)),
          Cell(words.arm(use.arm), .text(use.arm)), words.cell(use.counts, { Double($0.children) }, .count),
        ] + (0..<3).map { $0 < use.shares.count ? words.cell(use.shares[$0], .share(1)) : words.absent }
          + [words.cell(use.missingShare, .share(1))]
      }
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// Differences of items between kinds of children with equal points.
  static func fairness(_ findings: [FairnessFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("outcome", labels["domain"], isNumeric: false), Column("scale", "", isNumeric: false, audience: .data),
        Column("item", labels["item_code"], isNumeric: false), Column("key", labels["compared_by"], isNumeric: false),
        Column("reference", labels["reference_group"], isNumeric: false),
        Column("focal", labels["focal_group"], isNumeric: false),
        Column("difference", labels["item_difference"], audience: .page),
      ] + EstimateCells.dataColumns + [
        Column("standardized", labels["standardized_difference"]),
        Column("adjusted_p_value", labels["adjusted_p_value"]),
        Column("size", labels["size_of_difference"], isNumeric: false),
        Column("warnings", "", isNumeric: false, audience: .data),
      ]
    let rows = findings.map { finding in
      [
        Cell(finding.address), Cell(words.outcome(finding.outcome), .text(finding.outcome)), Cell(finding.scale),
        Cell(finding.item), Cell(words.key(finding.key), .text(finding.key)),
        Cell(words.compared(finding.reference, by: finding.key), .text(finding.reference)),
        Cell(words.compared(finding.focal, by: finding.key), .text(finding.focal)),
        EstimateCells.worded(finding.difference, words),
      ] + EstimateCells.data(finding.difference, words) + [
        words.cell(finding.standardized, .signed(2)), words.cell(finding.adjustedPValue, .pValue),
        words.cell(finding.size) { Cell(words.labels["fairness_\($0)"], .text($0)) }, warningCodes(finding.warnings),
      ]
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// Items that link two waves, with the change of their difficulty.
  static func anchors(_ findings: [AnchorDriftFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("outcome", labels["domain"], isNumeric: false), Column("item", labels["item_code"], isNumeric: false),
        Column("from_wave", labels["from_wave"], isNumeric: false),
        Column("to_wave", labels["to_wave"], isNumeric: false),
        Column("drift", labels.text("anchor_drift", ["level": words.confidence]), audience: .page),
      ] + EstimateCells.dataColumns + [Column("p", labels["p_value"], audience: .page)]
    let rows = findings.map { finding in
      [
        Cell(finding.address), Cell(words.outcome(finding.outcome), .text(finding.outcome)), Cell(finding.item),
        Cell(words.wave(finding.fromWave), .text(finding.fromWave)),
        Cell(words.wave(finding.toWave), .text(finding.toWave)), EstimateCells.worded(finding.drift, words),
      ] + EstimateCells.data(finding.drift, words) + [EstimateCells.pValue(finding.drift, words)]
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// Sums of points and what they mean on the scale.
  static func scoreTables(_ findings: [ScoreTableFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("address", "", isNumeric: false, audience: .data),
      Column("outcome", "", isNumeric: false, audience: .data), Column("form", "", isNumeric: false, audience: .data),
      Column("points", labels["sum_of_points"]), Column("score", labels["score_on_scale"]),
      Column("std_error", labels["standard_error"]), Column("level", labels["level"], isNumeric: false),
    ]
    let levels = ["one", "two", "three"]
    let rows = findings.flatMap { finding in
      finding.rows.map { row in
        [
          Cell(finding.address), Cell(finding.outcome), Cell(finding.form), words.cell(.shown(row.points)),
          words.cell(.shown(row.score), .signed(2)), words.cell(.shown(row.standardError), .decimal(2)),
          Cell(labels["level_\(levels[max(1, min(3, row.level)) - 1])"], .number(Double(row.level))),
        ]
      }
    }
    return TableLayout(columns: columns, rows: rows)
  }
}
