internal import Findings
internal import Foundation
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
  fileprivate func responseMoments(hasIntercept: Bool) -> [Double] {
    let width = onesMoments.count
    return (hasIntercept ? [onesMoments[width - 1]] : [])
      + (0..<width - 1).map { squares[packedPosition(width - 1, $0, order: width)] }
  }

  /// *yᵀV⁻¹y*.
  fileprivate var responseSquare: Double { squares.last ?? 0 }
}

/// The −2 log-likelihood of a nested mixed model, restricted or not.
///
/// Every `theta` here is in the coordinates of `scaling`.
struct NestedDeviance {
  let elimination: NestedElimination
  var scaling: RandomEffectsScaling
  let hasIntercept: Bool
  let observationCount: Int
  let termCount: Int
  let criterion: LinearMixedModel.Criterion

  /// The deviance of a model with the given columns.
  ///
  /// - Parameters:
  ///   - moments: Moments of the model.
  ///   - columns: Positions among the moments' terms.
  ///   - criterion: What is maximised.
  init(_ moments: NestedMoments, columns: [Int], criterion: LinearMixedModel.Criterion) {
    elimination = NestedElimination(moments, columns: columns)
    scaling = RandomEffectsScaling(moments)
    hasIntercept = moments.hasIntercept
    observationCount = moments.rowCount
    termCount = columns.count + (moments.hasIntercept ? 1 : 0)
    self.criterion = criterion
  }

  /// Rows that the residual variance is estimated from.
  func residualDegrees(_ criterion: LinearMixedModel.Criterion) -> Double {
    Double(criterion == .restrictedMaximumLikelihood ? observationCount - termCount : observationCount)
  }

  func system(theta: [Double]) throws(EstimationError) -> ProfiledSystem {
    try ProfiledSystem(elimination.remainder(theta: scaling.theta(theta)), hasIntercept: hasIntercept)
  }

  /// The objective: the profiled deviance under the model's own criterion.
  func profiled(theta: [Double]) -> Double { profiled(theta: theta, criterion: criterion) }

  /// The profiled deviance, equations 34 and 41 of the paper; NaN where the system is singular.
  func profiled(theta: [Double], criterion: LinearMixedModel.Criterion) -> Double {
    guard let system = try? system(theta: theta), system.penalizedSquares > 0 else { return .nan }
    let degrees = residualDegrees(criterion)
    return logDeterminants(system, criterion)
      + degrees * (1 + log(2 * Double.pi * system.penalizedSquares / degrees))
  }

  /// The deviance at a residual standard deviation, the fixed effects profiled out; NaN where the system is singular.
  func value(theta: [Double], sigma: Double) -> Double {
    guard let system = try? system(theta: theta) else { return .nan }
    return logDeterminants(system, criterion)
      + residualDegrees(criterion) * log(2 * Double.pi * sigma * sigma) + system.penalizedSquares / (sigma * sigma)
  }

  /// The part of the deviance that does not depend on the residual variance.
  func logDeterminants(_ system: ProfiledSystem, _ criterion: LinearMixedModel.Criterion) -> Double {
    system.logDeterminantRandom
      + (criterion == .restrictedMaximumLikelihood ? system.logDeterminantFixed : 0)
  }
}
