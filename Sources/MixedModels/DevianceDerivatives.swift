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
    let count = jet.parameterCount
    let hasIntercept = deviance.hasIntercept
    let isRestricted = deviance.criterion == .restrictedMaximumLikelihood
    let (factor, beta) = (system.factor, system.coefficients)
    let information = (0..<count).map { jet[ParameterJet.first($0)].gram(hasIntercept: hasIntercept) }
    let residuals = (0..<count).map { i in
      zip(
        jet[ParameterJet.first(i)].responseMoments(hasIntercept: hasIntercept), information[i].multiplied(by: beta)
      ).map { $0 - $1 }
    }
    let solved = information.map { factor.solve($0.asMatrix) }
    /// The part of a derivative of *r²* that is linear in the component.
    func linear(_ component: NestedElimination.Remainder, _ gram: SymmetricMatrix) -> Double {
      let moments = component.responseMoments(hasIntercept: hasIntercept)
      return component.responseSquare - 2 * zip(beta, moments).reduce(0) { $0 + $1.0 * $1.1 }
        + gram.quadraticForm(beta)
    }
    var determinantGradient: [Double] = []
    var squaresGradient: [Double] = []
    var determinantHessian = SymmetricMatrix(order: count)
    var squaresHessian = SymmetricMatrix(order: count)
    for i in 0..<count {
      let first = jet[ParameterJet.first(i)]
      determinantGradient.append(first.logDeterminant + (isRestricted ? trace(solved[i]) : 0))
      squaresGradient.append(linear(first, information[i]))
      let turned = factor.solve(residuals[i])
      for j in 0...i {
        let second = jet[ParameterJet.second(i, j)]
        let gram = second.gram(hasIntercept: hasIntercept)
        let fixed =
          isRestricted ? trace(factor.solve(gram.asMatrix)) - trace(solved[i].multiplied(by: solved[j])) : 0
        determinantHessian[i, j] = second.logDeterminant + fixed
        squaresHessian[i, j] = linear(second, gram) - 2 * zip(turned, residuals[j]).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    self.information = information
    determinants = ObjectiveDerivatives(gradient: determinantGradient, hessian: determinantHessian)
    squares = ObjectiveDerivatives(gradient: squaresGradient, hessian: squaresHessian)
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

private func trace(_ matrix: Matrix) -> Double { (0..<matrix.rowCount).reduce(0) { $0 + matrix[$1, $1] } }
