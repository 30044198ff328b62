import LinearAlgebra

// Notation: Datta & Lahiri (2000), Statistica Sinica 10:613, §3; Prasad & Rao (1990); ψ = (σu², σe²), α = σe² + nσu².

/// The analytic mean squared error of a nested error regression's area means, to second order.
struct NestedErrorPredictionError {
  let predictor: NestedErrorPredictor
  /// Of the coefficients.
  let covariance: SymmetricMatrix
  /// Asymptotic covariance of the two variances: the inverse of their expected information.
  private let variances: SymmetricMatrix
  /// Asymptotic bias of (σu², σe²): 0 for restricted maximum likelihood.
  private let bias: [Double]

  /// Prepares what all areas share; `nil` when the variances carry no information.
  init?(
    _ predictor: NestedErrorPredictor, covariance: SymmetricMatrix, sample: NestedErrorSample, isRestricted: Bool
  ) {
    self.predictor = predictor
    self.covariance = covariance
    let (u, e) = (predictor.betweenVariance, predictor.withinVariance)
    var information = SymmetricMatrix(order: 2)
    for n in sample.counts {
      let alpha = e + n * u
      information[0, 0] += n * n / (2 * alpha * alpha)
      information[1, 0] += n / (2 * alpha * alpha)
      information[1, 1] += ((n - 1) / (e * e) + 1 / (alpha * alpha)) / 2
    }
    guard e > 0, information.isFinite, let factor = try? Cholesky(information) else { return nil }
    variances = factor.inverse()
    bias =
      isRestricted
      ? [0, 0] : factor.solve(Self.informationSlopes(u, e, sample).map { $0.trace(times: covariance) / 2 })
  }

  /// ∂(XᵀV⁻¹X) by the two variances: XᵀV⁻¹X = W/σe² + Σ n x̄x̄ᵀ/α with the cross-products *W* within areas.
  private static func informationSlopes(
    _ u: Double, _ e: Double, _ sample: NestedErrorSample
  ) -> [SymmetricMatrix] {
    var within = (-1 / (e * e)) * sample.estimatedScatterWithin
    var between = SymmetricMatrix(order: within.order)
    for (n, mean) in zip(sample.counts, sample.columnMeans) {
      let alpha = e + n * u
      let outer = SymmetricMatrix.gram(Matrix(rowCount: 1, columnCount: mean.count, elements: mean))
      between += (-n * n / (alpha * alpha)) * outer
      within += (-n / (alpha * alpha)) * outer
    }
    return [between, within]
  }

  /// (1 − f)² (g1 + g2 + 2·g3 − bias · ∂g1) + (1 − f) σe² / N, f being the share of the area that was sampled.
  func meanSquaredError(_ place: AreaPlace) -> Double {
    let (u, e, n) = (predictor.betweenVariance, predictor.withinVariance, place.count)
    let gamma = predictor.shrinkage(place)
    let rest = 1 - place.fraction
    let outside = rest * e / place.size
    guard place.direct != nil else { return u + covariance.quadraticForm(place.rest) - bias[0] + outside }
    let g1 = (1 - gamma) * u
    let g2 = covariance.quadraticForm(zip(place.rest, place.sample).map { $0 - gamma * $1 })
    let alpha = e + n * u
    let h = e * e * variances[0, 0] + u * u * variances[1, 1] - 2 * e * u * variances[1, 0]
    let g3 = n / (alpha * alpha * alpha) * h
    let correction = (bias[0] * e * e + bias[1] * n * u * u) / (alpha * alpha)
    return rest * rest * (g1 + g2 + 2 * g3 - correction) + outside
  }
}

extension SymmetricMatrix {
  /// tr(AB).
  fileprivate func trace(times other: SymmetricMatrix) -> Double {
    zip(elements, other.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
