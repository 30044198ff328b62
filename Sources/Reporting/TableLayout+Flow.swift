import Findings

extension TableLayout {
  /// Children enrolled and observed by wave and arm.
  static func flow(_ findings: [FlowFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("address", "", isNumeric: false, audience: .data),
      Column("wave", labels["wave"], isNumeric: false), Column("arm", labels["arm"], isNumeric: false),
      Column("enrolled", labels["enrolled"]), Column("observed", labels["observed"]),
      Column("coverage", labels["coverage"]), Column("groups", labels["groups_behind"]),
      Column("preschools", labels["preschools_behind"]),
    ]
    let rows = findings.map { flow in
      [
        Cell(flow.address), Cell(words.wave(flow.wave), .text(flow.wave)), Cell(words.arm(flow.arm), .text(flow.arm)),
        words.cell(flow.enrolled), words.cell(flow.observed, { Double($0.children) }, .count),
        words.cell(coverage(flow), .share(1)), words.cell(flow.observed, { Double($0.groups) }, .count),
        words.cell(flow.observed, { Double($0.preschools) }, .count),
      ]
    }
    return TableLayout(columns: columns, rows: rows)
  }

  private static func coverage(_ flow: FlowFinding) -> Disclosable<Double> {
    if flow.enrolled.isSuppressed || flow.observed.isSuppressed { return .suppressed }
    guard let enrolled = flow.enrolled.value, let observed = flow.observed.value, enrolled > 0 else { return .noData }
    return .shown(Double(observed.children) / Double(enrolled))
  }

  /// The lines of the data-quality page, check by check.
  static func quality(_ findings: [QualityFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("address", "", isNumeric: false, audience: .data),
      Column("check", labels["check"], isNumeric: false), Column("wave", labels["wave"], isNumeric: false),
      Column("arm", labels["arm"], isNumeric: false), Column("count", labels["count"]),
      Column("total", labels["total"]), Column("share", labels["share"]),
    ]
    let byCheck = QualityFinding.Check.allCases.flatMap { check in findings.filter { $0.check == check } }
    let rows = byCheck.map { line in
      [
        Cell(line.address), Cell(labels["check_\(line.check.rawValue)"], .text(line.check.rawValue)),
        Cell(words.wave(line.wave), line.wave.map { .text($0) } ?? .text("all")),
        Cell(words.arm(line.arm), line.arm.map { .text($0) } ?? .text("all")), words.cell(line.count),
        words.cell(line.total), words.cell(line.share, .share(1)),
      ]
    }
    return TableLayout(columns: columns, rows: rows)
  }
}
