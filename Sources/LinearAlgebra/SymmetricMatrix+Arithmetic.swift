import COpenBLAS

extension SymmetricMatrix {
  /// The cross-product XᵀX.
  ///
  /// - Parameter x: Observations × columns.
  /// - Returns: A columns × columns matrix.
  public static func gram(_ x: Matrix) -> SymmetricMatrix {
    let order = x.columnCount
    if order * order * x.rowCount <= DenseProduct.smallWork {
      return SymmetricMatrix(order: order, elements: x.transposeMultiplied(by: x).elements)
    }
    BLASThreads.prepare()
    var result = SymmetricMatrix(order: order)
    result.storage.withUnsafeMutableBufferPointer { c in
      cblas_dsyrk(
        CblasColMajor, CblasLower, CblasTrans, Int32(order), Int32(x.rowCount), 1, x.storage,
        Int32(max(1, x.rowCount)), 0, c.baseAddress, Int32(max(1, order)))
    }
    result.mirrorLowerTriangle()
    return result
  }

  /// Adds the cross-product XᵀX in place.
  ///
  /// - Parameters:
  ///   - columns: The columns of X one after the other, each with room for `stride` rows.
  ///   - rowCount: The rows that count, from the first; at most `stride`.
  ///   - stride: Room of a column.
  public mutating func addGram(columns: UnsafeBufferPointer<Double>, rowCount: Int, stride: Int) {
    precondition(
      rowCount <= stride && columns.count >= order * stride,
      "\(columns.count) elements for \(order) columns of \(rowCount) rows \(stride) apart")
    BLASThreads.prepare()
    let order = order
    storage.withUnsafeMutableBufferPointer { c in
      cblas_dsyrk(
        CblasColMajor, CblasLower, CblasTrans, Int32(order), Int32(rowCount), 1, columns.baseAddress,
        Int32(max(1, stride)), 1, c.baseAddress, Int32(max(1, order)))
    }
    mirrorLowerTriangle()
  }

  /// The product Ax.
  public func multiplied(by vector: [Double]) -> [Double] { asMatrix.multiplied(by: vector) }

  /// The product AB.
  public func multiplied(by other: Matrix) -> Matrix { asMatrix.multiplied(by: other) }

  /// The number xᵀAx.
  public func quadraticForm(_ x: [Double]) -> Double {
    zip(multiplied(by: x), x).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The matrix BᵀAB, of order `b.columnCount`.
  public func congruence(_ b: Matrix) -> SymmetricMatrix {
    SymmetricMatrix(symmetrizing: b.transposeMultiplied(by: multiplied(by: b)))
  }

  /// The sum, element by element.
  public static func + (left: SymmetricMatrix, right: SymmetricMatrix) -> SymmetricMatrix {
    var result = left
    result += right
    return result
  }

  /// The difference, element by element.
  public static func - (left: SymmetricMatrix, right: SymmetricMatrix) -> SymmetricMatrix {
    precondition(left.order == right.order, "order \(left.order) with order \(right.order)")
    var result = left
    for index in result.storage.indices { result.storage[index] -= right.storage[index] }
    return result
  }

  /// Adds the other matrix in place.
  public static func += (left: inout SymmetricMatrix, right: SymmetricMatrix) {
    precondition(left.order == right.order, "order \(left.order) with order \(right.order)")
    for index in left.storage.indices { left.storage[index] += right.storage[index] }
  }

  /// Every element times the factor.
  public static func * (factor: Double, matrix: SymmetricMatrix) -> SymmetricMatrix {
    var result = matrix
    for index in result.storage.indices { result.storage[index] *= factor }
    return result
  }

  /// Every element times the factor.
  public static func * (matrix: SymmetricMatrix, factor: Double) -> SymmetricMatrix { factor * matrix }
}
