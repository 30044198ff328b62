internal import LinearAlgebra

/// Degrees of freedom η of the approximate Hotelling T² test of several contrasts, by Zhang's matching of total variance.
///
/// The cluster-robust covariance of the contrasts, scaled to have expectation *I* under independent errors of equal
/// variance, is taken for a Wishart matrix with η degrees of freedom whose elements have the same total variance. With
/// the scores *z_g* of the clusters and *P_gh = E z_g z_hᵀ*, that is
/// *η = q(q + 1) / Σ_gh [(tr P_gh)² + tr(P_gh P_gh)]*. As for one contrast, *P_gh = −V_gᵀV_h* off the diagonal, so that the
/// double sum needs only *T_st = Σ_g v_gs v_gtᵀ* for pairs of contrasts, not *G²* products.
///
/// - Parameters:
///   - clusters: Every cluster of the fit.
///   - contrasts: *q* independent contrasts already multiplied by *Lᵀ*, one per column.
///   - correction: How the residuals are adjusted.
/// - Returns: η; `nil` when the expected covariance of the contrasts is singular. For one contrast it is Satterthwaite's
///   value.
/// - Complexity: O(*G p² q²*).
///
/// **Source.** Pustejovsky & Tipton (2018), doi:10.1080/07350015.2016.1247004, §3.2, after Zhang (2012).
func hotellingDegreesOfFreedom(
  clusters: [AdjustedCluster], contrasts: Matrix, correction: ClusterRobustCovariance.Correction
) -> Double? {
  let count = contrasts.columnCount
  guard let scaled = contrastsOfUnitExpectation(clusters, contrasts, correction) else { return nil }
  var spreads = [Matrix](
    repeating: Matrix(rowCount: contrasts.rowCount, columnCount: clusters.count), count: count)
  var total = 0.0
  for (position, cluster) in clusters.enumerated() {
    let spread = cluster.spread(of: scaled, correction)
    for contrast in 0..<count {
      for row in 0..<contrasts.rowCount { spreads[contrast][row, position] = spread[row, contrast] }
    }
    total += pairSum(cluster.expectation(of: scaled, correction)) - pairSum(.gram(spread))
  }
  for first in 0..<count {
    for second in 0...first {
      let products = spreads[first].multipliedByTranspose(of: spreads[second])
      total += (first == second ? 1 : 2) * pairSum(products)
    }
  }
  return total > 0 ? Double(count * (count + 1)) / total : nil
}

extension AdjustedCluster {
  /// *P_gg*: the expectation of this cluster's part of the contrasts' covariance.
  fileprivate func expectation(
    of contrasts: Matrix, _ correction: ClusterRobustCovariance.Correction
  ) -> SymmetricMatrix {
    let factors = zip(leverages, adjustment(correction)).map { ($0 * (1 - $0)).squareRoot() * $1 }
    return .gram(scalingRows(vectors.transposeMultiplied(by: contrasts), by: factors))
  }

  /// *V_g*, of which *P_gh = −V_gᵀV_h* for two clusters.
  fileprivate func spread(of contrasts: Matrix, _ correction: ClusterRobustCovariance.Correction) -> Matrix {
    let factors = zip(leverages, adjustment(correction)).map { $0 * $1 }
    return vectors.multiplied(by: scalingRows(vectors.transposeMultiplied(by: contrasts), by: factors))
  }
}

/// The contrasts turned so that the expectation *Ω* of their covariance becomes *I*; `nil` when *Ω* is singular.
private func contrastsOfUnitExpectation(
  _ clusters: [AdjustedCluster], _ contrasts: Matrix, _ correction: ClusterRobustCovariance.Correction
) -> Matrix? {
  var expectation = SymmetricMatrix(order: contrasts.columnCount)
  for cluster in clusters { expectation += cluster.expectation(of: contrasts, correction) }
  guard let factor = expectation.positiveDefiniteFactor else { return nil }
  return factor.solveLower(contrasts.transposed()).transposed()
}

extension SymmetricMatrix {
  /// The Cholesky factor; `nil` when a row depends on others but for rounding, whatever the units.
  var positiveDefiniteFactor: Cholesky? {
    independentColumns().count == order ? try? Cholesky(self) : nil
  }
}

/// *Σ a_ij² + Σ a_ij a_ji*: for *P_gh* summed over pairs of contrasts or pairs of clusters, which is the same sum.
private func pairSum(_ matrix: Matrix) -> Double {
  var sum = 0.0
  for column in 0..<matrix.columnCount {
    for row in 0..<matrix.rowCount { sum += matrix[row, column] * (matrix[row, column] + matrix[column, row]) }
  }
  return sum
}

/// *(tr P)² + tr(P P)* of a cluster's own block.
private func pairSum(_ own: SymmetricMatrix) -> Double {
  own.trace * own.trace + own.elements.reduce(0) { $0 + $1 * $1 }
}

private func scalingRows(_ matrix: Matrix, by factors: [Double]) -> Matrix {
  var result = matrix
  for column in 0..<matrix.columnCount {
    for row in 0..<matrix.rowCount { result[row, column] *= factors[row] }
  }
  return result
}
