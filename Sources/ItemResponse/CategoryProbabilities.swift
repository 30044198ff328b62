import Foundation

extension ItemParameters {
  /// Logarithms of the probabilities of the categories that the model knows, at an ability.
  ///
  /// No probability is computed as a difference of numbers near 1, so that the tails are exact.
  package func logProbabilities(at theta: Double, model: ItemModel) -> [Double] {
    model == .gradedResponse ? gradedLogProbabilities(at: theta) : dividedLogProbabilities(at: theta)
  }

  /// z_k = Σ a w_j (θ − δ_j) over j ≤ k, less the logarithm of Σ exp z.
  private func dividedLogProbabilities(at theta: Double) -> [Double] {
    var z = [0.0]
    for (step, location) in locations.enumerated() {
      z.append(z[step] + slope * Double(weight(ofStep: step)) * (theta - location))
    }
    let largest = z.max() ?? 0
    let logSum = largest + log(z.reduce(0) { $0 + exp($1 - largest) })
    return z.map { $0 - logSum }
  }

  /// σ(x) − σ(y) = σ(x) σ(−y) (1 − exp(y − x)), with x and y the logits of reaching a category and the next.
  private func gradedLogProbabilities(at theta: Double) -> [Double] {
    let logits = locations.map { slope * (theta - $0) }
    return (0...locations.count).map { category in
      let reached = category == 0 ? 0 : logSigmoid(logits[category - 1])
      let notNext = category == locations.count ? 0 : logSigmoid(-logits[category])
      guard category > 0, category < locations.count else { return reached + notNext }
      return reached + notNext + log(-expm1(logits[category] - logits[category - 1]))
    }
  }
}

/// log(1 / (1 + exp(−x))).
func logSigmoid(_ x: Double) -> Double { x < 0 ? x - log1p(exp(x)) : -log1p(exp(-x)) }
