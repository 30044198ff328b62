import COpenBLAS

/// The QR factorisation with column pivoting, which shows the rank of a matrix and solves least squares.
///
/// Columns are scaled to unit length first, so neither the rank nor the order of the pivots depends on units.
public struct PivotedQR: Sendable {
  /// Number of linearly independent columns.
  public let rank: Int
  /// Original column indices in the order in which they were taken; the first `rank` are independent.
  public let pivots: [Int]

  private let factors: Matrix  // R above and on the diagonal, reflectors below
  private let reflectorScales: [Double]
  private let columnLengths: [Double]

  /// Factors a matrix.
  ///
  /// - Parameters:
  ///   - matrix: Observations × columns.
  ///   - relativeTolerance: A column counts as dependent when what the earlier ones leave of it is at most this share
  ///     of its length.
  /// - Throws: `.notFinite` on NaN or infinity.
  /// - Complexity: O(*n p*²).
  public init(_ matrix: Matrix, relativeTolerance: Double = 1e-10) throws(LinearAlgebraError) {
    guard matrix.isFinite else { throw .notFinite }
    BLASThreads.prepare()
    columnLengths = (0..<matrix.columnCount).map { cblas_dnrm2(Int32(matrix.rowCount), matrix.column($0), 1) }
    var scaled = matrix
    for (column, length) in columnLengths.enumerated() where length > 0 {
      for row in 0..<matrix.rowCount { scaled[row, column] /= length }
    }
    let diagonalCount = min(matrix.rowCount, matrix.columnCount)
    var pivoting = [Int32](repeating: 0, count: matrix.columnCount)
    var scales = [Double](repeating: 0, count: diagonalCount)
    let status = LAPACKE_dgeqp3(
      Int32(LAPACK_COL_MAJOR), Int32(matrix.rowCount), Int32(matrix.columnCount), &scaled.storage,
      Int32(max(1, matrix.rowCount)), &pivoting, &scales)
    guard status == 0 else { throw .notConverged(routine: "dgeqp3") }
    factors = scaled
    reflectorScales = scales
    pivots = pivoting.map { Int($0) - 1 }
    rank = (0..<diagonalCount).prefix { abs(scaled[$0, $0]) > relativeTolerance }.count
  }

  /// The coefficients that minimise the sum of squared residuals.
  ///
  /// - Parameter response: One value per row.
  /// - Returns: One coefficient per column, in the original order.
  /// - Throws: `.singular` when the columns are dependent, `.notFinite` when the response holds NaN or infinity.
  public func leastSquares(_ response: [Double]) throws(LinearAlgebraError) -> [Double] {
    precondition(response.count == factors.rowCount, "\(response.count) values for \(factors.rowCount) rows")
    let columnCount = factors.columnCount
    guard rank == columnCount else { throw .singular(rank: rank, order: columnCount) }
    guard response.allSatisfy(\.isFinite) else { throw .notFinite }
    let rotated = try rotatedResponse(response)
    var coefficients = [Double](repeating: 0, count: columnCount)
    for row in (0..<columnCount).reversed() {
      var value = rotated[row]
      for column in (row + 1)..<max(columnCount, row + 1) {
        value -= factors[row, column] * coefficients[pivots[column]]
      }
      coefficients[pivots[row]] = value / factors[row, row]
    }
    return zip(coefficients, columnLengths).map { $0 / $1 }
  }

  /// Qᵀ times the response.
  private func rotatedResponse(_ response: [Double]) throws(LinearAlgebraError) -> [Double] {
    var rotated = response
    let rowCount = Int32(factors.rowCount)
    let status = LAPACKE_dormqr(
      Int32(LAPACK_COL_MAJOR), LAPACKFlag.left, LAPACKFlag.transposed, rowCount, 1, Int32(reflectorScales.count),
      factors.storage,
      max(1, rowCount), reflectorScales, &rotated, max(1, rowCount))
    guard status == 0 else { throw .notConverged(routine: "dormqr") }
    return rotated
  }
}
