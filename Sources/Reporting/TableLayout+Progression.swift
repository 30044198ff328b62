import Findings

extension TableLayout {
  /// Every scale with how well it measures.
  static func scales(_ findings: [ScaleFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("address", "", isNumeric: false, audience: .data),
      Column("outcome", labels["domain"], isNumeric: false), Column("scale", labels["item_bands"], isNumeric: false),
      Column("model", "", isNumeric: false, audience: .data), Column("items", labels["number_of_items"]),
      Column("children", labels["number_of_children"]), Column("reliability", labels["reliability_of_scores"]),
      Column("alpha", labels["cronbach_alpha"]), Column("alpha_low", "", audience: .data),
      Column("alpha_high", "", audience: .data), Column("omega", labels["omega_total"]),
      Column("log_likelihood", "", audience: .data), Column("parameters", "", audience: .data),
      Column("cells", "", audience: .data), Column("logits_per_unit", "", audience: .data),
      Column("warnings", "", isNumeric: false, audience: .data),
    ]
    let rows = findings.map { finding in
      [
        Cell(finding.address), Cell(words.outcome(finding.outcome), .text(finding.outcome)), Cell(finding.scale),
        Cell(finding.model), words.cell(.shown(finding.itemCount)),
        words.cell(finding.counts, { Double($0.children) }, .count), words.cell(finding.reliability, .decimal(2)),
        words.cell(finding.alpha) { words.cell($0.value, $0.interval, .decimal(2)) },
        words.cell(finding.alpha, \.interval?.lower, .decimal(2)),
        words.cell(finding.alpha, \.interval?.upper, .decimal(2)), words.cell(finding.omega, .decimal(2)),
        words.cell(.shown(finding.logLikelihood), .decimal(3)), words.cell(.shown(finding.parameterCount)),
        words.cell(.shown(finding.cellCount)), words.cell(.shown(finding.logitsPerUnit), .decimal(3)),
        warningCodes(finding.warnings),
      ]
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// Effects on the latent scale and on the probability of level III.
  static func latentEffects(_ findings: [LatentEffectFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let level = ["level": words.confidence]
    let columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("outcome", labels["domain"], isNumeric: false), Column("wave", labels["wave"], isNumeric: false),
        Column("effect", labels.text("latent_effect", level), audience: .page),
      ] + EstimateCells.dataColumns + [
        Column("p", labels["p_value"], audience: .page),
        Column("level_three_effect", labels.text("level_three_effect", level)),
        Column("level_three_low", "", audience: .data), Column("level_three_high", "", audience: .data),
        Column("level_three_p_value", "", audience: .data),
        Column("measurement_share", labels["measurement_share"]),
        Column("children_by_arm", labels["children_by_arm"], audience: .page),
      ] + ArmCells.dataColumns + [Column("warnings", "", isNumeric: false, audience: .data)]
    let rows = findings.map { finding in
      [
        Cell(finding.address), Cell(words.outcome(finding.outcome), .text(finding.outcome)),
        Cell(words.wave(finding.wave), .text(finding.wave)), EstimateCells.worded(finding.estimate, words),
      ] + EstimateCells.data(finding.estimate, words) + [
        EstimateCells.pValue(finding.estimate, words),
        words.cell(finding.levelThree) { words.cell($0.value, $0.interval, .share(1)) },
        words.cell(finding.levelThree, \.interval?.lower, .share(1)),
        words.cell(finding.levelThree, \.interval?.upper, .share(1)),
        words.cell(finding.levelThree, \.pValue, .pValue), words.cell(finding.measurementShare, .share(0)),
        ArmCells.worded(finding.control, finding.experimental, words),
      ] + ArmCells.data(finding.control, finding.experimental, words) + [warningCodes(finding.warnings)]
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// Mean abilities by scale, arm and wave.
  static func growth(_ findings: [GrowthFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("outcome", labels["domain"], isNumeric: false, audience: .data),
        Column("scale", labels["item_bands"], isNumeric: false), Column("wave", labels["wave"], isNumeric: false),
        Column("arm", labels["arm"], isNumeric: false), Column("children", labels["number_of_children"]),
        Column("mean", labels.text("mean_on_scale", ["level": words.confidence]), audience: .page),
      ] + EstimateCells.dataColumns
    let rows = findings.map { finding in
      [
        Cell(finding.address), Cell(words.outcome(finding.outcome), .text(finding.outcome)), Cell(finding.scale),
        Cell(words.wave(finding.wave), .text(finding.wave)), Cell(words.arm(finding.arm), .text(finding.arm)),
        words.cell(finding.counts, { Double($0.children) }, .count), EstimateCells.worded(finding.mean, words),
      ] + EstimateCells.data(finding.mean, words)
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// Children who improved, stayed or declined by more than measurement error.
  static func changes(_ findings: [ReliableChangeFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let verdicts = ["improved", "unchanged", "declined"]
    let columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("outcome", labels["domain"], isNumeric: false, audience: .data),
        Column("from_wave", labels["from_wave"], isNumeric: false),
        Column("to_wave", labels["to_wave"], isNumeric: false), Column("arm", labels["arm"], isNumeric: false),
        Column("children", labels["number_of_children"]),
      ] + verdicts.map { Column("\($0)_children", "", audience: .data) }
      + verdicts.map { Column("\($0)_share", labels[$0]) }
      + verdicts.flatMap { verdict in
        ["low", "high"].map { Column("\(verdict)_\($0)", "", audience: .data) }
      }
      + verdicts.map {
        Column(
          "\($0)_by_chance", $0 == "unchanged" ? "" : labels["\($0)_by_chance"],
          audience: $0 == "unchanged" ? .data : .everyone)
      }
    return TableLayout(columns: columns, rows: findings.map { changeRow($0, words) })
  }

  private static func changeRow(_ finding: ReliableChangeFinding, _ words: Wording) -> [Cell] {
    func part<Value>(_ values: [Disclosable<Value>], _ position: Int) -> Disclosable<Value> {
      values.indices.contains(position) ? values[position] : .noData
    }
    let verdicts = 0..<3
    return [
      Cell(finding.address), Cell(words.outcome(finding.outcome), .text(finding.outcome)),
      Cell(words.wave(finding.fromWave), .text(finding.fromWave)),
      Cell(words.wave(finding.toWave), .text(finding.toWave)), Cell(words.arm(finding.arm), .text(finding.arm)),
      words.cell(finding.counts, { Double($0.children) }, .count),
    ] + verdicts.map { words.cell(part(finding.children, $0)) }
      + verdicts.map { words.cell(part(finding.shares, $0), .share(1)) }
      + verdicts.flatMap { position in
        [
          words.cell(part(finding.intervals, position), \.lower, .share(1)),
          words.cell(part(finding.intervals, position), \.upper, .share(1)),
        ]
      } + verdicts.map { words.cell(part(finding.expectedByChance, $0), .share(1)) }
  }

  /// Codes of warnings for data files.
  static func warningCodes(_ warnings: [FindingWarning]) -> Cell {
    Cell(warnings.map(\.code.rawValue).joined(separator: ";"))
  }
}
