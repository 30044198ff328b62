import Foundation
import LinearAlgebra
import Optimization

/// Mean and dispersion of a beta-binomial model.
struct BetaBinomialParameters {
  /// μ.
  let mean: Double
  /// φ = 1 / M; exactly 0 on the boundary.
  let dispersion: Double
  /// Of logit μ and log M; on the boundary of logit μ alone; `nil` when it is not known.
  let covariance: SymmetricMatrix?

  /// The maximum of the likelihood; `nil` when none is found.
  init?(maximising likelihood: BetaBinomialLikelihood) {
    let start = BetaBinomialParameters(moments: likelihood.shares)
    guard
      let record = try? BoundConstrainedMinimizer().minimize(
        from: [logit(start.mean), max(start.dispersion, 0.01)], lowerBounds: [-.infinity, 0],
        { -likelihood.value(mean: expit($0[0]), dispersion: $0[1]) }),
      record.stopReason != .evaluationLimit
    else { return nil }
    mean = expit(record.minimizer[0])
    dispersion = record.minimizer[1]
    covariance = Self.covariance(likelihood, logitMean: record.minimizer[0], dispersion: dispersion)
  }

  private static func covariance(
    _ likelihood: BetaBinomialLikelihood, logitMean: Double, dispersion: Double
  ) -> SymmetricMatrix? {
    guard dispersion > 0 else {
      let mu = expit(logitMean)
      let size = likelihood.shares.reduce(0) { $0 + $1.effectiveSize }
      return SymmetricMatrix(diagonal: [1 / (size * mu * (1 - mu)), 0])
    }
    let information = NumericalDerivatives.hessian(
      of: { -likelihood.value(mean: expit($0[0]), dispersion: exp(-$0[1])) }, at: [logitMean, -log(dispersion)],
      steps: [0.1, 0.1])
    guard information.isFinite, let factor = try? Cholesky(information) else { return nil }
    return factor.inverse()
  }

  /// The dispersion at which Pearson's statistic equals its degrees of freedom; 0 when it never exceeds them.
  init(moments shares: [EffectiveShare]) {
    var (lower, upper) = (0.0, 1.0)
    if Self.pearson(shares, correlation: 0).excess <= 0 {
      upper = 0
    } else {
      for _ in 0..<200 where upper - lower > upper.ulp {
        let middle = (lower + upper) / 2
        if Self.pearson(shares, correlation: middle).excess > 0 { lower = middle } else { upper = middle }
      }
    }
    // ρ = 1 / (M + 1).
    mean = Self.pearson(shares, correlation: upper).mean
    dispersion = upper < 1 ? upper / (1 - upper) : 1 / Double.ulpOfOne
    covariance = nil
  }

  /// The weighted mean at an intraclass correlation, and Pearson's statistic less its degrees of freedom.
  private static func pearson(_ shares: [EffectiveShare], correlation: Double) -> (mean: Double, excess: Double) {
    let weights = shares.map { $0.effectiveSize / (1 + ($0.effectiveSize - 1) * correlation) }
    let mean = zip(weights, shares).reduce(0) { $0 + $1.0 * $1.1.share } / weights.reduce(0, +)
    let squares = zip(weights, shares).reduce(0) { $0 + $1.0 * ($1.1.share - mean) * ($1.1.share - mean) }
    return (mean, squares / (mean * (1 - mean)) - Double(shares.count - 1))
  }
}

/// Log odds.
func logit(_ probability: Double) -> Double { log(probability / (1 - probability)) }

/// The probability of log odds.
func expit(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }
