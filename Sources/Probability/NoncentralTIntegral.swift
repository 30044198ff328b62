import CDistributions
import Glibc

/// The noncentral t's lower tail as an integral of positive terms, so that nothing cancels.
///
/// P(T ≤ x) = ∫ Φ(xs − δ) f(s) ds, where f is the density of S = (χ²_ν / ν)^½. In u = log s the integrand is analytic
/// and log-concave for x ≤ 0, so it has one peak and the trapezoidal rule converges geometrically.
struct NoncentralTIntegral {
  let degreesOfFreedom: Double
  let noncentrality: Double
  let x: Double

  /// What lies below exp(−45) of the peak is left out.
  private static let negligible = 45.0
  private static let pointCount = 120.0
  /// Wide integrands (few degrees of freedom) still change on the scale of 1 on their steep side.
  private static let largestSpacing = 0.1

  /// The probability of a value of at most x, for x ≤ 0 and δ ≥ 0.
  func lowerTail() -> Double {
    let peak = peakPosition()
    let top = logIntegrand(peak)
    guard top > -.infinity else { return 0 }
    let left = cutOff(from: peak, direction: -1, threshold: top - Self.negligible)
    let right = cutOff(from: peak, direction: 1, threshold: top - Self.negligible)
    let spacing = min((right - left) / Self.pointCount, Self.largestSpacing)
    var sum = 0.0
    for u in stride(from: left, through: right, by: spacing) { sum += exp(logIntegrand(u) - top) }
    return exp(top + logDensityConstant) * sum * spacing
  }

  /// The logarithm of Φ(x eᵘ − δ) times the density of u, but for its constant; −∞ where Φ underflows.
  private func logIntegrand(_ u: Double) -> Double {
    let normal = distribution_normal_probability(x * exp(u) - noncentrality, false)
    return log(normal) - degreesOfFreedom / 2 * (expm1(2 * u) - 2 * u)
  }

  /// The slope of `logIntegrand`, which decreases in u.
  private func slope(_ u: Double) -> Double {
    let z = x * exp(u) - noncentrality
    let normal = distribution_normal_probability(z, false)
    let inverseMillsRatio = normal > 0 ? exp(-z * z / 2) / ((2 * Double.pi).squareRoot() * normal) : -z
    return x * exp(u) * inverseMillsRatio - degreesOfFreedom * expm1(2 * u)
  }

  /// The u of the largest integrand, to a small part of the peak's width; never above 0.
  private func peakPosition() -> Double {
    var left = -1.0
    while slope(left) < 0 { left *= 2 }
    var right = 0.0
    for _ in 0..<40 {
      let middle = 0.5 * (left + right)
      if slope(middle) > 0 { left = middle } else { right = middle }
    }
    return right
  }

  /// The u on one side of the peak where the integrand has fallen to the threshold.
  private func cutOff(from peak: Double, direction: Double, threshold: Double) -> Double {
    var outside = 1.0
    while logIntegrand(peak + direction * outside) > threshold { outside *= 2 }
    var inside = 0.0
    for _ in 0..<30 {
      let middle = 0.5 * (inside + outside)
      if logIntegrand(peak + direction * middle) > threshold { inside = middle } else { outside = middle }
    }
    return peak + direction * outside
  }

  /// The logarithm of 2 hʰ e⁻ʰ / Γ(h) with h = ν/2; by Stirling's series where the difference would cancel.
  private var logDensityConstant: Double {
    let half = degreesOfFreedom / 2
    if half < 50 { return log(2) + half * log(half) - half - lgamma(half) }
    let square = half * half
    let remainder = (1.0 / 12 - (1.0 / 360 - 1.0 / (1260 * square)) / square) / half
    return log(2) + 0.5 * log(half / (2 * .pi)) - remainder
  }
}
