/// Cochran's Q as a function of the variance between studies: Σ (y − xᵀβ)² / (τ² + v), with β fitted at that variance.
///
/// It falls and is convex in τ², so that Newton's steps from the left never pass the point that is looked for.
struct GeneralizedQ {
  let design: AreaDesign

  private static let stepLimit = 500

  /// Q at one variance between studies, and its derivative.
  func value(at tau2: Double) throws(SmallAreaError) -> (q: Double, slope: Double) {
    let likelihood = try AreaLikelihood(design, modelVariance: tau2)
    var (q, slope) = (0.0, 0.0)
    for (weight, residual) in zip(likelihood.inverseVariances, likelihood.residuals) {
      q += weight * residual * residual
      slope -= weight * weight * residual * residual
    }
    return (q, slope)
  }

  /// The variance at which Q has fallen to a level; 0 when it never was above.
  func variance(at level: Double) throws(SmallAreaError) -> Double {
    var tau2 = 0.0
    for _ in 0..<Self.stepLimit {
      let (q, slope) = try value(at: tau2)
      guard q > level, slope < 0 else { return tau2 }
      let next = tau2 + (level - q) / slope
      guard next - tau2 > 2 * tau2.ulp else { return next }
      tau2 = next
    }
    return tau2
  }
}
