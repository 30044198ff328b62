internal import Findings
internal import LinearAlgebra

/// The estimated variance parameters of a mixed model and the system at them.
struct VarianceEstimate {
  let deviance: NestedDeviance
  /// In the coordinates of the search.
  let theta: [Double]
  let parameters: RelativeFactorParameters
  let system: ProfiledSystem
  let residualVariance: Double

  init(_ deviance: NestedDeviance, theta: [Double], parameters: RelativeFactorParameters) throws(EstimationError) {
    self.deviance = deviance
    self.theta = theta
    self.parameters = parameters
    system = try deviance.system(theta: theta)
    residualVariance = max(0, system.penalizedSquares) / deviance.residualDegrees(deviance.criterion)
  }

  /// *Λ Λᵀ* of each grouping factor, in the columns as given.
  var relativeCovariances: [[Double]] { parameters.relativeCovariances(deviance.scaling.theta(theta)) }

  /// The derivatives of the deviance at the estimate.
  var derivatives: DevianceDerivatives {
    DevianceDerivatives(deviance, parameters, theta: theta, system: system)
  }

  /// Whether the rows vary within units.
  ///
  /// Where they do not, the search runs θ away, and no error means anything.
  var hasResidual: Bool {
    residualVariance > 0 && theta.allSatisfy { abs($0) < Self.largestRelativeDeviation }
  }

  /// Random effects this many times as variable as the residual leave no residual but rounding.
  private static let largestRelativeDeviation = 1e6

  /// Covariance of the fixed effects about the centre.
  var covariance: SymmetricMatrix { residualVariance * system.factor.inverse() }
}
