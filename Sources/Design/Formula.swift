/// A model formula in the notation of R.
///
/// Left of `~` stands the response, an arithmetic expression. Right of it terms are joined by `+ - * / : ^`; `0 +` or
/// `- 1` takes the intercept away, `.` stands for every other column. A term is a column, `factor(x)`, or `I()`,
/// `log()`, `exp()`, `sqrt()` of arithmetic in columns. Random effects are added as `(1 + t | school/child)`. Names
/// that are not made of letters, digits, `_` and `.` stand in backticks.
public struct Formula: Sendable, CustomStringConvertible {
  /// The formula as it was given.
  public let text: String
  let response: Expression?
  let fixedPart: Expression?
  let randomParts: [RandomPart]

  /// One `(… | …)`.
  struct RandomPart: Sendable {
    let terms: ModelTerms
    /// Outermost first.
    let groups: [GroupingExpression]
  }

  /// Reads a formula.
  ///
  /// - Throws: `FormulaError` with the position of the character at fault.
  public init(_ text: String) throws(FormulaError) {
    var parser = try FormulaParser(text)
    let (response, predictors) = try parser.formula()
    if let response { try checkArithmetic(response) }
    var bars: [Expression] = []
    let fixedPart = Self.withoutBars(predictors, &bars)
    _ = try ModelTerms(fixedPart, otherColumns: [])
    self.text = text
    self.response = response
    self.fixedPart = fixedPart
    randomParts = try Self.randomParts(bars)
  }

  public var description: String { text }

  /// Whether the formula has random terms.
  public var hasRandomTerms: Bool { !randomParts.isEmpty }

  /// The predictors without the random terms that are added to them, which go to `bars`.
  private static func withoutBars(_ expression: Expression, _ bars: inout [Expression]) -> Expression? {
    switch expression.kind {
    case .parenthesized(let inner):
      guard case .bar = inner.kind else { return expression }
      bars.append(inner)
      return nil
    case .binary(.plus, let left, let right):
      let (left, right) = (withoutBars(left, &bars), withoutBars(right, &bars))
      guard let left else { return right }
      guard let right else { return left }
      return Expression(kind: .binary(.plus, left, right), position: expression.position)
    case .binary(.minus, let left, let right):
      guard let left = withoutBars(left, &bars) else {
        return Expression(kind: .negated(right), position: expression.position)
      }
      return Expression(kind: .binary(.minus, left, right), position: expression.position)
    default: return expression
    }
  }

  private static func randomParts(_ bars: [Expression]) throws(FormulaError) -> [RandomPart] {
    var parts: [RandomPart] = []
    var seen: Set<GroupingExpression> = []
    for bar in bars {
      guard case .bar(let design, let group) = bar.kind else { continue }
      if design.mentionsEveryOtherColumn { throw .dotInRandomTerm(position: design.position) }
      let groups = try GroupingExpression.expanded(group)
      for group in groups where !seen.insert(group).inserted {
        throw .uncorrelatedRandomEffects(position: bar.position)
      }
      parts.append(RandomPart(terms: try ModelTerms(design, otherColumns: []), groups: groups))
    }
    return parts
  }
}

extension Expression {
  /// Whether `.` stands in it.
  fileprivate var mentionsEveryOtherColumn: Bool {
    switch kind {
    case .number, .column: false
    case .everyOtherColumn: true
    case .call(_, let inner), .negated(let inner), .parenthesized(let inner): inner.mentionsEveryOtherColumn
    case .binary(_, let left, let right), .bar(let left, let right):
      left.mentionsEveryOtherColumn || right.mentionsEveryOtherColumn
    }
  }
}
