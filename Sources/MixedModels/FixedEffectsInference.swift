internal import Findings
internal import LinearAlgebra

/// What the chosen degrees of freedom say about the fixed effects.
struct FixedEffectsInference {
  /// One per term; `nil` when none were asked for.
  var degreesOfFreedom: [Double]?
  var kenwardRoger: KenwardRoger?
}

extension FixedEffectsInference {
  /// Kenward–Roger for each term; without a residual there are no degrees of freedom.
  init(kenwardRoger estimate: VarianceEstimate, transformation: Matrix) throws(EstimationError) {
    let order = transformation.rowCount
    guard estimate.hasResidual else {
      self.init(degreesOfFreedom: [Double](repeating: .nan, count: order))
      return
    }
    let kenwardRoger = try KenwardRoger(estimate, transformation: transformation)
    let identity = Matrix.identity(order)
    self.init(
      degreesOfFreedom: (0..<order).map { kenwardRoger.degreesOfFreedom(of: identity.column($0)) },
      kenwardRoger: kenwardRoger)
  }
}
