import Foundation

/// Items laid out for evaluating sums over them at one ability, again and again.
struct AbilityEquation: Sendable {
  let model: ItemModel
  /// Where each item's categories begin; one more than items.
  private let starts: [Int]
  private let slopes: [Double]
  /// Score of each category.
  private let scores: [Double]
  /// Of each category the intercept c of exp(a k θ + c); graded response: the threshold of reaching it.
  private let values: [Double]

  init(_ items: [ItemParameters], model: ItemModel) {
    self.model = model
    starts = items.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.categoryCount) }
    slopes = items.map(\.slope)
    scores = items.flatMap { $0.categories.map { Double($0) } }
    values = items.flatMap { item in
      model == .gradedResponse ? [-.infinity] + item.locations : [0] + item.intercepts.map { $0 * item.slope }
    }
  }

  /// Sums over items at one ability.
  struct Sums {
    /// The derivative of the log-likelihood, less the points in divide-by-total models.
    var derivative = 0.0
    var information = 0.0
    /// J = Σ P′ P″ / P.
    var skewness = 0.0

    /// Warm's weight of the likelihood, as it stands in the equation: J / 2I.
    var correction: Double { information > 0 ? skewness / (2 * information) : 0 }
  }

  /// Sums over the answered items; `marks` are used by the graded response model only.
  func sums(at theta: Double, items: ArraySlice<Int32>, marks: ArraySlice<Int32>) -> Sums {
    var sums = Sums()
    if model == .gradedResponse {
      for (item, mark) in zip(items, marks) { addGraded(Int(item), Int(mark), theta, to: &sums) }
    } else {
      for item in items { addDivided(Int(item), theta, to: &sums) }
    }
    return sums
  }

  /// With d = a (k − E): I = Σ P d², J = Σ P d (d² − I) = Σ P d³.
  private func addDivided(_ item: Int, _ theta: Double, to sums: inout Sums) {
    let range = starts[item]..<starts[item + 1]
    let slope = slopes[item]
    var largest = -Double.infinity
    for k in range { largest = max(largest, slope * scores[k] * theta + values[k]) }
    var (total, first) = (0.0, 0.0)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: range.count) { p in
      for k in range {
        let term = exp(slope * scores[k] * theta + values[k] - largest)
        p[k - range.lowerBound] = term
        total += term
        first += term * scores[k]
      }
      let mean = first / total
      for k in range {
        let d = slope * (scores[k] - mean)
        let square = p[k - range.lowerBound] / total * d * d
        sums.information += square
        sums.skewness += square * d
      }
      sums.derivative -= slope * mean
    }
  }

  /// With u = 1 − S − T: P′ = a P u, P″ = a² P (u² − S(1 − S) − T(1 − T)).
  private func addGraded(_ item: Int, _ mark: Int, _ theta: Double, to sums: inout Sums) {
    let slope = slopes[item]
    var (reached, reachedSpread) = (1.0, 0.0)
    for k in starts[item]..<starts[item + 1] {
      let logit = k + 1 < starts[item + 1] ? slope * (theta - values[k + 1]) : -.infinity
      let next = exp(logSigmoid(logit))
      let nextSpread = logit.isFinite ? next * exp(logSigmoid(-logit)) : 0
      let u = 1 - reached - next
      // S − T = S (1 − T) (1 − exp(y − x)), without cancellation.
      let own = k == starts[item] ? -Double.infinity : slope * (theta - values[k])
      let ratio = k == starts[item] || !logit.isFinite ? 1 : -expm1(logit - own)
      let p = reached * (logit.isFinite ? exp(logSigmoid(-logit)) : 1) * ratio
      sums.information += slope * slope * p * u * u
      sums.skewness += slope * slope * slope * p * u * (u * u - reachedSpread - nextSpread)
      if k - starts[item] == mark { sums.derivative += slope * u }
      (reached, reachedSpread) = (next, nextSpread)
    }
  }
}
