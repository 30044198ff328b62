import Yams

/// A value in a YAML file with its key path; every reader returns `nil` after it has reported why.
struct YAMLField {
  let node: Node
  /// Dotted path such as `waves[2].role`.
  let key: String
  let problems: ProblemList

  func report(_ reason: ConfigurationProblem.Reason) { problems.append(mark: node.mark, key: key, reason) }

  /// Text that is not empty.
  func text() -> String? {
    guard let text = node.scalar?.string, !text.isEmpty else { return wrong(.text) }
    return text
  }

  /// A short name: lower-case Latin letters, digits and underscores, beginning with a letter.
  func identifier() -> String? {
    guard let text = node.scalar?.string, isIdentifier(text) else { return wrong(.identifier) }
    return text
  }

  func number(in range: ConfigurationProblem.Range? = nil) -> Double? {
    guard let text = node.scalar?.string, let number = Double(text), number.isFinite else { return wrong(.number) }
    guard range?.contains(number) ?? true else { return outside(range, text) }
    return number
  }

  func wholeNumber(in range: ConfigurationProblem.Range) -> Int? {
    guard let text = node.scalar?.string, let number = Int(text) else { return wrong(.wholeNumber) }
    guard range.contains(Double(number)) else { return outside(range, text) }
    return number
  }

  func seed() -> UInt64? {
    guard let text = node.scalar?.string, let number = UInt64(text) else { return wrong(.wholeNumber) }
    return number
  }

  func flag() -> Bool? {
    switch node.scalar?.string {
    case "true": true
    case "false": false
    default: wrong(.trueOrFalse)
    }
  }

  func schoolYear() -> SchoolYear? {
    guard let year = node.scalar.flatMap({ SchoolYear($0.string) }) else { return wrong(.schoolYear) }
    return year
  }

  func date() -> CalendarDate? {
    guard let date = node.scalar.flatMap({ CalendarDate($0.string) }) else { return wrong(.date) }
    return date
  }

  /// One of `allowed`.
  func word(among allowed: [String]) -> String? {
    guard let text = text() else { return nil }
    if allowed.contains(text) { return text }
    report(.notAllowed(value: text, allowed: allowed))
    return nil
  }

  func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    word(among: Choice.allCases.map(\.rawValue)).flatMap(Choice.init(rawValue:))
  }

  private func wrong<Value>(_ expected: ConfigurationProblem.Kind) -> Value? {
    report(.wrongKind(expected: expected))
    return nil
  }

  private func outside<Value>(_ range: ConfigurationProblem.Range?, _ text: String) -> Value? {
    if let range { report(.outOfRange(value: text, range: range)) }
    return nil
  }
}

extension ConfigurationProblem.Range {
  func contains(_ number: Double) -> Bool {
    switch self {
    case .positive: number > 0
    case .notNegative: number >= 0
    case .openUnit: number > 0 && number < 1
    case .unitAboveZero: number > 0 && number <= 1
    case .between(let low, let high): low <= number && number <= high
    case .atLeast(let minimum): number >= Double(minimum)
    }
  }
}

func isIdentifier(_ text: String) -> Bool {
  guard let first = text.utf8.first, (97...122).contains(first) else { return false }
  return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") }
}
