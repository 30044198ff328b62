internal import Findings
internal import LinearAlgebra
internal import Moments

/// The mixed-model equations at one θ, with the fixed effects and the residual variance profiled out.
///
/// Notation: Bates et al. (2015), §3.4: *r²(θ)* is the penalised residual sum of squares at its minimum, *R_X* the
/// factor of what the random effects leave of the fixed effects' cross-products.
struct ProfiledSystem {
  /// *Σ log |ΛᵀZᵀZΛ + I|*.
  let logDeterminantRandom: Double
  /// *log |R_X|²*.
  let logDeterminantFixed: Double
  /// *r²(θ)*.
  let penalizedSquares: Double
  /// Fixed effects about the centre.
  let coefficients: [Double]
  /// Factor of *XᵀV⁻¹X* about the centre, for unit residual variance.
  let factor: Cholesky

  init(_ remainder: NestedElimination.Remainder, hasIntercept: Bool) throws(EstimationError) {
    let gram = remainder.gram(hasIntercept: hasIntercept)
    let moment = remainder.responseMoments(hasIntercept: hasIntercept)
    do { factor = try Cholesky(gram) } catch { throw .singularSystem(step: "fixed effects given the random effects") }
    let half = factor.solveLower(moment)
    coefficients = factor.solve(moment)
    penalizedSquares = remainder.responseSquare - half.reduce(0) { $0 + $1 * $1 }
    logDeterminantRandom = remainder.logDeterminant
    logDeterminantFixed = factor.logDeterminant
  }
}

extension NestedElimination.Remainder {
  /// *XᵀV⁻¹X*, the intercept first when there is one.
  func gram(hasIntercept: Bool) -> SymmetricMatrix {
    let (first, width) = (hasIntercept ? 1 : 0, onesMoments.count)
    var gram = SymmetricMatrix(order: first + width - 1)
    if hasIntercept {
      gram[0, 0] = ones
      for column in 0..<width - 1 { gram[column + 1, 0] = onesMoments[column] }
    }
    for column in 0..<width - 1 {
      for row in column..<width - 1 {
        gram[first + row, first + column] = squares[packedPosition(row, column, order: width)]
      }
    }
    return gram
  }

  /// *XᵀV⁻¹y*.
  func responseMoments(hasIntercept: Bool) -> [Double] {
    let width = onesMoments.count
    return (hasIntercept ? [onesMoments[width - 1]] : [])
      + (0..<width - 1).map { squares[packedPosition(width - 1, $0, order: width)] }
  }

  /// *yᵀV⁻¹y*.
  var responseSquare: Double { squares.last ?? 0 }
}
