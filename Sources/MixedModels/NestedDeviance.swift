internal import Findings
internal import Foundation
internal import Moments
internal import Optimization

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

  /// The variance parameters of each grouping factor at `theta`, outermost first, for the differentiated elimination.
  func factorParameters(theta: [Double]) -> [NestedElimination.FactorParameters] {
    let columns = elimination.factorColumns
    let factors = relativeFactors(scaling.theta(theta), sizes: columns.map(\.count))
    var result: [NestedElimination.FactorParameters] = []
    var innerCount = 0
    for index in columns.indices.reversed() {
      let parameters = NestedElimination.FactorParameters(
        columns: columns[index], factor: factors[index], directions: scaling.directions(ofFactor: index),
        innerCount: innerCount)
      innerCount = parameters.count
      result.insert(parameters, at: 0)
    }
    return result
  }

  /// First and second derivatives of the profiled deviance; `nil` where the system is singular.
  func derivatives(theta: [Double], _ parameters: RelativeFactorParameters) -> ObjectiveDerivatives? {
    guard let system = try? system(theta: theta), system.penalizedSquares > 0 else { return nil }
    return DevianceDerivatives(self, parameters, theta: theta, system: system)
      .profiled(squares: system.penalizedSquares, residualDegrees: residualDegrees(criterion))
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
