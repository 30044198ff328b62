/// A dense symmetric matrix; both triangles are stored and always equal.
public struct SymmetricMatrix: Sendable, Equatable {
  /// Number of rows, and of columns.
  public let order: Int
  @usableFromInline var storage: [Double]

  /// Creates a matrix of zeros.
  public init(order: Int) {
    self.order = order
    self.storage = [Double](repeating: 0, count: order * order)
  }

  /// Creates a matrix from its elements; the lower triangle is read and copied into the upper one.
  ///
  /// - Parameters:
  ///   - order: Number of rows and columns.
  ///   - elements: `order * order` values, column by column; those above the diagonal are ignored.
  public init(order: Int, elements: [Double]) {
    precondition(elements.count == order * order, "\(elements.count) elements for order \(order)")
    self.order = order
    self.storage = elements
    mirrorLowerTriangle()
  }

  /// Creates the matrix (A + Aᵀ) / 2.
  public init(symmetrizing matrix: Matrix) {
    precondition(
      matrix.rowCount == matrix.columnCount, "a \(matrix.rowCount) × \(matrix.columnCount) matrix is not square")
    self.init(order: matrix.rowCount)
    for column in 0..<order {
      for row in column..<order { self[row, column] = 0.5 * (matrix[row, column] + matrix[column, row]) }
    }
  }

  /// Creates a matrix that is zero off its diagonal.
  public init(diagonal: [Double]) {
    self.init(order: diagonal.count)
    for (index, value) in diagonal.enumerated() { self[index, index] = value }
  }

  /// The matrix with ones on the diagonal.
  public static func identity(_ order: Int) -> SymmetricMatrix {
    SymmetricMatrix(diagonal: [Double](repeating: 1, count: order))
  }

  /// All elements, column by column.
  @inlinable public var elements: [Double] { storage }

  /// The element in the given row and column; setting it sets its mirror image too.
  @inlinable public subscript(row: Int, column: Int) -> Double {
    get {
      assert(row < order && column < order, "(\(row), \(column)) outside order \(order)")
      return storage[row + column * order]
    }
    set {
      assert(row < order && column < order, "(\(row), \(column)) outside order \(order)")
      storage[row + column * order] = newValue
      storage[column + row * order] = newValue
    }
  }

  /// The same elements as a general matrix.
  public var asMatrix: Matrix { Matrix(rowCount: order, columnCount: order, elements: storage) }

  /// The diagonal.
  public var diagonal: [Double] { (0..<order).map { storage[$0 * (order + 1)] } }

  /// The sum of the diagonal.
  public var trace: Double { diagonal.reduce(0, +) }

  /// Whether no element is NaN or infinite.
  public var isFinite: Bool { storage.allSatisfy(\.isFinite) }

  /// The rows and columns named, in the order given.
  public func submatrix(_ indices: [Int]) -> SymmetricMatrix {
    var result = SymmetricMatrix(order: indices.count)
    for (column, sourceColumn) in indices.enumerated() {
      for (row, sourceRow) in indices.enumerated() {
        result.storage[row + column * indices.count] = storage[sourceRow + sourceColumn * order]
      }
    }
    return result
  }

  mutating func mirrorLowerTriangle() {
    let order = order
    storage.withUnsafeMutableBufferPointer { a in
      for column in 0..<order {
        for row in 0..<column { a[row + column * order] = a[column + row * order] }
      }
    }
  }
}

extension SymmetricMatrix: Codable {
  private enum CodingKeys: String, CodingKey { case order, elements }

  /// Reads a matrix; an element count that does not fit the order is a `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let order = try container.decode(Int.self, forKey: .order)
    let elements = try container.decode([Double].self, forKey: .elements)
    let (size, overflow) = order.multipliedReportingOverflow(by: order)
    guard order >= 0, !overflow, elements.count == size else {
      throw DecodingError.dataCorruptedError(
        forKey: .elements, in: container, debugDescription: "\(elements.count) elements for order \(order)")
    }
    self.init(order: order, elements: elements)
  }

  /// Writes the order and both triangles, column by column.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(order, forKey: .order)
    try container.encode(storage, forKey: .elements)
  }
}
