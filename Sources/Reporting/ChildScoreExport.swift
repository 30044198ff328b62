public import Disclosure
public import Findings

/// The scores of one preschool's children as a CSV file: keys instead of names, full precision.
public struct ChildScoreExport: Sendable {
  private let findings: ChildFindings

  /// An export for the preschool alone.
  public init(_ findings: PreschoolScope<ChildFindings>) { self.findings = findings.value }

  /// One row per child, wave and development area, in the order of the findings: by group, child and wave.
  public func rendered() -> String {
    let columns = [
      "child", "group", "wave", "observed_on", "form", "outcome", "scale", "items", "items_answered", "mean_points",
      "level", "method", "score", "std_error", "mark",
    ]
    let rows = findings.sheets.flatMap { sheet in sheet.areas.map { row(sheet, $0) } }
    return TableLayout(columns: columns.map { .init($0, "", audience: .data) }, rows: rows).csv()
  }

  private func row(_ sheet: ChildSheetFinding, _ area: ChildAreaFinding) -> [TableLayout.Cell] {
    func number(_ value: Double?) -> TableLayout.Cell { .init("", value.map { .number($0) } ?? .empty) }
    let cells = [
      sheet.child, sheet.group, sheet.wave, sheet.observedOn, sheet.form, area.outcome, area.scale,
    ].map { TableLayout.Cell($0) }
    let score = area.score.estimate
    return cells + [
      number(Double(area.itemCount)), number(Double(area.markedCount)), number(area.meanPoints),
      number(area.level.map(Double.init)), .init(findings.method), number(score?.value), number(score?.standardError),
      .init("", area.score.mark.map { .text($0) } ?? .empty),
    ]
  }
}

extension ChildAreaFinding.Score {
  fileprivate var estimate: (value: Double, standardError: Double)? {
    if case .estimate(let value, let standardError) = self { (value, standardError) } else { nil }
  }

  /// Why there is no number; `nil` where there is one.
  fileprivate var mark: String? {
    switch self {
    case .estimate: nil
    case .belowAll: "minus_infinity"
    case .aboveAll: "plus_infinity"
    case .noMarks: "no_marks"
    case .notEstimated: "not_estimated"
    }
  }
}
