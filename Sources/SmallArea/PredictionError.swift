import LinearAlgebra

// Notation: Datta & Lahiri (2000), Statistica Sinica 10:613; B = D / (A + D).

/// The second-order mean squared error of an area's estimate.
struct PredictionError {
  let modelVariance: Double
  /// Asymptotic variance of *A* that enters g3: 2 / Σ (A + D)^−2.
  let varianceOfModelVariance: Double
  /// Asymptotic bias of *A*: 0 for the restricted likelihood; Yoshimori and Lahiri's factor leaves it as it is.
  let biasOfModelVariance: Double
  /// Standard error of *A* from the expected information of its own criterion.
  let informationStandardError: Double

  /// Prepares the parts that all areas share.
  init(likelihood: AreaLikelihood, modelVariance: Double, criterion: FayHerriot.Criterion) {
    self.modelVariance = modelVariance
    let squares = likelihood.inverseVariancePowerSum(2)
    varianceOfModelVariance = 2 / squares
    if criterion.isRestricted {
      biasOfModelVariance = 0
      informationStandardError = (2 / likelihood.squaredProjectionTrace).squareRoot()
    } else {
      biasOfModelVariance = -likelihood.whitenedGram(power: 2).trace / squares
      informationStandardError = varianceOfModelVariance.squareRoot()
    }
  }

  /// g1 + g2 + 2·g3 − bias·B² for an area's sampling variance *D* and leverage xᵀQx.
  func meanSquaredError(variance D: Double, leverage: Double) -> Double {
    let total = modelVariance + D
    let B = D / total
    let g1 = modelVariance * B
    let g2 = B * B * leverage
    let g3 = D * D / (total * total * total) * varianceOfModelVariance
    return g1 + g2 + 2 * g3 - biasOfModelVariance * B * B
  }
}
