import Foundation

/// Probabilities of an item's categories and their first two derivatives with respect to the ability.
struct CategoryDerivatives {
  let probabilities: [Double]
  /// P′.
  let first: [Double]
  /// P″.
  let second: [Double]

  /// I = Σ P′² / P.
  var information: Double { zip(probabilities, first).reduce(0) { $1.0 > 0 ? $0 + $1.1 * $1.1 / $1.0 : $0 } }

  /// J = Σ P′ P″ / P, of Warm's estimator.
  var skewness: Double {
    probabilities.indices.reduce(0) { sum, category in
      probabilities[category] > 0 ? sum + first[category] * second[category] / probabilities[category] : sum
    }
  }
}

extension ItemParameters {
  /// Probabilities and derivatives at an ability.
  func derivatives(at theta: Double, model: ItemModel) -> CategoryDerivatives {
    model == .gradedResponse ? gradedDerivatives(at: theta) : dividedDerivatives(at: theta)
  }

  /// Fisher's information about the ability.
  func information(at theta: Double, model: ItemModel) -> Double { derivatives(at: theta, model: model).information }

  /// The derivative of the logarithm of a category's probability with respect to the ability.
  func logDerivative(ofCategory category: Int, at theta: Double, model: ItemModel) -> Double {
    guard model == .gradedResponse else {
      let logs = logProbabilities(at: theta, model: model)
      let mean = zip(categories, logs).reduce(0) { $0 + Double($1.0) * exp($1.1) }
      return slope * (Double(categories[category]) - mean)
    }
    // With S = σ(x), T = σ(y): (S′ − T′) / (S − T) = a (1 − S − T).
    let reached = category == 0 ? 1 : exp(logSigmoid(slope * (theta - locations[category - 1])))
    let next = category == locations.count ? 0 : exp(logSigmoid(slope * (theta - locations[category])))
    return slope * (1 - reached - next)
  }

  /// log Σ exp(k a θ + c_k) over the categories, with c of the lowest at its place on the scale of scores: what the score
  /// times the ability is divided by.
  func logDenominator(at theta: Double) -> Double {
    slope * Double(categories[0]) * theta - logProbabilities(at: theta, model: .generalizedPartialCredit)[0]
  }

  /// With d = a (k − E): P′ = P d, P″ = P (d² − Var).
  private func dividedDerivatives(at theta: Double) -> CategoryDerivatives {
    let p = logProbabilities(at: theta, model: .generalizedPartialCredit).map { exp($0) }
    let mean = zip(categories, p).reduce(0) { $0 + Double($1.0) * $1.1 }
    let d = categories.map { slope * (Double($0) - mean) }
    let variance = zip(d, p).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    return CategoryDerivatives(
      probabilities: p, first: zip(p, d).map(*), second: zip(p, d).map { $0 * ($1 * $1 - variance) })
  }

  /// With u = 1 − S − T: P′ = a P u, P″ = a² P (u² − S(1 − S) − T(1 − T)).
  private func gradedDerivatives(at theta: Double) -> CategoryDerivatives {
    let p = logProbabilities(at: theta, model: .gradedResponse).map { exp($0) }
    let reached = [1] + locations.map { exp(logSigmoid(slope * (theta - $0))) } + [0]
    let spread = [0] + locations.map { exp(logSigmoid(slope * (theta - $0)) + logSigmoid(slope * ($0 - theta))) } + [0]
    let first = p.indices.map { slope * p[$0] * (1 - reached[$0] - reached[$0 + 1]) }
    let second = p.indices.map { category in
      let u = 1 - reached[category] - reached[category + 1]
      return slope * slope * p[category] * (u * u - spread[category] - spread[category + 1])
    }
    return CategoryDerivatives(probabilities: p, first: first, second: second)
  }
}
