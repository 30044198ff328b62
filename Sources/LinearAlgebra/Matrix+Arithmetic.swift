extension Matrix {
  /// The product AB.
  public func multiplied(by other: Matrix) -> Matrix {
    DenseProduct.product(self, .asStored, other, .asStored)
  }

  /// The product Ax.
  public func multiplied(by vector: [Double]) -> [Double] {
    DenseProduct.product(self, .asStored, vector)
  }

  /// The product AᵀB, without forming Aᵀ.
  public func transposeMultiplied(by other: Matrix) -> Matrix {
    DenseProduct.product(self, .transposed, other, .asStored)
  }

  /// The product Aᵀx, without forming Aᵀ.
  public func transposeMultiplied(by vector: [Double]) -> [Double] {
    DenseProduct.product(self, .transposed, vector)
  }

  /// The product ABᵀ, without forming Bᵀ.
  public func multipliedByTranspose(of other: Matrix) -> Matrix {
    DenseProduct.product(self, .asStored, other, .transposed)
  }

  /// The sum, element by element.
  public static func + (left: Matrix, right: Matrix) -> Matrix {
    left.combined(with: right, +)
  }

  /// The difference, element by element.
  public static func - (left: Matrix, right: Matrix) -> Matrix {
    left.combined(with: right, -)
  }

  /// Every element times the factor.
  public static func * (factor: Double, matrix: Matrix) -> Matrix {
    var result = matrix
    for index in result.storage.indices { result.storage[index] *= factor }
    return result
  }

  /// Every element times the factor.
  public static func * (matrix: Matrix, factor: Double) -> Matrix { factor * matrix }

  private func combined(with other: Matrix, _ operation: (Double, Double) -> Double) -> Matrix {
    precondition(
      rowCount == other.rowCount && columnCount == other.columnCount,
      "\(rowCount) × \(columnCount) with \(other.rowCount) × \(other.columnCount)")
    var result = self
    for index in result.storage.indices {
      result.storage[index] = operation(result.storage[index], other.storage[index])
    }
    return result
  }
}
