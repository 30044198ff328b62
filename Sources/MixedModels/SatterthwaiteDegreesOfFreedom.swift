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
  let sigma = estimate.residualVariance.squareRoot()
  guard estimate.hasResidual else { return [Double](repeating: .nan, count: contrasts.rowCount) }
  let rows = contrasts.transposed()
  let relative = relativeVariances(estimate, at: estimate.theta, contrasts: rows)
  let derivatives = thetaDerivatives(estimate, free: free, contrasts: rows)
  let information = try DevianceInformation(estimate, sigma: sigma, free: free, squares: derivatives.squares)
  return relative.indices.map { index in
    let variance = estimate.residualVariance * relative[index]
    let gradient =
      free.indices.map { estimate.residualVariance * derivatives.variances[index, $0] } + [2 * variance]
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

/// First derivatives with respect to the free part of θ.
private struct ThetaDerivatives {
  /// Contrasts × free parameters: of the relative variances.
  var variances: Matrix
  /// Of the penalised sum of squares.
  var squares: [Double]
}

private func thetaDerivatives(_ estimate: VarianceEstimate, free: [Int], contrasts: Matrix) -> ThetaDerivatives {
  let jacobian = NumericalDerivatives.jacobian(
    of: { values in
      let theta = estimate.theta.replacing(free, by: values)
      let squares = (try? estimate.deviance.system(theta: theta))?.penalizedSquares ?? .nan
      return relativeVariances(estimate, at: theta, contrasts: contrasts) + [squares]
    }, at: free.map { estimate.theta[$0] })
  let last = contrasts.columnCount
  return ThetaDerivatives(variances: jacobian, squares: free.indices.map { jacobian[last, $0] })
}

/// Twice the inverse Hessian of the deviance in (θ, log σ), which does not depend on the unit of the response.
private struct DevianceInformation {
  private let eigen: SymmetricEigen

  init(_ estimate: VarianceEstimate, sigma: Double, free: [Int], squares: [Double]) throws(EstimationError) {
    let deviance = estimate.deviance
    var hessian = SymmetricMatrix(order: free.count + 1)
    if !free.isEmpty {
      let block = NumericalDerivatives.hessian(
        of: { values in
          guard let system = try? deviance.system(theta: estimate.theta.replacing(free, by: values)) else {
            return .nan
          }
          return deviance.logDeterminants(system, deviance.criterion) + system.penalizedSquares / (sigma * sigma)
        }, at: free.map { estimate.theta[$0] })
      for i in free.indices {
        for j in 0...i { hessian[i, j] = block[i, j] }
        hessian[free.count, i] = -2 * squares[i] / (sigma * sigma)
      }
    }
    // d²/d(log σ)² of ν log σ² + r²/σ² at σ² = r²/ν.
    hessian[free.count, free.count] = 4 * deviance.residualDegrees(deviance.criterion)
    do { eigen = try SymmetricEigen(hessian) } catch { throw .singularSystem(step: "degrees of freedom") }
  }

  /// Curvature relative to the largest below which a direction counts as flat; rounding leaves about 1e-10.
  private static let flatCurvature = 1e-8

  /// *gᵀ (2 H⁻¹) g*, no curvature taken as less than flat.
  func variance(of gradient: [Double]) -> Double {
    let floor = Self.flatCurvature * (eigen.values.map(abs).max() ?? 0)
    let rotated = eigen.vectors.transposeMultiplied(by: gradient)
    return zip(rotated, eigen.values).reduce(0) { $0 + 2 * $1.0 * $1.0 / max($1.1, floor) }
  }
}

extension [Double] {
  fileprivate func replacing(_ positions: [Int], by values: [Double]) -> [Double] {
    var result = self
    for (position, value) in zip(positions, values) { result[position] = value }
    return result
  }
}
