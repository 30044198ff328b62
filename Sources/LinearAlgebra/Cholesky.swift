import COpenBLAS
import Glibc

/// The Cholesky factorisation A = LLᵀ of a symmetric positive definite matrix.
public struct Cholesky: Sendable, Equatable {
  /// The lower triangular factor L; zeros above the diagonal.
  public let lower: Matrix

  /// Factors a matrix.
  ///
  /// - Throws: `.notFinite` on NaN or infinity, `.notPositiveDefinite` with the order of the first minor that is not
  ///   positive.
  /// - Complexity: O(*p*³).
  public init(_ matrix: SymmetricMatrix) throws(LinearAlgebraError) {
    guard matrix.isFinite else { throw .notFinite }
    var factor = matrix.asMatrix
    let order = matrix.order
    let failedMinor = factor.storage.withUnsafeMutableBufferPointer { a in
      Self.factorInPlace(a, order: order)
    }
    guard failedMinor == 0 else { throw .notPositiveDefinite(leadingMinor: failedMinor) }
    lower = factor
  }

  /// Number of rows of A.
  public var order: Int { lower.rowCount }

  /// The logarithm of the determinant of A.
  public var logDeterminant: Double {
    2 * (0..<order).reduce(0) { $0 + log(lower[$1, $1]) }
  }

  /// The solution x of Ax = b.
  public func solve(_ rightSide: [Double]) -> [Double] {
    solve(Matrix(column: rightSide)).elements
  }

  /// The solution X of AX = B.
  public func solve(_ rightSide: Matrix) -> Matrix {
    substituted(substituted(rightSide, .forward), .backward)
  }

  /// The solution x of Lx = b.
  public func solveLower(_ rightSide: [Double]) -> [Double] {
    solveLower(Matrix(column: rightSide)).elements
  }

  /// The solution X of LX = B.
  public func solveLower(_ rightSide: Matrix) -> Matrix { substituted(rightSide, .forward) }

  /// The solution X of LᵀX = B.
  public func solveLowerTransposed(_ rightSide: Matrix) -> Matrix { substituted(rightSide, .backward) }

  /// The inverse of A.
  public func inverse() -> SymmetricMatrix {
    let inverseFactor = solveLower(.identity(order))
    return .gram(inverseFactor)
  }

  private enum Direction { case forward, backward }

  private func substituted(_ rightSide: Matrix, _ direction: Direction) -> Matrix {
    precondition(rightSide.rowCount == order, "\(rightSide.rowCount) rows on the right of order \(order)")
    var solution = rightSide
    BLASThreads.prepare()
    solution.storage.withUnsafeMutableBufferPointer { b in
      cblas_dtrsm(
        CblasColMajor, CblasLeft, CblasLower, direction == .forward ? CblasNoTrans : CblasTrans, CblasNonUnit,
        Int32(order), Int32(rightSide.columnCount), 1, lower.storage, Int32(max(1, order)), b.baseAddress,
        Int32(max(1, order)))
    }
    return solution
  }

  /// Overwrites A with L; returns the order of the first non-positive minor, or 0.
  private static func factorInPlace(_ a: UnsafeMutableBufferPointer<Double>, order: Int) -> Int {
    BLASThreads.prepare()
    let minor = LAPACKE_dpotrf_work(
      Int32(LAPACK_COL_MAJOR), LAPACKFlag.lower, Int32(order), a.baseAddress, Int32(max(1, order)))
    for column in 0..<order {
      for row in 0..<column { a[row + column * order] = 0 }
    }
    return Int(minor)
  }
}
