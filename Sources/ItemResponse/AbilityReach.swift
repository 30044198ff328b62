import Foundation

/// Where and how closely the likelihood of one group must be summed up to be its integral to rounding.
///
/// The integrand of a person is log-concave, its curvature at least that of the normal density. It is negligible beyond
/// ten standard deviations of the group and beyond 8.5 from where the lowest and the highest score put it. Its width is
/// the posterior standard deviation, and it is analytic in a strip that the steepest item bounds.
struct AbilityReach {
  let interval: ClosedRange<Double>
  let step: Double

  init(items: [ItemParameters], model: ItemModel, distribution: AbilityDistribution) {
    let deviation = distribution.variance.squareRoot()
    let lowest = Self.mode(items, model, distribution, isHighest: false)
    let highest = Self.mode(items, model, distribution, isHighest: true)
    interval =
      min(
        distribution.mean - 10 * deviation, lowest - 8.5 * deviation)...max(
        distribution.mean + 10 * deviation, highest + 8.5 * deviation)
    let information = Self.largestInformation(items, model, interval)
    step = min(Self.stepLimit(items), 0.5 / (1 / distribution.variance + information).squareRoot())
  }

  /// Half of the reciprocal of the steepest slope times score range: zeros of an item's denominator lie at least π times
  /// that reciprocal away from the real line, since a polynomial of degree m with positive coefficients has none in the
  /// sector of π/m.
  static func stepLimit(_ items: [ItemParameters]) -> Double {
    0.5 / items.reduce(1) { max($0, $1.slope * Double($1.categories[$1.categories.count - 1] - $1.categories[0])) }
  }

  /// The mode of the posterior of a person with the lowest or highest score on all items, by bisection.
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
    for _ in 0..<40 {
      let middle = (lower + upper) / 2
      if (slope(middle) > 0) == isHighest { lower = middle } else { upper = middle }
    }
    return lower
  }

  /// The largest information of all items together over an interval, looked for at 65 places.
  private static func largestInformation(
    _ items: [ItemParameters], _ model: ItemModel, _ interval: ClosedRange<Double>
  ) -> Double {
    let width = (interval.upperBound - interval.lowerBound) / 64
    return (0...64).reduce(0) { largest, place in
      let theta = interval.lowerBound + Double(place) * width
      return max(largest, items.reduce(0) { $0 + $1.information(at: theta, model: model) })
    }
  }
}
