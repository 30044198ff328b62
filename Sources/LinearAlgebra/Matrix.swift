/// A dense matrix of doubles, stored column by column.
///
/// Element (row, column) lies at `row + column * rowCount`. Missing values have no place here: the operations pass
/// NaN on, the factorisations refuse it.
public struct Matrix: Sendable, Equatable {
  /// Number of rows.
  public let rowCount: Int
  /// Number of columns.
  public let columnCount: Int
  @usableFromInline var storage: [Double]

  /// Creates a matrix of zeros.
  public init(rowCount: Int, columnCount: Int) {
    self.init(
      rowCount: rowCount, columnCount: columnCount, elements: [Double](repeating: 0, count: rowCount * columnCount))
  }

  /// Creates a matrix from its elements.
  ///
  /// - Parameters:
  ///   - rowCount: Number of rows.
  ///   - columnCount: Number of columns.
  ///   - elements: `rowCount * columnCount` values, column by column.
  public init(rowCount: Int, columnCount: Int, elements: [Double]) {
    precondition(
      elements.count == rowCount * columnCount,
      "\(elements.count) elements for a \(rowCount) × \(columnCount) matrix")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.storage = elements
  }

  /// Creates a matrix with one column.
  public init(column: [Double]) {
    self.init(rowCount: column.count, columnCount: 1, elements: column)
  }

  /// The square matrix with ones on the diagonal.
  public static func identity(_ order: Int) -> Matrix {
    var result = Matrix(rowCount: order, columnCount: order)
    for index in 0..<order { result[index, index] = 1 }
    return result
  }

  /// All elements, column by column.
  @inlinable public var elements: [Double] { storage }

  /// The element in the given row and column, both counted from 0.
  @inlinable public subscript(row: Int, column: Int) -> Double {
    get {
      assert(row < rowCount && column < columnCount, "(\(row), \(column)) outside \(rowCount) × \(columnCount)")
      return storage[row + column * rowCount]
    }
    set {
      assert(row < rowCount && column < columnCount, "(\(row), \(column)) outside \(rowCount) × \(columnCount)")
      storage[row + column * rowCount] = newValue
    }
  }

  /// Gives direct access to the elements, column by column, for loops that must be fast.
  @inlinable public mutating func withUnsafeMutableElements<Result>(
    _ body: (UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    storage.withUnsafeMutableBufferPointer { body($0) }
  }

  /// The values of one column.
  public func column(_ index: Int) -> [Double] {
    Array(storage[index * rowCount..<(index + 1) * rowCount])
  }

  /// The matrix made of the named columns, in the order given.
  public func selectingColumns(_ indices: [Int]) -> Matrix {
    var selected: [Double] = []
    selected.reserveCapacity(rowCount * indices.count)
    for index in indices { selected += storage[index * rowCount..<(index + 1) * rowCount] }
    return Matrix(rowCount: rowCount, columnCount: indices.count, elements: selected)
  }

  /// The matrix with rows and columns exchanged.
  public func transposed() -> Matrix {
    var result = Matrix(rowCount: columnCount, columnCount: rowCount)
    for column in 0..<columnCount {
      for row in 0..<rowCount { result.storage[column + row * columnCount] = storage[row + column * rowCount] }
    }
    return result
  }

  /// Whether no element is NaN or infinite.
  public var isFinite: Bool { storage.allSatisfy(\.isFinite) }
}

extension Matrix: Codable {
  private enum CodingKeys: String, CodingKey { case rowCount, columnCount, elements }

  /// Reads a matrix; element counts that do not fit the shape are a `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let rowCount = try container.decode(Int.self, forKey: .rowCount)
    let columnCount = try container.decode(Int.self, forKey: .columnCount)
    let elements = try container.decode([Double].self, forKey: .elements)
    let (size, overflow) = rowCount.multipliedReportingOverflow(by: columnCount)
    guard rowCount >= 0, columnCount >= 0, !overflow, elements.count == size else {
      throw DecodingError.dataCorruptedError(
        forKey: .elements, in: container,
        debugDescription: "\(elements.count) elements for a \(rowCount) × \(columnCount) matrix")
    }
    self.init(rowCount: rowCount, columnCount: columnCount, elements: elements)
  }

  /// Writes shape and elements, column by column.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rowCount, forKey: .rowCount)
    try container.encode(columnCount, forKey: .columnCount)
    try container.encode(storage, forKey: .elements)
  }
}
