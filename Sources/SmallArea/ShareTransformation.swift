import Foundation
import Probability

/// A scale on which the errors of shares are nearly normal and their variance nearly known.
public enum ShareTransformation: String, Sendable, Codable, CaseIterable {
  /// arcsin √p with variance 1 / 4ñ, whatever the share.
  case arcsine
  /// Log odds with half a success and half a failure added, and variance 1/(s + ½) + 1/(ñ − s + ½).
  case logit

  /// A share on the scale, with its sampling variance.
  func observation(_ area: EffectiveShare) -> (value: Double, variance: Double) {
    switch self {
    case .arcsine: (asin(area.share.squareRoot()), 1 / (4 * area.effectiveSize))
    case .logit:
      observation(successes: area.successes + 0.5, failures: area.effectiveSize * (1 - area.share) + 0.5)
    }
  }

  private func observation(successes: Double, failures: Double) -> (value: Double, variance: Double) {
    (Foundation.log(successes / failures), 1 / successes + 1 / failures)
  }

  /// The share at a point of the scale; points beyond the ends of the scale have the share of the end.
  func share(at point: Double) -> Double {
    switch self {
    case .arcsine:
      let sine = sin(min(max(point, 0), .pi / 2))
      return sine * sine
    case .logit: return expit(point)
    }
  }

  /// The mean share when the point is normal: what the share at the mean point misses for the bend of the scale.
  func meanShare(mean: Double, variance: Double) -> Double {
    switch self {
    case .arcsine: return (1 - exp(-2 * variance) * cos(2 * mean)) / 2
    case .logit:
      let spread = (2 * variance).squareRoot()
      let sum = zip(Self.rule.nodes, Self.rule.scaledWeights).reduce(0) { sum, node in
        sum + node.1 * exp(-node.0 * node.0) * expit(mean + spread * node.0)
      }
      return sum / Double.pi.squareRoot()
    }
  }

  private static let rule = GaussHermite(nodeCount: 64)
}
