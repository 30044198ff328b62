internal import Foundation
internal import Probability

/// The latent normal values behind a binary or three-level variable.
///
/// A binary variable is 1 above 0, with residual variance 1. A three-level one is 1 below 0, 2 between 0 and 1, 3 above 1:
/// with two thresholds fixed, the intercept and the residual variance are free.
struct LatentResponse {
  let kind: IncompleteVariable.Kind

  /// Whether the residual variance is 1 by convention.
  var hasKnownVariance: Bool { kind == .binary }

  /// The interval of latent values that a code stands for.
  func interval(of code: UInt8) -> (lower: Double, upper: Double) {
    switch (kind, code) {
    case (.binary, 0), (.threeLevel, 1): (-.infinity, 0)
    case (.threeLevel, 2): (0, 1)
    case (.threeLevel, _): (1, .infinity)
    default: (0, .infinity)
    }
  }

  /// The code that a latent value stands for.
  func code(of value: Double) -> Double {
    if kind == .binary { return value > 0 ? 1 : 0 }
    return value <= 0 ? 1 : (value <= 1 ? 2 : 3)
  }

  /// Mean and deviation under which the codes have their observed shares, each level counted half once more.
  func start(codes: [UInt8], missing: [Int]) -> (mean: Double, deviation: Double) {
    var counts = [Double](repeating: 0.5, count: 4)
    for code in codes { counts[Int(code)] += 1 }
    counts[0] -= Double(missing.count)
    if kind == .binary { return (Normal().quantile(counts[1] / (counts[0] + counts[1])), 1) }
    let total = counts[1] + counts[2] + counts[3]
    let (first, second) = (Normal().quantile(counts[1] / total), Normal().quantile((counts[1] + counts[2]) / total))
    return (-first / (second - first), 1 / (second - first))
  }

  /// A normal value known to lie in an interval, by inversion on the side of the smaller tail.
  static func truncatedNormal(
    mean: Double, deviation: Double, interval: (lower: Double, upper: Double), uniform: Double
  ) -> Double {
    var (lower, upper) = ((interval.lower - mean) / deviation, (interval.upper - mean) / deviation)
    let isMirrored = lower > 0
    if isMirrored { (lower, upper) = (-upper, -lower) }
    let (below, above) = (lowerTail(lower), lowerTail(upper))
    var value = Normal().quantile(below + uniform * (above - below))
    // Beyond about 38 deviations the tail is 0 to a double: the nearest point stands for it.
    if !(value >= lower && value <= upper) { value = lower.isFinite && value < lower ? lower : upper }
    return mean + deviation * (isMirrored ? -value : value)
  }

  private static func lowerTail(_ x: Double) -> Double { 0.5 * erfc(-x * 0.5.squareRoot()) }
}
