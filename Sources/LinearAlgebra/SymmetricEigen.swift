import COpenBLAS

/// The eigenvalues and eigenvectors A = V diag(values) Vᵀ of a symmetric matrix.
public struct SymmetricEigen: Sendable, Equatable {
  /// Eigenvalues, ascending.
  public let values: [Double]
  /// Orthonormal eigenvectors, one per column, in the order of `values`.
  public let vectors: Matrix

  /// Decomposes a matrix by LAPACK's `dsyevd`.
  ///
  /// - Throws: `.notFinite` on NaN or infinity, `.notConverged` when the iteration fails.
  /// - Complexity: O(*p*³).
  public init(_ matrix: SymmetricMatrix) throws(LinearAlgebraError) {
    guard matrix.isFinite else { throw .notFinite }
    BLASThreads.prepare()
    var basis = matrix.asMatrix
    var eigenvalues = [Double](repeating: 0, count: matrix.order)
    guard Self.decompose(&basis, &eigenvalues) == 0 else { throw .notConverged(routine: "dsyevd") }
    values = eigenvalues
    vectors = basis
  }

  /// The matrix V diag(f(values)) Vᵀ, for example the symmetric square root or a pseudo-inverse.
  public func applying(_ function: (Double) -> Double) -> SymmetricMatrix {
    let order = values.count
    var scaled = vectors
    for column in 0..<order {
      let factor = function(values[column])
      for row in 0..<order { scaled.storage[row + column * order] *= factor }
    }
    return SymmetricMatrix(order: order, elements: scaled.multipliedByTranspose(of: vectors).elements)
  }

  /// Overwrites the matrix with its eigenvectors; returns LAPACK's status.
  private static func decompose(_ basis: inout Matrix, _ eigenvalues: inout [Double]) -> Int32 {
    let order = basis.rowCount
    let workSize = 1 + 6 * order + 2 * order * order
    let integerWorkSize = 3 + 5 * order
    return basis.storage.withUnsafeMutableBufferPointer { a in
      eigenvalues.withUnsafeMutableBufferPointer { w in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: workSize) { work in
          withUnsafeTemporaryAllocation(of: Int32.self, capacity: integerWorkSize) { integerWork in
            LAPACKE_dsyevd_work(
              Int32(LAPACK_COL_MAJOR), LAPACKFlag.withVectors, LAPACKFlag.lower, Int32(order), a.baseAddress,
              Int32(max(1, order)), w.baseAddress,
              work.baseAddress, Int32(workSize), integerWork.baseAddress, Int32(integerWorkSize))
          }
        }
      }
    }
  }
}
