/// Checks that a term is a column, `factor()` of one, or arithmetic inside a function.
func checkVariable(_ expression: Expression) throws(FormulaError) {
  guard case .call("factor", let argument) = expression.kind else { return try checkArithmetic(expression) }
  guard case .column = argument.kind else { throw .notArithmetic(position: argument.position) }
}

/// Checks that an expression is made of columns, numbers, operators of arithmetic, and functions that give numbers.
func checkArithmetic(_ expression: Expression) throws(FormulaError) {
  switch expression.kind {
  case .number, .column: return
  case .everyOtherColumn, .bar, .call("factor", _), .binary(.interaction, _, _):
    throw .notArithmetic(position: expression.position)
  case .call(_, let inner), .negated(let inner), .parenthesized(let inner):
    try checkArithmetic(inner)
  case .binary(_, let left, let right):
    try checkArithmetic(left)
    try checkArithmetic(right)
  }
}
