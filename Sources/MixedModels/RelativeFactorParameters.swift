/// The parameter vector θ: the lower triangles of the relative covariance factors, factor after factor, by columns.
struct RelativeFactorParameters: Sendable {
  /// Columns of each grouping factor's random effects.
  let sizes: [Int]

  /// Positions of θ that lie on a diagonal, in order.
  var diagonal: [Bool] {
    sizes.flatMap { size in (0..<size).flatMap { column in (column..<size).map { $0 == column } } }
  }

  /// The identity: random effects as variable as the residual, and uncorrelated.
  var start: [Double] { diagonal.map { $0 ? 1 : 0 } }

  /// 0 for the one parameter of a factor with one random effect; none elsewhere.
  ///
  /// Turning the sign of a column of *Λ* leaves *Λ Λᵀ* as it is. With several columns a bound at 0 on the diagonal would
  /// therefore put walls across the valleys that lead to the minimum, and minima where there are none.
  var lowerBounds: [Double] {
    sizes.flatMap { [Double](repeating: $0 == 1 ? 0 : -.infinity, count: $0 * ($0 + 1) / 2) }
  }

  /// The relative standard deviation below which a diagonal counts as 0, as in lme4's test for a singular fit.
  static let boundaryTolerance = 1e-4

  /// Positions of θ that are not a diagonal at 0.
  func free(_ theta: [Double]) -> [Int] {
    zip(theta, diagonal).enumerated().filter { !$1.1 || abs($1.0) > Self.boundaryTolerance }.map(\.offset)
  }

  /// *Λ Λᵀ* of each grouping factor, column-major: the covariance of its random effects relative to the residual variance.
  func relativeCovariances(_ theta: [Double]) -> [[Double]] {
    zip(relativeFactors(theta, sizes: sizes), sizes).map { factor, size in
      (0..<size * size).map { element in
        let (row, column) = (element % size, element / size)
        return (0...min(row, column)).reduce(0) { $0 + factor[$1 * size + row] * factor[$1 * size + column] }
      }
    }
  }
}
