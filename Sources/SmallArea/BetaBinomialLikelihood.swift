import Foundation

// Notation: a success probability has a beta distribution with mean μ and concentration M = α + β; φ = 1 / M.

/// The beta-binomial likelihood of effective counts, which need not be whole numbers.
struct BetaBinomialLikelihood {
  let shares: [EffectiveShare]

  /// The log-likelihood without the binomial coefficients; φ = 0 is the binomial likelihood.
  func value(mean mu: Double, dispersion phi: Double) -> Double {
    let (a, b) = (mu / phi, (1 - mu) / phi)
    return shares.reduce(0) { sum, area in
      let (s, n) = (area.successes, area.effectiveSize)
      let failures = max(0, n - s)
      let binomial = (s > 0 ? s * log(mu) : 0) + (failures > 0 ? failures * log(1 - mu) : 0)
      guard phi > 0 else { return sum + binomial }
      return sum + binomial + relativeRise(a, s) + relativeRise(b, failures) - relativeRise(1 / phi, n)
    }
  }

  /// A base above which Stirling's series is used: lgamma would cancel.
  private static let largeBase = 1e4

  /// log Γ(a + s) − log Γ(a) − s log a, which tends to 0 for large a.
  private func relativeRise(_ a: Double, _ s: Double) -> Double {
    guard a > Self.largeBase else { return lgamma(a + s) - lgamma(a) - s * log(a) }
    let end = a + s
    let corrections = (1 / end - 1 / a) / 12 - (1 / (end * end * end) - 1 / (a * a * a)) / 360
    return (end - 0.5) * log1p(s / a) - s + corrections
  }
}
