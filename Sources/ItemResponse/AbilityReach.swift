import Foundation

/// Where and how closely the likelihood of one group must be summed up to be its integral to rounding.
///
/// The integrand of a person is log-concave, its curvature at least that of the normal density. It is negligible beyond
/// ten standard deviations of the group and beyond 8.5 from where the lowest and the highest score put it. Its width is
/// the posterior standard deviation, and it is analytic in a strip that the steepest item bounds.
struct AbilityReach {
  let interval: ClosedRange<Double>
  let step: Double

  /// Step in units of the smallest standard deviation: exp(−2π² / 0.6²) is below 1e-23.
  private static let stepShare = 0.6

  init(items: [ItemParameters], model: ItemModel, distribution: AbilityDistribution) {
    let deviation = distribution.variance.squareRoot()
    let lowest = Self.mode(items, model, distribution, isHighest: false)
    let highest = Self.mode(items, model, distribution, isHighest: true)
    interval =
      min(
        distribution.mean - 10 * deviation, lowest - 8.5 * deviation)...max(
        distribution.mean + 10 * deviation, highest + 8.5 * deviation)
    let precision = 1 / distribution.variance + Self.informationBound(items, model)
    step = min(Self.stepLimit(items), Self.stepShare / precision.squareRoot())
  }

  /// Half of the reciprocal of the steepest slope times score range: zeros of an item's denominator lie at least π times
  /// that reciprocal away from the real line, since a polynomial of degree m with positive coefficients has none in the
  /// sector of π/m.
  static func stepLimit(_ items: [ItemParameters]) -> Double {
    0.5 / items.reduce(1) { max($0, $1.slope * Double($1.categories[$1.categories.count - 1] - $1.categories[0])) }
  }

  /// A place little beyond the mode of the posterior of a person with the lowest or highest score on all items, by
  /// bisection.
  private static func mode(
    _ items: [ItemParameters], _ model: ItemModel, _ distribution: AbilityDistribution, isHighest: Bool
  ) -> Double {
    func slope(_ theta: Double) -> Double {
      let prior = (distribution.mean - theta) / distribution.variance
      return items.reduce(prior) { sum, item in
        sum + item.logDerivative(ofCategory: isHighest ? item.categoryCount - 1 : 0, at: theta, model: model)
      }
    }
    let points = items.reduce(0) { $0 + $1.slope * Double($1.categories[$1.categories.count - 1]) }
    var (lower, upper) = (distribution.mean, distribution.mean + (isHighest ? 1 : -1) * points * distribution.variance)
    for _ in 0..<12 {
      let middle = (lower + upper) / 2
      if (slope(middle) > 0) == isHighest { lower = middle } else { upper = middle }
    }
    return upper
  }

  /// A bound of the information of all items together: the variance of a score is at most a quarter of the square of its
  /// range, and cumulative logits of however many categories tell at most a third of the squared slope.
  private static func informationBound(_ items: [ItemParameters], _ model: ItemModel) -> Double {
    items.reduce(0) { sum, item in
      let range = Double(item.categories[item.categories.count - 1] - item.categories[0])
      return sum + item.slope * item.slope * (model == .gradedResponse ? 1.0 / 3 : range * range / 4)
    }
  }
}
