import Findings

/// The columns and cells that every table of estimates shares.
enum EstimateCells {
  typealias Cell = TableLayout.Cell
  typealias Column = TableLayout.Column

  /// Columns of ``data(_:_:)``.
  static let dataColumns = ["estimate", "std_error", "df", "conf_low", "conf_high", "p_value"].map {
    Column($0, "", audience: .data)
  }

  /// An estimate part by part, at full precision in data files.
  static func data(_ estimate: Disclosable<EffectFinding.Estimate>, _ words: Wording) -> [Cell] {
    [
      words.cell(estimate, \.value, .signed(3)), words.cell(estimate, \.standardError, .decimal(3)),
      words.cell(estimate, \.degreesOfFreedom, .decimal(1)), words.cell(estimate, \.interval?.lower, .signed(3)),
      words.cell(estimate, \.interval?.upper, .signed(3)), words.cell(estimate, \.pValue, .pValue),
    ]
  }

  /// An estimate with its interval, for pages.
  static func worded(_ estimate: Disclosable<EffectFinding.Estimate>, _ words: Wording) -> Cell {
    words.cell(estimate) { words.cell($0.value, $0.interval, .signed(3)) }
  }

  /// The p-value of an estimate for pages, marked where its method is conservative here.
  static func pValue(
    _ estimate: Disclosable<EffectFinding.Estimate>, isConservative: Bool = false, _ words: Wording
  ) -> Cell {
    words.cell(estimate) { estimate in
      let text = words.numbers.write(estimate.pValue, .pValue)
      return Cell(
        isConservative ? words.labels.text("p_conservative", ["p": text]) : text, .number(estimate.pValue))
    }
  }
}

/// The columns and cells of the children behind a comparison of the arms.
enum ArmCells {
  typealias Cell = TableLayout.Cell
  typealias Column = TableLayout.Column

  /// Columns of ``data(_:_:_:)``.
  static let dataColumns = [
    "control_children", "control_preschools", "experimental_children", "experimental_preschools",
  ].map { Column($0, "", audience: .data) }

  /// Children and preschools of either arm.
  static func data(
    _ control: Disclosable<Counts>, _ experimental: Disclosable<Counts>, _ words: Wording
  ) -> [Cell] {
    [control, experimental].flatMap { counts in
      [
        words.cell(counts, { Double($0.children) }, .count), words.cell(counts, { Double($0.preschools) }, .count),
      ]
    }
  }

  /// Both arms' children in one cell, for pages.
  static func worded(
    _ control: Disclosable<Counts>, _ experimental: Disclosable<Counts>, _ words: Wording
  ) -> Cell {
    guard !control.isSuppressed, !experimental.isSuppressed else { return Cell(words.suppressedMark, .suppressed) }
    let children = [control, experimental].map { words.cell($0, { Double($0.children) }, .count).text }
    return Cell(children.joined(separator: " / "))
  }
}
