/// Why a factorisation or a solution does not exist.
public enum LinearAlgebraError: Error, Equatable, Sendable {
  /// The leading minor of this order (counted from 1) is not positive.
  case notPositiveDefinite(leadingMinor: Int)
  /// Only `rank` of the `order` columns are linearly independent.
  case singular(rank: Int, order: Int)
  /// An iteration stopped before it converged; the LAPACK routine is named.
  case notConverged(routine: String)
  /// The input holds a NaN or an infinity.
  case notFinite
}
