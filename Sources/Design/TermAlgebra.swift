/// A variable of a model: a column, or an expression in columns, known by its text.
struct ModelVariable: Sendable {
  let text: String
  let expression: Expression
}

/// The terms of one side of a model after its operators have been worked out.
///
/// **Source.** Wilkinson & Rogers (1973), doi:10.2307/2346786, in the reading of R's `terms.formula`.
struct ModelTerms: Sendable {
  /// Those that stand in a term, in the order of first mention.
  private(set) var variables: [ModelVariable] = []
  /// Indices into `variables`, ascending; main effects first, then interactions of two, and so on.
  private(set) var terms: [[Int]] = []
  private(set) var hasIntercept = true

  /// Works out the operators of an expression.
  ///
  /// - Parameters:
  ///   - expression: The predictors; `nil` when there are none besides the intercept.
  ///   - otherColumns: What `.` stands for.
  /// - Throws: `FormulaError` where an operator has an operand without meaning.
  init(_ expression: Expression?, otherColumns: [String]) throws(FormulaError) {
    guard let expression else { return }
    let expanded = try expand(expression, otherColumns)
    let largest = expanded.map(\.count).max() ?? 0
    terms = (0...largest).flatMap { order in expanded.filter { $0.count == order } }
    forgetUnusedVariables()
  }

  /// The text of a term, its variables joined by `:`.
  func label(_ term: [Int]) -> String { term.map { variables[$0].text }.joined(separator: ":") }

  private mutating func expand(_ expression: Expression, _ others: [String]) throws(FormulaError) -> [[Int]] {
    switch expression.kind {
    case .number(let value):
      try setIntercept(value, of: expression, isAdded: true)
      return []
    case .column, .call:
      try checkVariable(expression)
      return [[variable(expression)]]
    case .everyOtherColumn:
      return others.map { [variable(Expression(kind: .column($0), position: expression.position))] }
    case .negated(let removed):
      _ = try removing(removed, from: [], others)
      return []
    case .parenthesized(let inner):
      return try expand(inner, others)
    case .bar:
      throw .misplacedBar(position: expression.position)
    case .binary(let sign, let left, let right):
      return try expand(sign, left, right, expression.position, others)
    }
  }

  private mutating func expand(
    _ sign: Expression.Operator, _ left: Expression, _ right: Expression, _ position: Int, _ others: [String]
  ) throws(FormulaError) -> [[Int]] {
    switch sign {
    case .plus:
      let terms = try expand(left, others)
      return unique(terms + (try expand(right, others)))
    case .minus:
      return try removing(right, from: try expand(left, others), others)
    case .interaction, .times, .divided:
      let (a, b) = (try operand(left, others), try operand(right, others))
      switch sign {
      case .times: return unique(a + b + (try crossed(a, b, position)))
      case .divided: return unique(a + (try crossed([union(a)], b, position)))
      default: return try crossed(a, b, position)
      }
    case .power:
      guard case .number(let value) = right.kind, let power = Int(exactly: value), (1...10).contains(power) else {
        throw .invalidPower(position: position)
      }
      let base = try operand(left, others)
      var terms = base
      for _ in 1..<power { terms = unique(terms + (try crossed(terms, base, position))) }
      return terms
    }
  }

  /// An operand of an interaction, where a number has no meaning.
  private mutating func operand(_ expression: Expression, _ others: [String]) throws(FormulaError) -> [[Int]] {
    if case .number = expression.kind { throw .unexpectedNumber(position: expression.position) }
    return try expand(expression, others)
  }

  private mutating func removing(
    _ removed: Expression, from terms: [[Int]], _ others: [String]
  ) throws(FormulaError) -> [[Int]] {
    if case .number(let value) = removed.kind {
      try setIntercept(value, of: removed, isAdded: false)
      return terms
    }
    let hadIntercept = hasIntercept
    let removedTerms = try expand(removed, others)
    hasIntercept = hadIntercept
    return terms.filter { !removedTerms.contains($0) }
  }

  private mutating func setIntercept(_ value: Double, of number: Expression, isAdded: Bool) throws(FormulaError) {
    guard value == 0 || value == 1 else { throw .unexpectedNumber(position: number.position) }
    hasIntercept = (value == 1) == isAdded
  }

  /// A variable that was only mentioned behind a minus does not belong to the model.
  private mutating func forgetUnusedVariables() {
    let used = Set(terms.joined()).sorted()
    let place = Dictionary(uniqueKeysWithValues: zip(used, 0...))
    variables = used.map { variables[$0] }
    terms = terms.map { $0.compactMap { place[$0] } }
  }

  private mutating func variable(_ expression: Expression) -> Int {
    let text = expression.text
    if let index = variables.firstIndex(where: { $0.text == text }) { return index }
    variables.append(ModelVariable(text: text, expression: expression))
    return variables.count - 1
  }
}

/// Every term of `a` combined with every term of `b`.
private func crossed(_ a: [[Int]], _ b: [[Int]], _ position: Int) throws(FormulaError) -> [[Int]] {
  let limit = 10_000
  guard a.count * b.count <= limit else { throw .tooManyTerms(position: position, limit: limit) }
  return unique(a.flatMap { left in b.map { union([left, $0]) } })
}

private func union(_ terms: [[Int]]) -> [Int] { Set(terms.joined()).sorted() }

private func unique(_ terms: [[Int]]) -> [[Int]] {
  var seen: Set<[Int]> = []
  return terms.filter { seen.insert($0).inserted }
}
