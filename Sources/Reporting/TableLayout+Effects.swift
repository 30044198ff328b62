import Findings

extension TableLayout {
  /// Effects with interval, p-values, degrees of freedom, standardised effect and numbers of children.
  static func effects(_ effects: [EffectFinding], _ words: Wording) -> TableLayout {
    TableLayout(columns: effectColumns(words), rows: effects.map { effectRow($0, words) })
  }

  private static func effectColumns(_ words: Wording) -> [Column] {
    let labels = words.labels
    let level = ["level": words.confidence]
    return [
      Column("address", "", isNumeric: false, audience: .data),
      Column("outcome", labels["outcome"], isNumeric: false), Column("wave", labels["wave"], isNumeric: false),
      Column("estimator", "", isNumeric: false, audience: .data),
      Column("analysis", "", isNumeric: false, audience: .data),
      Column("estimate", labels["effect_points"]), Column("std_error", "", audience: .data),
      Column("conf_low", "", audience: .data), Column("conf_high", "", audience: .data),
      Column("interval", labels.text("interval_at", level), audience: .page),
      Column("p_value", labels["p_value"]), Column("adjusted_p_value", labels["adjusted_p_value"]),
      Column("df", labels["degrees_of_freedom"]), Column("hedges_g", labels["hedges_g"]),
      Column("hedges_g_low", "", audience: .data), Column("hedges_g_high", "", audience: .data),
      Column("hedges_g_interval", labels.text("hedges_g_interval", level), audience: .page),
      Column("standard_deviation", "", audience: .data), Column("intraclass_correlation", "", audience: .data),
      Column("improvement_index", "", audience: .data),
      Column("control_children", labels["control_children"]), Column("control_preschools", "", audience: .data),
      Column("experimental_children", labels["experimental_children"]),
      Column("experimental_preschools", "", audience: .data),
      Column("warnings", "", isNumeric: false, audience: .data),
    ]
  }

  private static func effectRow(_ effect: EffectFinding, _ words: Wording) -> [Cell] {
    let (estimate, standardized) = (effect.estimate, effect.standardized)
    return [
      Cell(effect.address), Cell(words.outcome(effect.outcome), .text(effect.outcome)),
      Cell(words.wave(effect.wave), .text(effect.wave)), Cell(effect.estimator),
      Cell(effect.isPrimary ? "primary" : "further"), words.cell(estimate, \.value, .signed(3)),
      words.cell(estimate, \.standardError, .decimal(3)), words.cell(estimate, \.interval.lower, .signed(3)),
      words.cell(estimate, \.interval.upper, .signed(3)),
      words.cell(estimate) { Cell(words.interval($0.interval, .signed(3))) },
      words.cell(estimate, \.pValue, .pValue), words.cell(effect.adjustedPValue, .pValue),
      words.cell(estimate, \.degreesOfFreedom, .decimal(1)), words.cell(standardized, \.hedgesG, .signed(2)),
      words.cell(standardized, \.interval.lower, .signed(2)), words.cell(standardized, \.interval.upper, .signed(2)),
      words.cell(standardized) { Cell(words.interval($0.interval, .signed(2))) },
      words.cell(standardized, \.standardDeviation, .decimal(3)),
      words.cell(standardized, \.intraclassCorrelation, .decimal(3)),
      words.cell(standardized, \.improvementIndex, .signed(3)),
      words.cell(effect.control, { Double($0.children) }, .count),
      words.cell(effect.control, { Double($0.preschools) }, .count),
      words.cell(effect.experimental, { Double($0.children) }, .count),
      words.cell(effect.experimental, { Double($0.preschools) }, .count),
      Cell(effect.warnings.map(\.code.rawValue).joined(separator: ";")),
    ]
  }
}
