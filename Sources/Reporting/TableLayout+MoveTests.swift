import Findings

extension TableLayout {
  /// The tests of symmetry and of equal margins, one row per matrix.
  static func moveTests(_ findings: [TransitionFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("outcome", labels["domain"], isNumeric: false), Column("to_wave", labels["to_wave"], isNumeric: false),
      Column("arm", labels["arm"], isNumeric: false), Column("symmetry_statistic", labels["symmetry_statistic"]),
      Column("symmetry_p_value", labels["symmetry_p"]), Column("margins_statistic", labels["margins_statistic"]),
      Column("margins_p_value", labels["margins_p"]),
    ]
    let rows = findings.map { finding in
      [
        Cell(words.outcome(finding.outcome), .text(finding.outcome)),
        Cell(words.wave(finding.toWave), .text(finding.toWave)), Cell(words.arm(finding.arm), .text(finding.arm)),
      ]
        + [finding.symmetry, finding.marginalHomogeneity].flatMap { test in
          [words.cell(test) { statistic($0, words) }, words.cell(test, \.pValue, .pValue)]
        }
    }
    return TableLayout(columns: columns, rows: rows)
  }

  private static func statistic(_ test: TransitionFinding.MovementTest, _ words: Wording) -> Cell {
    let text = words.numbers.write(test.statistic, .decimal(1)) + " (\(words.numbers.write(test.degreesOfFreedom)))"
    return Cell(text, .number(test.statistic))
  }
}

/// The columns and cells of the tests of a transition matrix in data files.
enum MoveTestCells {
  static let dataColumns = ["symmetry", "margins"].flatMap { test in
    ["statistic", "df", "p_value"].map { TableLayout.Column("\(test)_\($0)", "", audience: .data) }
  }

  static func data(_ finding: TransitionFinding, _ words: Wording) -> [TableLayout.Cell] {
    [finding.symmetry, finding.marginalHomogeneity].flatMap { test in
      [
        words.cell(test, \.statistic, .decimal(3)), words.cell(test, { Double($0.degreesOfFreedom) }, .count),
        words.cell(test, \.pValue, .pValue),
      ]
    }
  }
}

extension TransitionFinding {
  /// The interval of a row share, by positions of the levels.
  func interval(from: Int, to: Int) -> Disclosable<Interval> {
    guard from < intervals.count, to < intervals[from].count else { return .noData }
    return intervals[from][to]
  }
}
