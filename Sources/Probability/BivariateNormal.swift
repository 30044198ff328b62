import Foundation

/// Two standard normal variables with a correlation.
///
/// Probabilities are within 1e-14 of the true value. An infinite bound is permitted; NaN gives NaN.
///
/// **Numerical notes.** ∂Φ₂/∂ρ is the density (Plackett 1954), so that the probability is that of independence plus an
/// integral over the angle t = asin ρ. Panels halve the distance to the right angle, where the integrand changes fastest.
///
/// **Source.** Plackett (1954), Biometrika 41:351; Drezner & Wesolowsky (1990); Genz (2004), Statistics and Computing 14:251.
public struct BivariateNormal: Sendable, Equatable {
  /// In [−1, 1].
  public let correlation: Double

  private static let rule = GaussLegendre(nodeCount: 20)

  /// Creates the distribution; a correlation outside [−1, 1] makes every answer NaN.
  public init(correlation: Double) { self.correlation = correlation }

  /// The probability of values of at most x and at most y.
  public func cumulative(_ x: Double, _ y: Double) -> Double {
    guard abs(correlation) <= 1, !x.isNaN, !y.isNaN else { return .nan }
    let normal = Normal()
    if correlation == 1 { return normal.cumulative(min(x, y)) }
    if correlation == -1 { return max(0, normal.cumulative(x) - normal.upperTail(y)) }
    return min(1, max(0, normal.cumulative(x) * normal.cumulative(y) + excess(x, y)))
  }

  /// The density; 0 where a coordinate is infinite.
  public func density(_ x: Double, _ y: Double) -> Double {
    guard x.isFinite, y.isFinite else { return x.isNaN || y.isNaN ? .nan : 0 }
    let rest = (1 - correlation) * (1 + correlation)
    return exp(-(x * x - 2 * correlation * x * y + y * y) / (2 * rest)) / (2 * Double.pi * rest.squareRoot())
  }

  /// Φ₂(x, y; ρ) − Φ(x) Φ(y) for |ρ| < 1: (1 / 2π) ∫ exp(−(x² + y² − 2 x y sin t) / 2 cos² t) dt over 0 … asin ρ.
  package func excess(_ x: Double, _ y: Double) -> Double {
    guard x.isFinite, y.isFinite, correlation != 0 else { return 0 }
    let signed = correlation < 0 ? -y : y
    let end = acos(abs(correlation))
    var sum = 0.0
    var upper = Double.pi / 2
    while upper > end {
      let lower = max(end, upper / 2)
      sum += Self.rule.integral(from: lower, to: upper) { Self.kernel(x, signed, angleToRight: $0) }
      upper = lower
    }
    return (correlation < 0 ? -sum : sum) / (2 * Double.pi)
  }

  /// The integrand at v = π/2 − t, with x² + y² − 2xy cos v = (x − y)² + 4xy sin²(v/2).
  private static func kernel(_ x: Double, _ y: Double, angleToRight v: Double) -> Double {
    let half = sin(v / 2)
    let sine = sin(v)
    return exp(-((x - y) * (x - y) + 4 * x * y * half * half) / (2 * sine * sine))
  }
}
