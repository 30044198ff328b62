/// Reads expressions by operator precedence, the one of R: `^`, then a sign, `:`, `* /`, `+ -`, `|`.
struct FormulaParser {
  private let tokens: [FormulaToken]
  private var index = 0
  private var depth = 0

  /// Bounds on the size of a formula, so that no text can exhaust the stack.
  private static let maximumWordCount = 2_000
  private static let maximumDepth = 100

  /// Functions of one argument that may stand in a formula.
  static let functions: Set<String> = ["I", "factor", "log", "exp", "sqrt"]

  /// Splits the text into words.
  init(_ text: String) throws(FormulaError) {
    tokens = try FormulaToken.tokens(of: text)
    guard tokens.count <= Self.maximumWordCount else {
      throw .tooLong(wordCount: tokens.count, limit: Self.maximumWordCount)
    }
  }

  /// Reads `left ~ right`; the left side may be missing.
  mutating func formula() throws(FormulaError) -> (response: Expression?, predictors: Expression) {
    guard tokens.contains(where: { $0.kind == .symbol("~") }) else { throw .missingTilde }
    let response = take("~") ? nil : try sum()
    if response != nil { try require("~") }
    let predictors = try sum()
    guard current.kind == .end else { throw unexpected() }
    return (response, predictors)
  }

  private var current: FormulaToken { tokens[index] }

  private mutating func sum() throws(FormulaError) -> Expression {
    var left = try product()
    while let sign = takeOperator([.plus, .minus]) { left = join(sign, left, try product()) }
    return left
  }

  private mutating func product() throws(FormulaError) -> Expression {
    var left = try interaction()
    while let sign = takeOperator([.times, .divided]) { left = join(sign, left, try interaction()) }
    return left
  }

  private mutating func interaction() throws(FormulaError) -> Expression {
    var left = try signed()
    while let sign = takeOperator([.interaction]) { left = join(sign, left, try signed()) }
    return left
  }

  private mutating func signed() throws(FormulaError) -> Expression {
    let position = current.position
    guard depth < Self.maximumDepth else { throw .nestedTooDeeply(position: position) }
    depth += 1
    defer { depth -= 1 }
    if take("-") { return Expression(kind: .negated(try signed()), position: position) }
    if take("+") { return try signed() }
    return try power()
  }

  private mutating func power() throws(FormulaError) -> Expression {
    let base = try primary()
    guard let sign = takeOperator([.power]) else { return base }
    return join(sign, base, try signed())
  }

  private mutating func primary() throws(FormulaError) -> Expression {
    let token = current
    switch token.kind {
    case .number(let value):
      index += 1
      return Expression(kind: .number(value), position: token.position)
    case .name(let name):
      index += 1
      if take("(") { return try call(name, token.position) }
      return Expression(kind: .column(name), position: token.position)
    case .symbol("."):
      index += 1
      return Expression(kind: .everyOtherColumn, position: token.position)
    case .symbol("("):
      index += 1
      return try parenthesized(token.position)
    case .symbol, .end:
      throw unexpected()
    }
  }

  private mutating func call(_ function: String, _ position: Int) throws(FormulaError) -> Expression {
    guard Self.functions.contains(function) else { throw .unknownFunction(name: function, position: position) }
    if take(")") { throw .wrongArgumentCount(function: function, found: 0, position: position) }
    let argument = try sum()
    var argumentCount = 1
    while take(",") {
      _ = try sum()
      argumentCount += 1
    }
    try require(")")
    guard argumentCount == 1 else {
      throw .wrongArgumentCount(function: function, found: argumentCount, position: position)
    }
    return Expression(kind: .call(function, argument), position: position)
  }

  private mutating func parenthesized(_ position: Int) throws(FormulaError) -> Expression {
    var inner = try sum()
    let bar = current.position
    if take("||") { throw .uncorrelatedRandomEffects(position: bar) }
    if take("|") { inner = Expression(kind: .bar(inner, try sum()), position: bar) }
    try require(")")
    return Expression(kind: .parenthesized(inner), position: position)
  }

  private mutating func join(_ sign: (Expression.Operator, Int), _ left: Expression, _ right: Expression) -> Expression
  {
    Expression(kind: .binary(sign.0, left, right), position: sign.1)
  }

  private mutating func takeOperator(_ operators: [Expression.Operator]) -> (Expression.Operator, Int)? {
    let position = current.position
    return operators.first { take($0.rawValue) }.map { ($0, position) }
  }

  private mutating func take(_ symbol: String) -> Bool {
    guard current.kind == .symbol(symbol) else { return false }
    index += 1
    return true
  }

  private mutating func require(_ symbol: String) throws(FormulaError) {
    guard take(symbol) else { throw unexpected() }
  }

  private func unexpected() -> FormulaError {
    switch current.kind {
    case .name(let name): .unexpectedSymbol(name, position: current.position)
    case .number(let value): .unexpectedSymbol(formattedLikeR(value), position: current.position)
    case .symbol("|"), .symbol("||"): .misplacedBar(position: current.position)
    case .symbol(let symbol): .unexpectedSymbol(symbol, position: current.position)
    case .end: .unexpectedEnd(position: current.position)
    }
  }
}
