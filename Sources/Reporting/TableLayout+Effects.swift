import Findings

extension TableLayout {
  /// Effects by every method, with what the referee says of each, as a panel for one outcome and wave or for data.
  ///
  /// - Parameters:
  ///   - effects: Effects, one row each.
  ///   - verdicts: The verdicts that judge their methods.
  ///   - words: Words of the pilot.
  /// - Returns: Pages see method, difference, p-value, whether the method holds and its draws; data files every part.
  static func effects(
    _ effects: [EffectFinding], judgedBy verdicts: [VerdictFinding], _ words: Wording
  ) -> TableLayout {
    let rows = effects.map { effect in
      let verdict = verdicts.first { $0.outcome == effect.outcome && $0.wave == effect.wave }
      return effectRow(
        effect, verdict?.judgements.first { $0.estimator == effect.estimator },
        isRecommended: verdict?.recommended == effect.estimator, words)
    }
    return TableLayout(columns: effectColumns(words), rows: rows)
  }

  private static func effectColumns(_ words: Wording) -> [Column] {
    let labels = words.labels
    return [
      Column("address", "", isNumeric: false, audience: .data),
      Column("outcome", "", isNumeric: false, audience: .data), Column("wave", "", isNumeric: false, audience: .data),
      Column("estimator", labels["method"], isNumeric: false),
      Column("analysis", "", isNumeric: false, audience: .data),
      Column("difference", labels.text("effect_with_interval", ["level": words.confidence]), audience: .page),
    ] + EstimateCells.dataColumns + [
      Column("p", labels["p_value"], audience: .page),
      Column("df_shown", labels["degrees_of_freedom"], audience: .page),
      Column("adjusted_p_value", "", audience: .data), Column("hedges_g", "", audience: .data),
      Column("hedges_g_low", "", audience: .data), Column("hedges_g_high", "", audience: .data),
      Column("standard_deviation", "", audience: .data), Column("intraclass_correlation", "", audience: .data),
      Column("improvement_index", "", audience: .data),
    ] + ArmCells.dataColumns + [
      Column("recommended", "", isNumeric: false, audience: .data),
      Column("validity", "", isNumeric: false, audience: .data),
      Column("reasons", "", isNumeric: false, audience: .data), Column("replications", "", audience: .data),
      Column("enumerated", "", isNumeric: false, audience: .data), Column("p_value_mc_error", "", audience: .data),
      Column("smallest_p_value", "", audience: .data),
      Column("holds", labels["holds_here"], isNumeric: false, audience: .page),
      Column("drawn", labels["draws"], isNumeric: false, audience: .page),
      Column("warnings", "", isNumeric: false, audience: .data),
    ]
  }

  private static func effectRow(
    _ effect: EffectFinding, _ judgement: VerdictFinding.Judgement?, isRecommended: Bool, _ words: Wording
  ) -> [Cell] {
    let (estimate, standardized) = (effect.estimate, effect.standardized)
    return [
      Cell(effect.address), Cell(effect.outcome), Cell(effect.wave),
      Cell(words.estimator(effect.estimator), .text(effect.estimator)), Cell(effect.isPrimary ? "primary" : "further"),
      EstimateCells.worded(estimate, words),
    ] + EstimateCells.data(estimate, words) + [
      EstimateCells.pValue(estimate, isConservative: judgement?.validity == .conservative, words),
      words.cell(estimate) { estimate in
        estimate.degreesOfFreedom.map { words.cell(.shown($0), .decimal(1)) } ?? words.inapplicable
      }, words.cell(effect.adjustedPValue, .pValue),
      words.cell(standardized, \.hedgesG, .signed(2)), words.cell(standardized, \.interval.lower, .signed(2)),
      words.cell(standardized, \.interval.upper, .signed(2)),
      words.cell(standardized, \.standardDeviation, .decimal(3)),
      words.cell(standardized, \.intraclassCorrelation, .decimal(3)),
      words.cell(standardized, \.improvementIndex, .signed(3)),
    ] + ArmCells.data(effect.control, effect.experimental, words) + [Cell(isRecommended ? "true" : "false")]
      + judgementCells(judgement)
      + drawCells(effect.draws, words) + [
        holdsCell(judgement, words), drawnCell(effect.draws, words),
        Cell(effect.warnings.map(\.code.rawValue).joined(separator: ";")),
      ]
  }

  private static func judgementCells(_ judgement: VerdictFinding.Judgement?) -> [Cell] {
    [
      Cell(judgement?.validity.rawValue ?? ""),
      Cell(judgement?.reasons.map(\.code.rawValue).joined(separator: ";") ?? ""),
    ]
  }

  private static func drawCells(_ draws: EffectFinding.Draws?, _ words: Wording) -> [Cell] {
    func number(_ value: Double?) -> Cell { words.cell(value.map { .shown($0) } ?? .noData, .decimal(4)) }
    return [
      draws.map { words.cell(.shown($0.replications)) } ?? words.absent,
      draws.map { Cell($0.isEnumerated ? "true" : "false") } ?? words.absent, number(draws?.pValueError),
      number(draws?.smallestPValue),
    ]
  }

  /// Whether the method holds, and why or why not.
  private static func holdsCell(_ judgement: VerdictFinding.Judgement?, _ words: Wording) -> Cell {
    guard let judgement else { return words.absent }
    return Cell(
      words.labels["validity_\(judgement.validity.rawValue)"] + ": " + ReasonReading(words).clauses(judgement))
  }

  private static func drawnCell(_ draws: EffectFinding.Draws?, _ words: Wording) -> Cell {
    guard let draws else { return words.inapplicable }
    let count = ["count": words.numbers.write(draws.replications)]
    let error = ["error": words.numbers.write(draws.pValueError ?? 0, .decimal(3))]
    var parts = [
      draws.isEnumerated
        ? words.labels.text("draws_enumerated", count)
        : words.labels.text("draws_sampled", count.merging(error) { $1 })
    ]
    if let smallest = draws.smallestPValue {
      parts.append(words.labels.text("draws_smallest", ["p": words.numbers.write(smallest, .pValue)]))
    }
    return Cell(parts.joined(separator: "; "))
  }
}
