/// A named column of a frame.
public struct Column: Sendable, Equatable {
  /// The typed values of a column.
  public enum Values: Sendable, Equatable {
    /// Numbers; NaN is a missing value.
    case numeric([Double])
    case categorical(CategoricalColumn)
  }

  public let name: String
  public let values: Values

  /// Creates a column from typed values.
  public init(name: String, values: Values) {
    self.name = name
    self.values = values
  }

  /// Creates a column of numbers; NaN is a missing value.
  public init(name: String, numbers: [Double]) {
    self.init(name: name, values: .numeric(numbers))
  }

  /// Creates a column of text; `nil` is a missing value.
  public init(name: String, texts: [String?]) {
    self.init(name: name, values: .categorical(CategoricalColumn(texts)))
  }

  /// The number of values, missing ones included.
  public var count: Int {
    switch values {
    case .numeric(let numbers): numbers.count
    case .categorical(let column): column.codes.count
    }
  }

  /// The number of missing values.
  public var missingCount: Int {
    switch values {
    case .numeric(let numbers): numbers.count { $0.isNaN }
    case .categorical(let column): column.codes.count { $0 == CategoricalColumn.missingCode }
    }
  }
}
