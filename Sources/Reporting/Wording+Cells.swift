import Findings

extension Wording {
  typealias Cell = TableLayout.Cell

  func cell(_ number: Disclosable<Double>, _ style: NumberStyle) -> Cell {
    cell(number) { Cell(numbers.write($0, style), .number($0)) }
  }

  func cell(_ count: Disclosable<Int>) -> Cell {
    cell(count) { Cell(numbers.write($0), .number(Double($0))) }
  }

  /// A cell made from one part of a finding.
  func cell<Value>(_ finding: Disclosable<Value>, _ part: (Value) -> Double?, _ style: NumberStyle) -> Cell {
    cell(finding) { value in
      guard let number = part(value) else { return absent }
      return Cell(numbers.write(number, style), .number(number))
    }
  }

  /// The text of an interval such as `0.05 to 0.19`.
  func interval(_ interval: Interval, _ style: NumberStyle) -> String {
    labels.text(
      "interval_from_to",
      ["lower": numbers.write(interval.lower, style), "upper": numbers.write(interval.upper, style)])
  }

  /// A number with its interval in parentheses.
  func cell(_ value: Double, _ interval: Interval?, _ style: NumberStyle) -> Cell {
    guard let interval else { return Cell(numbers.write(value, style), .number(value)) }
    let bounds = [interval.lower, interval.upper].map { numbers.write($0, style) }.joined(separator: "\u{A0}…\u{A0}")
    return Cell(numbers.write(value, style) + " (" + bounds + ")", .number(value))
  }

  func cell<Value>(_ finding: Disclosable<Value>, _ write: (Value) -> Cell) -> Cell {
    switch finding {
    case .shown(let value): write(value)
    case .suppressed: Cell(suppressedMark, .suppressed)
    case .noData: absent
    }
  }

  /// A cell without data.
  var absent: Cell { Cell(noDataMark, .empty) }

  /// A cell of a quantity that the row's method does not have.
  var inapplicable: Cell { Cell("–", .empty) }

  /// A number as a sentence holds it, or its mark.
  func written(_ number: Disclosable<Double>, _ style: NumberStyle) -> String { cell(number, style).text }
}
