internal import Tabular

/// A variable of the model worked out on every row of the frame.
enum VariableValues: Sendable {
  /// NaN is missing.
  case numbers([Double])
  case categories(CategoricalColumn)
  /// Numbers whose distinct values are levels.
  case numericLevels([Double])

  /// Works out a variable.
  ///
  /// - Throws: `DesignError.missingColumn`; `.notNumeric` for a text column inside arithmetic.
  init(_ expression: Expression, in frame: Frame) throws(DesignError) {
    switch expression.kind {
    case .column(let name):
      switch try frame.required(name).values {
      case .numeric(let numbers): self = .numbers(numbers)
      case .categorical(let column): self = .categories(column)
      }
    case .call("factor", let argument):
      switch try VariableValues(argument, in: frame) {
      case .numbers(let numbers), .numericLevels(let numbers): self = .numericLevels(numbers)
      case .categories(let column): self = .categories(column)
      }
    default:
      self = .numbers(try arithmetic(expression, in: frame))
    }
  }

  /// Clears the rows in which the value is missing.
  func clearMissing(in isKept: inout [Bool]) {
    switch self {
    case .numbers(let numbers), .numericLevels(let numbers):
      for row in numbers.indices { isKept[row] = isKept[row] && numbers[row] == numbers[row] }
    case .categories(let column):
      for row in column.codes.indices { isKept[row] = isKept[row] && column.codes[row] >= 0 }
    }
  }

  /// Whether no value is missing.
  var isComplete: Bool {
    switch self {
    case .numbers(let numbers), .numericLevels(let numbers): numbers.allSatisfy { $0 == $0 }
    case .categories(let column): column.codes.allSatisfy { $0 >= 0 }
    }
  }

  /// The position of the first infinite value.
  var firstInfiniteRow: Int? {
    switch self {
    case .numbers(let numbers), .numericLevels(let numbers): numbers.firstIndex { $0.isInfinite }
    case .categories: nil
    }
  }

  /// The values of the given rows.
  func selecting(_ rows: [Int32]) -> VariableValues {
    switch self {
    case .numbers(let numbers): .numbers(rows.map { numbers[Int($0)] })
    case .numericLevels(let numbers): .numericLevels(rows.map { numbers[Int($0)] })
    case .categories(let column):
      .categories(CategoricalColumn(codes: rows.map { column.codes[Int($0)] }, levels: column.levels))
    }
  }

  /// The levels of any column used to group rows.
  var groupCoding: FactorCoding {
    switch self {
    case .numbers(let numbers), .numericLevels(let numbers): FactorCoding(numbers)
    case .categories(let column): FactorCoding(column)
    }
  }
}

extension Frame {
  /// The column of that name.
  func required(_ name: String) throws(DesignError) -> Column {
    guard let column = self[name] else { throw .missingColumn(name: name, available: columnNames) }
    return column
  }
}
