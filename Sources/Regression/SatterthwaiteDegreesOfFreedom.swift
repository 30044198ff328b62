internal import LinearAlgebra

/// Degrees of freedom of CR2 standard errors under independent errors of equal variance.
///
/// For the contrast *c* the variance estimate is a quadratic form with matrix *P*; matching its first two moments to a
/// scaled χ² gives *df = (tr P)² / tr(P²)*. In the notation of `AdjustedCluster`, with *c̃ = Lᵀ c*:
/// *P_gg = c̃ᵀ U λ Uᵀ c̃* and *P_gh = −w_gᵀ w_h* with *w_g = U λ (1 − λ)^−½ Uᵀ c̃*, so that
/// *Σ_gh P_gh² = ‖Σ w wᵀ‖² − Σ (wᵀw)² + Σ P_gg²* costs one *p × p* sum instead of *G²* products.
///
/// - Parameters:
///   - clusters: Every cluster of the fit.
///   - contrasts: Contrasts already multiplied by *Lᵀ*, one per column.
/// - Returns: One value per contrast.
///
/// **Source.** Bell & McCaffrey (2002); Pustejovsky & Tipton (2018), doi:10.1080/07350015.2016.1247004, §3.1.
func satterthwaiteDegreesOfFreedom(clusters: [AdjustedCluster], contrasts: Matrix) -> [Double] {
  let order = contrasts.rowCount
  return (0..<contrasts.columnCount).map { index in
    let contrast = contrasts.column(index)
    var products = [Double](repeating: 0, count: order * order)
    var trace = 0.0
    var diagonalSquares = 0.0
    for cluster in clusters {
      let rotated = cluster.vectors.transposeMultiplied(by: contrast)
      let adjustment = cluster.adjustment(.cr2)
      var own = 0.0
      var weighted = rotated
      for i in 0..<order {
        weighted[i] = cluster.leverages[i] * adjustment[i] * rotated[i]
        if adjustment[i] > 0 { own += cluster.leverages[i] * rotated[i] * rotated[i] }
      }
      let w = cluster.vectors.multiplied(by: weighted)
      var squares = 0.0
      for column in 0..<order {
        squares += w[column] * w[column]
        for row in 0..<order { products[column * order + row] += w[row] * w[column] }
      }
      trace += own
      diagonalSquares += own * own - squares * squares
    }
    let total = products.reduce(diagonalSquares) { $0 + $1 * $1 }
    return total > 0 ? trace * trace / total : .nan
  }
}
