import Findings

extension TableLayout {
  private static let levelKeys = ["one", "two", "three"]

  /// Children at levels I, II, III by outcome, wave and arm.
  static func levels(_ findings: [LevelShareFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let counts = levelKeys.map { Column("level_\($0)_children", labels["level_\($0)_children"], audience: .data) }
    let shares = levelKeys.map { Column("level_\($0)_share", labels["level_\($0)"]) }
    let bounds = levelKeys.flatMap { key in
      ["low", "high"].map { Column("level_\(key)_\($0)", "", audience: .data) }
    }
    let columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("outcome", labels["domain"], isNumeric: false, audience: .data),
        Column("wave", labels["wave"], isNumeric: false),
        Column("arm", labels["arm"], isNumeric: false), Column("children", labels["number_of_children"]),
      ] + counts + shares + bounds
    let rows = findings.map { finding in
      [
        Cell(finding.address), Cell(words.outcome(finding.outcome), .text(finding.outcome)),
        Cell(words.wave(finding.wave), .text(finding.wave)), Cell(words.arm(finding.arm), .text(finding.arm)),
        words.cell(finding.counts, { Double($0.children) }, .count),
      ]
        + (0..<3).map { position in
          position < finding.children.count ? words.cell(finding.children[position]) : words.absent
        }
        + (0..<3).map { position in
          position < finding.shares.count ? shareCell(finding, position, words) : words.absent
        }
        + (0..<3).flatMap { position in
          let interval = position < finding.intervals.count ? finding.intervals[position] : .noData
          return [words.cell(interval, \.lower, .share(1)), words.cell(interval, \.upper, .share(1))]
        }
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// A share with its interval, where both may be shown.
  private static func shareCell(_ finding: LevelShareFinding, _ position: Int, _ words: Wording) -> Cell {
    guard let share = finding.shares[position].value, position < finding.intervals.count,
      let interval = finding.intervals[position].value
    else { return words.cell(finding.shares[position], .share(1)) }
    return words.cell(share, interval, .share(1))
  }

  /// Moves between levels: one row per outcome, pair of waves, arm and level before.
  static func transitions(_ findings: [TransitionFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns =
      [
        Column("address", "", isNumeric: false, audience: .data),
        Column("outcome", labels["domain"], isNumeric: false, audience: .data),
        Column("from_wave", labels["from_wave"], isNumeric: false),
        Column("to_wave", labels["to_wave"], isNumeric: false), Column("arm", labels["arm"], isNumeric: false),
        Column("children", labels["number_of_children"], audience: .data),
        Column("level_before", labels["level_before"], isNumeric: false),
      ] + levelKeys.map { Column("to_level_\($0)_children", "", audience: .data) }
      + levelKeys.map { Column("to_level_\($0)_share", labels["level_\($0)"]) }
      + levelKeys.flatMap { key in
        ["low", "high"].map { Column("to_level_\(key)_\($0)", "", audience: .data) }
      } + MoveTestCells.dataColumns
    return TableLayout(columns: columns, rows: findings.flatMap { transitionRows($0, words) })
  }

  /// A row share with its interval, where both may be shown.
  private static func moveCell(_ finding: TransitionFinding, _ from: Int, _ to: Int, _ words: Wording) -> Cell {
    guard let share = finding.shares[from][to].value, let interval = finding.interval(from: from, to: to).value else {
      return words.cell(finding.shares[from][to], .share(1))
    }
    return words.cell(share, interval, .share(1))
  }

  private static func transitionRows(_ finding: TransitionFinding, _ words: Wording) -> [[Cell]] {
    zip(finding.children, finding.shares).enumerated().prefix(3).map { level, row in
      [
        Cell(finding.address), Cell(words.outcome(finding.outcome), .text(finding.outcome)),
        Cell(words.wave(finding.fromWave), .text(finding.fromWave)),
        Cell(words.wave(finding.toWave), .text(finding.toWave)), Cell(words.arm(finding.arm), .text(finding.arm)),
        words.cell(finding.counts, { Double($0.children) }, .count),
        Cell(words.labels["level_\(levelKeys[level])"], .text("level_\(levelKeys[level])")),
      ] + (0..<3).map { $0 < row.0.count ? words.cell(row.0[$0]) : words.absent }
        + (0..<3).map { $0 < row.1.count ? moveCell(finding, level, $0, words) : words.absent }
        + (0..<3).flatMap { column in
          let interval = finding.interval(from: level, to: column)
          return [words.cell(interval, \.lower, .share(1)), words.cell(interval, \.upper, .share(1))]
        } + MoveTestCells.data(finding, words)
    }
  }
}
