import Glibc

/// The noncentral t's lower tail as an integral of positive terms, so that nothing cancels.
///
/// P(T ≤ x) = ∫ Φ(xs − δ) f(s) ds, where f is the density of S = (χ²_ν / ν)^½. In u = log s the integrand is entire and
/// has one peak (its logarithmic derivative over s falls in s), so the trapezoidal rule converges geometrically.
struct NoncentralTIntegral {
  let degreesOfFreedom: Double
  /// Any sign; the upper tail at x is the lower tail at −x with −δ.
  let noncentrality: Double
  let x: Double

  /// What lies below exp(−45) of the peak is left out.
  private static let negligible = 45.0
  private static let pointCount = 120.0

  /// The probability of a value of at most x.
  func lowerTail() -> Double {
    let peak = peakPosition()
    let top = logIntegrand(peak)
    let left = max(cutOff(from: peak, direction: -1, threshold: top - Self.negligible), exponentialBelow)
    let right = cutOff(from: peak, direction: 1, threshold: top - Self.negligible)
    let spacing = min((right - left) / Self.pointCount, largestSpacing)
    var sum = 0.0
    for u in stride(from: left, through: right, by: spacing) { sum += exp(logIntegrand(u) - top) }
    sum += exp(logIntegrand(left) - top) / expm1(degreesOfFreedom * spacing)  // the geometric rest on the left
    return min(1, exp(top + logDensityConstant + log(sum * spacing)))
  }

  /// Below this u the integrand is exp(νu) times a constant, to rounding.
  private var exponentialBelow: Double { -40 - log(max(1, abs(x)) * max(1, abs(noncentrality))) }

  /// Wide integrands (few degrees of freedom) change on the scale of 1, and of 1/δ where xs passes δ.
  private var largestSpacing: Double { 0.1 / max(1, 0.2 * abs(noncentrality)) }

  /// The logarithm of Φ(x eᵘ − δ) times the density of u, but for its constant.
  private func logIntegrand(_ u: Double) -> Double {
    logNormal(x * exp(u) - noncentrality) - degreesOfFreedom / 2 * (expm1(2 * u) - 2 * u)
  }

  /// The logarithm of Φ(z); by its asymptotic series, exact to 1e-12, where Φ comes near to underflow.
  private func logNormal(_ z: Double) -> Double {
    if z > -35 { return log(Normal().cumulative(z)) }
    let r = 1 / (z * z)
    return -z * z / 2 - log(-z) - 0.5 * log(2 * .pi) + log1p(-r * (1 - r * (3 - r * (15 - r * 105))))
  }

  /// The slope of `logIntegrand`, positive left of the peak and negative right of it.
  private func slope(_ u: Double) -> Double {
    let z = x * exp(u) - noncentrality
    // The inverse Mills ratio φ/Φ, which tends to −z.
    let ratio = z > -35 ? exp(-z * z / 2) / ((2 * Double.pi).squareRoot() * Normal().cumulative(z)) : -z
    return x * exp(u) * ratio - degreesOfFreedom * expm1(2 * u)
  }

  /// The u of the largest integrand, to a small part of the peak's width.
  private func peakPosition() -> Double {
    var left = -1.0
    while slope(left) < 0 { left *= 2 }
    var right = 1.0
    while slope(right) > 0 { right *= 2 }
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
