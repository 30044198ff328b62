internal import Findings
internal import LinearAlgebra
internal import Optimization

/// Satterthwaite degrees of freedom of the fixed effects of a mixed model.
///
/// For a contrast *c* with variance *v(φ) = cᵀ Var(β̂) c*, *df = 2 v² / (gᵀ A g)*, where *φ = (θ, log σ)* are the variance
/// parameters, *g* the gradient of *v* and *A = 2 H⁻¹* with *H* the Hessian of the deviance at its minimum. All
/// derivatives are exact. Parameters on their bound are held fixed. A direction
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
  let derivatives = estimate.derivatives
  let information = try DevianceInformation(estimate, derivatives, free: free)
  let phi = estimate.system.factor.inverse()
  return (0..<contrasts.rowCount).map { row in
    let contrast = (0..<contrasts.columnCount).map { contrasts[row, $0] }
    let variance = estimate.residualVariance * phi.quadraticForm(contrast)
    // ∂Φ/∂θ = −Φ (∂XᵀV⁻¹X/∂θ) Φ.
    let turned = phi.multiplied(by: contrast)
    let gradient =
      free.map { -estimate.residualVariance * derivatives.information[$0].quadraticForm(turned) } + [2 * variance]
    let spread = information.variance(of: gradient)
    return spread > 0 ? 2 * variance * variance / spread : .nan
  }
}
