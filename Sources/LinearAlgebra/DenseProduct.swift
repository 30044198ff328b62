import COpenBLAS

/// Products on column-major buffers.
///
/// Below `smallWork` multiplications a plain loop is faster than the library's set-up (measured: they meet near order 7).
enum DenseProduct {
  static let smallWork = 350

  /// Whether the factor is used as it lies or turned.
  enum Orientation { case asStored, transposed }

  /// The product of two column-major matrices, each as stored or transposed.
  ///
  /// - Returns: `rowCount * columnCount` elements of op(A) op(B), where `innerCount` is the shared dimension.
  static func product(
    _ left: Matrix, _ leftOrientation: Orientation, _ right: Matrix, _ rightOrientation: Orientation
  ) -> Matrix {
    let (rows, inner) = shape(left, leftOrientation)
    let (rightRows, columns) = shape(right, rightOrientation)
    precondition(inner == rightRows, "product of \(rows) × \(inner) and \(rightRows) × \(columns)")
    if rows * inner * columns <= smallWork {
      return small(left, leftOrientation, right, rightOrientation)
    }
    BLASThreads.prepare()
    let elements = [Double](unsafeUninitializedCapacity: rows * columns) { buffer, count in
      cblas_dgemm(
        CblasColMajor, flag(leftOrientation), flag(rightOrientation), Int32(rows), Int32(columns), Int32(inner), 1,
        left.storage, Int32(max(1, left.rowCount)), right.storage, Int32(max(1, right.rowCount)), 0,
        buffer.baseAddress, Int32(max(1, rows)))
      count = rows * columns
    }
    return Matrix(rowCount: rows, columnCount: columns, elements: elements)
  }

  /// op(A) x for a column-major matrix.
  static func product(_ left: Matrix, _ orientation: Orientation, _ vector: [Double]) -> [Double] {
    product(left, orientation, Matrix(column: vector), .asStored).storage
  }

  private static func small(
    _ left: Matrix, _ leftOrientation: Orientation, _ right: Matrix, _ rightOrientation: Orientation
  ) -> Matrix {
    let (rows, inner) = shape(left, leftOrientation)
    let columns = shape(right, rightOrientation).columns
    let (leftRow, leftInner) = leftOrientation == .asStored ? (1, left.rowCount) : (left.rowCount, 1)
    let (rightInner, rightColumn) = rightOrientation == .asStored ? (1, right.rowCount) : (right.rowCount, 1)
    let elements = left.storage.withUnsafeBufferPointer { a in
      right.storage.withUnsafeBufferPointer { b in
        [Double](unsafeUninitializedCapacity: rows * columns) { c, count in
          for column in 0..<columns {
            for row in 0..<rows {
              var sum = 0.0
              for k in 0..<inner { sum += a[row * leftRow + k * leftInner] * b[k * rightInner + column * rightColumn] }
              c[row + column * rows] = sum
            }
          }
          count = rows * columns
        }
      }
    }
    return Matrix(rowCount: rows, columnCount: columns, elements: elements)
  }

  private static func shape(_ matrix: Matrix, _ orientation: Orientation) -> (rows: Int, columns: Int) {
    orientation == .asStored ? (matrix.rowCount, matrix.columnCount) : (matrix.columnCount, matrix.rowCount)
  }

  private static func flag(_ orientation: Orientation) -> CBLAS_TRANSPOSE {
    orientation == .asStored ? CblasNoTrans : CblasTrans
  }
}
