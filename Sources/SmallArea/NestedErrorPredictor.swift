import Findings
import MixedModels

// Notation: Rao & Molina (2015), ch. 7. y_ij = x_ijᵀβ + u_i + e_ij; var(u) = σu², var(e) = σe²; γ = σu² / (σu² + σe²/n).

/// A nested error regression with its coefficients and variances: predicts the means of areas.
struct NestedErrorPredictor {
  let coefficients: [Double]
  /// σu².
  let betweenVariance: Double
  /// σe².
  let withinVariance: Double

  /// Reads a mixed model with one random intercept.
  init(_ fit: LinearMixedModelFit) {
    coefficients = fit.coefficients
    betweenVariance = fit.varianceComponents[0].value
    withinVariance = fit.sigma * fit.sigma
  }

  /// γ: weight of an area's own residual, in [0, 1]; 0 for an area without a sample.
  func shrinkage(_ place: AreaPlace) -> Double {
    guard place.count > 0, betweenVariance > 0 else { return 0 }
    return betweenVariance / (betweenVariance + withinVariance / place.count)
  }

  /// The mean of an area: that of its sampled units as observed, that of all others as predicted.
  func mean(_ place: AreaPlace) -> Double {
    let predicted = fitted(place.rest) + effect(place)
    return place.direct.map { place.fraction * $0 + (1 - place.fraction) * predicted } ?? predicted
  }

  /// The predicted effect û of an area; 0 without a sample.
  func effect(_ place: AreaPlace) -> Double {
    place.direct.map { shrinkage(place) * ($0 - fitted(place.sample)) } ?? 0
  }

  /// xᵀβ.
  func fitted(_ columns: [Double]) -> Double { zip(columns, coefficients).reduce(0) { $0 + $1.0 * $1.1 } }
}
