import Records
import Tabular

/// The cells of one row; every reader returns `nil` after it has reported why.
struct FolderRow {
  let table: FolderTable
  let index: Int

  func report(_ column: String, _ reason: IntakeIssue.Reason) {
    table.issues.append(
      IntakeIssue(
        file: table.file, line: table.text.line(ofRow: index),
        column: table.positions[column].map { $0 + 1 }, columnName: column, reason: reason))
  }

  /// The cell without the spaces around it; `nil` when it is empty or its column absent.
  func cell(_ column: String) -> TextTable.Cell? {
    guard let position = table.positions[column] else { return nil }
    let cell = table.text[index, position].trimmed
    return cell.isEmpty ? nil : cell
  }

  /// Text that is not empty and shows no personal data.
  func text(_ column: String) -> String? { required(column) { optionalText(column) } }

  /// Text that shows no personal data, `nil` when the cell is empty.
  func optionalText(_ column: String) -> String? {
    guard let cell = cell(column) else { return nil }
    if let kind = PersonalData.kind(of: cell.bytes) {
      report(column, .personalValue(kind))
      return nil
    }
    return cell.text
  }

  func date(_ column: String) -> CalendarDate? { required(column) { optionalDate(column) } }

  func optionalDate(_ column: String) -> CalendarDate? { parsed(column, .date) { CalendarDate($0) } }

  func optionalMonth(_ column: String) -> CalendarMonth? { parsed(column, .month) { CalendarMonth($0) } }

  func month(_ column: String) -> CalendarMonth? { required(column) { optionalMonth(column) } }

  func quarter(_ column: String) -> Quarter? { required(column) { parsed(column, .quarter) { Quarter($0) } } }

  func schoolYear(_ column: String) -> SchoolYear? {
    required(column) { parsed(column, .schoolYear) { SchoolYear($0) } }
  }

  func wholeNumber(_ column: String) -> Int? { required(column) { parsed(column, .wholeNumber) { Int($0) } } }

  func number(_ column: String) -> Double? { required(column) { optionalNumber(column) } }

  func optionalNumber(_ column: String) -> Double? {
    guard let cell = cell(column) else { return nil }
    if let number = cell.number(), number.isFinite { return number }
    report(column, .wrongFormat(found: cell.text, expected: .number))
    return nil
  }

  func choice<Choice: RawRepresentable & CaseIterable>(_ column: String, _ kind: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    required(column) { optionalChoice(column, kind) }
  }

  func optionalChoice<Choice: RawRepresentable & CaseIterable>(_ column: String, _: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    guard let text = cell(column)?.text else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    report(column, .notAmong(found: text, allowed: Choice.allCases.map(\.rawValue)))
    return nil
  }

  /// A text that must be one of `allowed`.
  func choice(_ column: String, among allowed: [String]) -> String? {
    guard let text = text(column) else { return nil }
    if allowed.contains(text) { return text }
    report(column, .notAmong(found: text, allowed: allowed))
    return nil
  }

  /// 0 or 1, `nil` when the cell is empty.
  func optionalFlag(_ column: String) -> Bool? {
    guard let text = cell(column)?.text else { return nil }
    if text == "0" || text == "1" { return text == "1" }
    report(column, .notAmong(found: text, allowed: ["0", "1"]))
    return nil
  }

  private func required<Value>(_ column: String, _ read: () -> Value?) -> Value? {
    if cell(column) == nil { report(column, .emptyCell) }
    return read()
  }

  private func parsed<Value>(
    _ column: String, _ format: IntakeIssue.Format, _ parse: (String) -> Value?
  ) -> Value? {
    guard let text = cell(column)?.text else { return nil }
    if let value = parse(text) { return value }
    report(column, .wrongFormat(found: text, expected: format))
    return nil
  }
}
