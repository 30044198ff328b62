internal import Glibc
internal import Tabular

/// Arithmetic on columns, row by row; NaN where an argument is missing or outside a function's domain.
func arithmetic(_ expression: Expression, in frame: Frame) throws(DesignError) -> [Double] {
  switch expression.kind {
  case .number(let value):
    return [Double](repeating: value, count: frame.rowCount)
  case .column(let name):
    guard case .numeric(let values) = try frame.required(name).values else { throw .notNumeric(column: name) }
    return values
  case .negated(let operand):
    return try arithmetic(operand, in: frame).map { -$0 }
  case .parenthesized(let inner):
    return try arithmetic(inner, in: frame)
  case .call(let function, let argument):
    return apply(function, try arithmetic(argument, in: frame))
  case .binary(let sign, let left, let right):
    let (left, right) = (try arithmetic(left, in: frame), try arithmetic(right, in: frame))
    return left.indices.map { combine(sign, left[$0], right[$0]) }
  case .everyOtherColumn, .bar:
    preconditionFailure("a formula's arithmetic is checked when it is read")
  }
}

private func apply(_ function: String, _ values: [Double]) -> [Double] {
  switch function {
  case "log": values.map { log($0) }
  case "exp": values.map { exp($0) }
  case "sqrt": values.map { $0.squareRoot() }
  default: values
  }
}

private func combine(_ sign: Expression.Operator, _ left: Double, _ right: Double) -> Double {
  switch sign {
  case .plus: left + right
  case .minus: left - right
  case .times: left * right
  case .divided: left / right
  case .power: right == 2 ? left * left : pow(left, right)
  case .interaction: preconditionFailure("a formula's arithmetic is checked when it is read")
  }
}
