internal import Foundation

/// Even nodes over which the likelihood of an answer pattern is summed instead of integrated.
///
/// The sum over even nodes of a smooth function that falls off like a normal density has an error of about
/// 2 exp(−2π²σ²/h²), with *h* the step and *σ* the deviation of the sharpest posterior, and of exp(−2π·π/(a h)) from the
/// nearest pole of a category curve of slope *a* (Trefethen & Weideman 2014, SIAM Review 56).
extension EvenGrid {
  /// How fine the nodes are and how far they reach.
  struct Resolution: Sendable {
    /// Step in standard deviations of the sharpest posterior.
    let step: Double
    /// Reach in standard deviations of abilities, on either side of each group's mean.
    let reach: Double
    /// Posterior weights below this share of the largest are left out of second derivatives.
    let negligibleShare: Double

    /// For the log-likelihood: an error below 1e-13 per person.
    ///
    /// Errors of estimates are needed to fewer digits.
    static let exact = Resolution(step: 0.8, reach: 10, negligibleShare: 1e-9)
    /// For the way to the maximum, on which second derivatives are corrected from step to step.
    static let coarse = Resolution(step: 1.2, reach: 5, negligibleShare: 1e-3)
  }

  /// The grid that a point needs.
  init(for point: SlopePoint, _ family: SlopeModel.Family, _ resolution: Resolution) {
    let lowest = point.groups.map { $0.mean - resolution.reach * $0.deviation }.min() ?? -resolution.reach
    let highest = point.groups.map { $0.mean + resolution.reach * $0.deviation }.max() ?? resolution.reach
    let narrowest = point.groups.map(\.deviation).min() ?? 1
    let precision = 1 / (narrowest * narrowest) + Self.largestSharpness(point, family, lowest...highest)
    let steepest = point.items.map { abs($0.slope) * $0.largestStep(family) }.max() ?? 0
    let ofPosterior = resolution.step / precision.squareRoot()
    let ofPole = resolution.step / Resolution.exact.step * 0.6 / max(steepest, 1e-3)
    self.init(covering: lowest...highest, step: min(ofPosterior, ofPole))
  }

  /// The largest curvature of the log-likelihood of any pattern, over even abilities and the locations of the items.
  private static func largestSharpness(
    _ point: SlopePoint, _ family: SlopeModel.Family, _ range: ClosedRange<Double>
  ) -> Double {
    let even = stride(from: range.lowerBound, through: range.upperBound, by: (range.upperBound - range.lowerBound) / 80)
    let places = even + point.items.flatMap { $0.locations(family) }.filter(range.contains)
    var sums = [Double](repeating: 0, count: places.count)
    for item in point.items {
      for (place, sharpness) in item.sharpness(family, at: places).enumerated() { sums[place] += sharpness }
    }
    return sums.max() ?? 0
  }

  /// The nodes in a range of abilities, with one more on either side.
  func indices(_ abilities: ClosedRange<Double>) -> Range<Int> {
    let lowest = Int(((abilities.lowerBound - lower) / step).rounded(.down)) - 1
    let highest = Int(((abilities.upperBound - lower) / step).rounded(.up)) + 1
    let first = min(max(lowest, 0), count - 1)
    return first..<max(first, min(highest, count - 1)) + 1
  }

  /// The abilities that nodes stand for.
  func abilities(_ indices: Range<Int>) -> ClosedRange<Double> {
    node(indices.lowerBound)...node(indices.upperBound - 1)
  }

  /// Logarithms of a group's density at the nodes, times the spacing.
  func logWeights(_ group: SlopePoint.Group) -> [Double] {
    let constant = log(step / (group.deviation * (2 * Double.pi).squareRoot()))
    return nodes.map { node in
      let z = (node - group.mean) / group.deviation
      return constant - z * z / 2
    }
  }
}

extension SlopeIntercepts {
  /// The largest curvature −d² log P / dθ² over the categories, at each ability: it bounds how sharp a posterior can be.
  func sharpness(_ family: SlopeModel.Family, at abilities: [Double]) -> [Double] {
    switch family {
    case .gradedResponse:
      abilities.map { theta in
        let bends = intercepts.map { intercept in
          let small = exp(-abs(slope * theta + intercept))
          return slope * slope * small / ((1 + small) * (1 + small))
        }
        return zip([0] + bends, bends + [0]).map(+).max() ?? 0
      }
    case .generalizedPartialCredit:
      abilities.map { theta in
        let logits = zip(points, [0] + intercepts).map { $0 * slope * theta + $1 }
        let largest = logits.max() ?? 0
        let weights = logits.map { exp($0 - largest) }
        let sum = weights.reduce(0, +)
        return slope * slope * scoreMoments(weights.map { $0 / sum }).variance
      }
    }
  }

  /// What one step multiplies the slope by.
  fileprivate func largestStep(_ family: SlopeModel.Family) -> Double {
    family == .gradedResponse ? 1 : zip(points, points.dropFirst()).map { $1 - $0 }.max() ?? 1
  }
}
