import Findings

extension TableLayout {
  /// Effects with interval, p-values, degrees of freedom, standardised effect and numbers of children.
  ///
  /// Pages leave the column of adjusted p-values out where there are none.
  static func effects(_ effects: [EffectFinding], _ words: Wording) -> TableLayout {
    var columns = effectColumns(words)
    if effects.allSatisfy({ $0.adjustedPValue == .noData }) {
      for position in columns.indices where columns[position].key == "adjusted_p_value" {
        columns[position].audience = .data
      }
    }
    return TableLayout(columns: columns, rows: effects.map { effectRow($0, words) })
  }

  private static func effectColumns(_ words: Wording) -> [Column] {
    let labels = words.labels
    let level = ["level": words.confidence]
    return [
      Column("address", "", isNumeric: false, audience: .data),
      Column("outcome", labels["outcome"], isNumeric: false), Column("wave", labels["wave"], isNumeric: false),
      Column("estimator", "", isNumeric: false, audience: .data),
      Column("analysis", "", isNumeric: false, audience: .data),
      Column("difference", labels.text("effect_with_interval", level), audience: .page),
      Column("estimate", "", audience: .data), Column("std_error", "", audience: .data),
      Column("conf_low", "", audience: .data), Column("conf_high", "", audience: .data),
      Column("p_value", labels["p_value"]), Column("adjusted_p_value", labels["adjusted_p_value"]),
      Column("df", labels["degrees_of_freedom"]), Column("hedges_g", "", audience: .data),
      Column("hedges_g_low", "", audience: .data), Column("hedges_g_high", "", audience: .data),
      Column("hedges_g_interval", labels.text("hedges_g_with_interval", level), audience: .page),
      Column("standard_deviation", "", audience: .data), Column("intraclass_correlation", "", audience: .data),
      Column("improvement_index", "", audience: .data),
      Column("children", labels["children_by_arm"], audience: .page),
      Column("control_children", "", audience: .data), Column("control_preschools", "", audience: .data),
      Column("experimental_children", "", audience: .data),
      Column("experimental_preschools", "", audience: .data),
      Column("warnings", "", isNumeric: false, audience: .data),
    ]
  }

  private static func effectRow(_ effect: EffectFinding, _ words: Wording) -> [Cell] {
    let (estimate, standardized) = (effect.estimate, effect.standardized)
    return [
      Cell(effect.address), Cell(words.outcome(effect.outcome), .text(effect.outcome)),
      Cell(words.wave(effect.wave), .text(effect.wave)), Cell(effect.estimator),
      Cell(effect.isPrimary ? "primary" : "further"),
      words.cell(estimate) { words.cell($0.value, $0.interval, .signed(3)) },
      words.cell(estimate, \.value, .signed(3)), words.cell(estimate, \.standardError, .decimal(3)),
      words.cell(estimate, \.interval?.lower, .signed(3)), words.cell(estimate, \.interval?.upper, .signed(3)),
      words.cell(estimate, \.pValue, .pValue), words.cell(effect.adjustedPValue, .pValue),
      words.cell(estimate, \.degreesOfFreedom, .decimal(1)), words.cell(standardized, \.hedgesG, .signed(2)),
      words.cell(standardized, \.interval.lower, .signed(2)), words.cell(standardized, \.interval.upper, .signed(2)),
      words.cell(standardized) { words.cell($0.hedgesG, $0.interval, .signed(2)) },
      words.cell(standardized, \.standardDeviation, .decimal(3)),
      words.cell(standardized, \.intraclassCorrelation, .decimal(3)),
      words.cell(standardized, \.improvementIndex, .signed(3)),
    ] + countCells(effect, words) + [Cell(effect.warnings.map(\.code.rawValue).joined(separator: ";"))]
  }

  /// Both arms' children in one cell for pages, then children and preschools of either arm.
  private static func countCells(_ effect: EffectFinding, _ words: Wording) -> [Cell] {
    let arms = [effect.control, effect.experimental]
    let children = arms.map { words.cell($0, { Double($0.children) }, .count) }
    let preschools = arms.map { words.cell($0, { Double($0.preschools) }, .count) }
    let together =
      arms.contains(where: \.isSuppressed)
      ? Cell(words.suppressedMark, .suppressed) : Cell(children.map(\.text).joined(separator: " / "))
    return [together, children[0], preschools[0], children[1], preschools[1]]
  }
}
