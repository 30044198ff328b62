/// What stands right of a bar: a column, or the combinations of two grouping expressions.
indirect enum GroupingExpression: Sendable, Hashable {
  case column(String)
  case combination(GroupingExpression, GroupingExpression)

  /// The name as lme4 prints it: `child:school`, `child:(group:preschool)`.
  var name: String {
    switch self {
    case .column(let name): quotedIfNeeded(name)
    case .combination(let left, .column(let right)): "\(left.name):\(quotedIfNeeded(right))"
    case .combination(let left, let right): "\(left.name):(\(right.name))"
    }
  }

  var columns: [String] {
    switch self {
    case .column(let name): [name]
    case .combination(let left, let right): left.columns + right.columns
    }
  }

  /// The grouping factors of an expression, outermost first: `a/b` gives `a` and `b:a`.
  static func expanded(_ expression: Expression) throws(FormulaError) -> [GroupingExpression] {
    switch expression.kind {
    case .column(let name): return [.column(name)]
    case .parenthesized(let inner): return try expanded(inner)
    case .binary(.interaction, let left, let right):
      return [.combination(try single(left), try single(right))]
    case .binary(.divided, let left, let right):
      let outer = try expanded(left)
      return try expanded(right).reduce(into: outer) { groups, inner in
        groups.append(.combination(inner, outer[outer.count - 1]))
      }
    default: throw .invalidGrouping(position: expression.position)
    }
  }

  private static func single(_ expression: Expression) throws(FormulaError) -> GroupingExpression {
    let groups = try expanded(expression)
    guard groups.count == 1 else { throw .invalidGrouping(position: expression.position) }
    return groups[0]
  }
}
