/// A piece of a formula as it was written.
struct Expression: Sendable {
  indirect enum Kind: Sendable {
    case number(Double)
    case column(String)
    case everyOtherColumn
    case call(String, Expression)
    case negated(Expression)
    case parenthesized(Expression)
    case binary(Operator, Expression, Expression)
    /// The inside of `(… | …)`.
    case bar(Expression, Expression)
  }

  enum Operator: String, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    case interaction = ":"
    case power = "^"
  }

  let kind: Kind
  /// Where it begins, or where its operator stands, in characters counted from 1.
  let position: Int
}

extension Expression {
  /// The text as R's deparse writes it: spaces around `+ - *`, none around `/ ^ :`.
  var text: String {
    switch kind {
    case .number(let value): formattedLikeR(value)
    case .column(let name): quotedIfNeeded(name)
    case .everyOtherColumn: "."
    case .call(let function, let argument): "\(function)(\(argument.text))"
    case .negated(let operand): "-\(operand.text)"
    case .parenthesized(let inner): "(\(inner.text))"
    case .binary(let sign, let left, let right):
      switch sign {
      case .plus, .minus, .times: "\(left.text) \(sign.rawValue) \(right.text)"
      case .divided, .interaction, .power: "\(left.text)\(sign.rawValue)\(right.text)"
      }
    case .bar(let design, let group): "\(design.text) | \(group.text)"
    }
  }

  /// The columns it mentions, in the order of their first mention.
  var columns: [String] {
    switch kind {
    case .number, .everyOtherColumn: []
    case .column(let name): [name]
    case .call(_, let inner), .negated(let inner), .parenthesized(let inner): inner.columns
    case .binary(_, let left, let right), .bar(let left, let right): left.columns + right.columns
    }
  }
}

/// A name, in backticks unless it can be read without them.
func quotedIfNeeded(_ name: String) -> String {
  let start = name.first == "." ? name.dropFirst().first : name.first
  let startsPlainly = start.map { $0.isLetter || (name.first == "." && $0.isNamePart && !$0.isNumber) } ?? false
  return startsPlainly && name.allSatisfy(\.isNamePart) ? name : "`\(name)`"
}
