internal import Findings
internal import LinearAlgebra
internal import Optimization

/// Satterthwaite degrees of freedom of the fixed effects of a mixed model.
///
/// For a contrast *c* with variance *v(φ) = cᵀ Var(β̂) c*, *df = 2 v² / (gᵀ A g)*, where *φ = (θ, log σ)* are the variance
/// parameters, *g* the gradient of *v* and *A = 2 H⁻¹* with *H* the Hessian of the deviance at its minimum. log σ enters in
/// closed form; θ by Richardson extrapolation, good to about 1e-8. Parameters on their bound are held fixed. A direction
/// in which the deviance is flat counts as all but unknown: a contrast whose variance depends on it gets degrees of
/// freedom near 0, and so no test, where leaving the direction out would call an unknown variance known.
///
/// - Parameters:
///   - estimate: The variance parameters at the optimum.
///   - contrasts: One contrast per row, over the coefficients about the centre.
/// - Returns: One value per contrast; NaN where it has none.
/// - Throws: `EstimationError.singularSystem` when the Hessian is not a number.
///
/// **Source.** Giesbrecht & Burns (1985), doi:10.2307/2530872; Kuznetsova, Brockhoff & Christensen (2017),
/// doi:10.18637/jss.v082.i13, §2.
func satterthwaiteDegreesOfFreedom(
  _ estimate: VarianceEstimate, contrasts: Matrix
) throws(EstimationError) -> [Double] {
  let free = estimate.parameters.free(estimate.theta)
  guard estimate.hasResidual else { return [Double](repeating: .nan, count: contrasts.rowCount) }
  let rows = contrasts.transposed()
  let relative = relativeVariances(estimate, at: estimate.theta, contrasts: rows)
  let gradients = relativeGradients(estimate, free: free, contrasts: rows)
  let information = try DevianceInformation(estimate, free: free)
  return relative.indices.map { index in
    let variance = estimate.residualVariance * relative[index]
    let gradient = free.indices.map { estimate.residualVariance * gradients[index, $0] } + [2 * variance]
    let spread = information.variance(of: gradient)
    return spread > 0 ? 2 * variance * variance / spread : .nan
  }
}

/// *cᵀ (XᵀV⁻¹X)⁻¹ c* for unit residual variance, for each column of `contrasts`.
private func relativeVariances(_ estimate: VarianceEstimate, at theta: [Double], contrasts: Matrix) -> [Double] {
  guard let system = try? estimate.deviance.system(theta: theta) else {
    return [Double](repeating: .nan, count: contrasts.columnCount)
  }
  let half = system.factor.solveLower(contrasts)
  return (0..<contrasts.columnCount).map { half.column($0).reduce(0) { $0 + $1 * $1 } }
}

/// First derivatives of the relative variances, contrasts × the free part of θ.
private func relativeGradients(_ estimate: VarianceEstimate, free: [Int], contrasts: Matrix) -> Matrix {
  NumericalDerivatives.jacobian(
    of: { values in
      relativeVariances(estimate, at: estimate.theta.replacing(free, by: values), contrasts: contrasts)
    }, at: free.map { estimate.theta[$0] })
}
