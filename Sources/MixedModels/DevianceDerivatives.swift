internal import LinearAlgebra
internal import Optimization

/// Exact derivatives in θ of the two parts of a deviance and of the fixed effects' information.
///
/// With *A = XᵀV⁻¹X*, *b = XᵀV⁻¹y* and *β = A⁻¹b*, the penalised squares *r² = yᵀV⁻¹y − bᵀA⁻¹b* have
///
///     r²_i = q_i − 2 βᵀb_i + βᵀA_iβ,   r²_ij = q_ij − 2 βᵀb_ij + βᵀA_ijβ − 2 (b_i − A_iβ)ᵀ A⁻¹ (b_j − A_jβ).
struct DevianceDerivatives {
  /// Of the log-determinants.
  let determinants: ObjectiveDerivatives
  /// Of *r²*.
  let squares: ObjectiveDerivatives
  /// *A_i*, one per element of θ.
  let information: [SymmetricMatrix]

  init(
    _ deviance: NestedDeviance, _ parameters: RelativeFactorParameters, theta: [Double], system: ProfiledSystem
  ) {
    let jet = ThetaDerivatives(deviance, parameters, theta: theta)
    let hasIntercept = deviance.hasIntercept
    let information = (0..<jet.parameterCount).map { jet[ParameterJet.first($0)].gram(hasIntercept: hasIntercept) }
    self.information = information
    determinants = determinantDerivatives(
      jet, information: deviance.criterion == .restrictedMaximumLikelihood ? information : nil, system,
      hasIntercept: hasIntercept)
    squares = squareDerivatives(jet, information: information, system, hasIntercept: hasIntercept)
  }

  /// Of the deviance with the residual variance profiled out: of *log-determinants + ν log r²*.
  func profiled(squares value: Double, residualDegrees: Double) -> ObjectiveDerivatives {
    let scale = residualDegrees / value
    var hessian = determinants.hessian + scale * squares.hessian
    for i in squares.gradient.indices {
      for j in 0...i { hessian[i, j] -= scale / value * squares.gradient[i] * squares.gradient[j] }
    }
    return ObjectiveDerivatives(
      gradient: zip(determinants.gradient, squares.gradient).map { $0 + scale * $1 }, hessian: hessian)
  }
}

/// Of *log |V| + log |A|*; without `information` of *log |V|* alone.
private func determinantDerivatives(
  _ jet: ThetaDerivatives, information: [SymmetricMatrix]?, _ system: ProfiledSystem, hasIntercept: Bool
) -> ObjectiveDerivatives {
  let solved = information?.map { system.factor.solve($0.asMatrix) }
  var hessian = SymmetricMatrix(order: jet.parameterCount)
  for i in 0..<jet.parameterCount {
    for j in 0...i {
      let second = jet[ParameterJet.second(i, j)]
      hessian[i, j] = second.logDeterminant
      guard let solved else { continue }
      hessian[i, j] +=
        trace(system.factor.solve(second.gram(hasIntercept: hasIntercept).asMatrix))
        - trace(solved[i].multiplied(by: solved[j]))
    }
  }
  let gradient = (0..<jet.parameterCount).map { i in
    jet[ParameterJet.first(i)].logDeterminant + (solved.map { trace($0[i]) } ?? 0)
  }
  return ObjectiveDerivatives(gradient: gradient, hessian: hessian)
}

/// Of *r²*.
private func squareDerivatives(
  _ jet: ThetaDerivatives, information: [SymmetricMatrix], _ system: ProfiledSystem, hasIntercept: Bool
) -> ObjectiveDerivatives {
  let beta = system.coefficients
  /// *q_c − 2 βᵀb_c + βᵀA_cβ* of a component.
  func linear(_ component: NestedElimination.Remainder) -> Double {
    let moments = component.responseMoments(hasIntercept: hasIntercept)
    return component.responseSquare - 2 * dot(beta, moments)
      + component.gram(hasIntercept: hasIntercept).quadraticForm(beta)
  }
  let residuals = information.enumerated().map { i, matrix in
    zip(jet[ParameterJet.first(i)].responseMoments(hasIntercept: hasIntercept), matrix.multiplied(by: beta))
      .map { $0 - $1 }
  }
  let solved = residuals.map { system.factor.solve($0) }
  var hessian = SymmetricMatrix(order: jet.parameterCount)
  for i in 0..<jet.parameterCount {
    for j in 0...i { hessian[i, j] = linear(jet[ParameterJet.second(i, j)]) - 2 * dot(solved[i], residuals[j]) }
  }
  return ObjectiveDerivatives(
    gradient: (0..<jet.parameterCount).map { linear(jet[ParameterJet.first($0)]) }, hessian: hessian)
}

private func dot(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }

private func trace(_ matrix: Matrix) -> Double { (0..<matrix.rowCount).reduce(0) { $0 + matrix[$1, $1] } }
