import COpenBLAS
import Glibc

/// The Cholesky factorisation A = LLᵀ of a symmetric positive definite matrix.
///
/// Orders up to 16 are factored and solved by plain loops, larger ones by LAPACK.
public struct Cholesky: Sendable, Equatable {
  /// The lower triangular factor L; zeros above the diagonal.
  public let lower: Matrix

  private static let smallOrder = 16

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
      order <= Self.smallOrder ? Self.factorInPlace(a, order: order) : Self.factorByLAPACK(a, order: order)
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
    if order <= Self.smallOrder {
      substituteInPlace(&solution, direction)
      return solution
    }
    BLASThreads.prepare()
    solution.storage.withUnsafeMutableBufferPointer { b in
      cblas_dtrsm(
        CblasColMajor, CblasLeft, CblasLower, direction == .forward ? CblasNoTrans : CblasTrans, CblasNonUnit,
        Int32(order), Int32(rightSide.columnCount), 1, lower.storage, Int32(order), b.baseAddress, Int32(order))
    }
    return solution
  }

  private func substituteInPlace(_ solution: inout Matrix, _ direction: Direction) {
    let order = order
    let columnCount = solution.columnCount
    lower.storage.withUnsafeBufferPointer { l in
      solution.storage.withUnsafeMutableBufferPointer { b in
        for column in 0..<columnCount {
          let x = UnsafeMutableBufferPointer(rebasing: b[column * order..<(column + 1) * order])
          switch direction {
          case .forward:
            for pivot in 0..<order {
              x[pivot] /= l[pivot + pivot * order]
              for row in (pivot + 1)..<max(order, pivot + 1) { x[row] -= l[row + pivot * order] * x[pivot] }
            }
          case .backward:
            for pivot in (0..<order).reversed() {
              for row in (pivot + 1)..<max(order, pivot + 1) { x[pivot] -= l[row + pivot * order] * x[row] }
              x[pivot] /= l[pivot + pivot * order]
            }
          }
        }
      }
    }
  }

  /// Overwrites A with L; returns the order of the first non-positive minor, or 0.
  private static func factorInPlace(_ a: UnsafeMutableBufferPointer<Double>, order: Int) -> Int {
    for pivot in 0..<order {
      let pivotSquared = a[pivot + pivot * order]
      guard pivotSquared > 0 else { return pivot + 1 }
      let diagonal = pivotSquared.squareRoot()
      a[pivot + pivot * order] = diagonal
      for row in 0..<pivot { a[row + pivot * order] = 0 }
      guard pivot + 1 < order else { break }
      for row in (pivot + 1)..<order { a[row + pivot * order] /= diagonal }
      for column in (pivot + 1)..<order {
        let multiplier = a[column + pivot * order]
        for row in column..<order { a[row + column * order] -= a[row + pivot * order] * multiplier }
      }
    }
    return 0
  }

  private static func factorByLAPACK(_ a: UnsafeMutableBufferPointer<Double>, order: Int) -> Int {
    BLASThreads.prepare()
    let minor = LAPACKE_dpotrf_work(Int32(LAPACK_COL_MAJOR), 0x4C, Int32(order), a.baseAddress, Int32(order))
    for column in 0..<order {
      for row in 0..<column { a[row + column * order] = 0 }
    }
    return Int(minor)
  }
}
