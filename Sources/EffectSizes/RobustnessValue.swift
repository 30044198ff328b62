import Probability

// Notation: Cinelli & Hazlett (2020), doi:10.1111/rssb.12348. f = |t|/√df is Cohen's f of the treatment; a confounder Z
// explains the share R²(D~Z|X) of what is left of the treatment and R²(Y~Z|D,X) of what is left of the outcome.

/// How strong an unobserved confounder would have to be to change a conclusion.
///
/// The robustness value is the share of the residual variance of both the treatment and the outcome that a confounder
/// must explain to take away the part *q* of the effect, or to make it indistinguishable from the rest at level α.
///
/// Give the cluster-aware t and its degrees of freedom. When arms are constant within clusters the shares are then
/// those of the variance between clusters, where a confounder of the assignment must lie. With the t and the degrees of
/// freedom of independent children they would be shares of the variance between children, and far too reassuring.
///
/// **Source.** Cinelli & Hazlett (2020), J. R. Stat. Soc. B 82:39, doi:10.1111/rssb.12348, with the exact minimum where
/// few degrees of freedom make it smaller than their formula. Verified against their Darfur example.
public struct RobustnessValue: Sendable, Codable, Equatable {
  /// The part of the effect that is to be taken away: 1 = all of it.
  public var fraction: Double
  /// Level of the two-sided test after which the effect counts as indistinguishable, in (0, 1).
  public var significanceLevel: Double

  /// Creates a specification.
  public init(fraction: Double = 1, significanceLevel: Double = 0.05) {
    precondition(fraction > 0, "fraction \(fraction)")
    precondition(significanceLevel > 0 && significanceLevel < 1, "significance level \(significanceLevel)")
    self.fraction = fraction
    self.significanceLevel = significanceLevel
  }

  /// Computes the values of an effect.
  ///
  /// - Parameter effect: The estimate with its cluster-aware error and more than one degree of freedom.
  /// - Returns: Shares of variance that a confounder must explain.
  /// - Throws: `EffectSizeError.notANumber` when the standard error is not positive or one degree of freedom or less is
  ///   left to pay for a confounder.
  public func fit(_ effect: EstimatedEffect) throws(EffectSizeError) -> RobustnessValueFit {
    let df = try effect.degreesOfFreedomForConfounder()
    let f = abs(effect.statistic) / df.squareRoot()
    let critical = StudentT(degreesOfFreedom: df - 1).upperQuantile(significanceLevel / 2) / (df - 1).squareRoot()
    return RobustnessValueFit(
      toLoseEstimate: share(explaining: fraction * f),
      toLoseSignificance: shareToLoseSignificance(fraction * f, critical),
      partialRSquared: f * f / (1 + f * f))
  }

  /// The share *R* of both variances at which the bias is as large as *f*: R/√(1 − R) = f, without cancellation.
  private func share(explaining f: Double) -> Double {
    2 * f / ((f * f + 4).squareRoot() + f)
  }

  /// The smallest share at which the t statistic falls to its critical value.
  private func shareToLoseSignificance(_ f: Double, _ critical: Double) -> Double {
    guard f > critical else { return 0 }
    // Beyond f·f* = 1 a confounder that explains less of the outcome does more: it leaves a larger standard error.
    return f * critical > 1 ? (f * f - critical * critical) / (1 + f * f) : share(explaining: f - critical)
  }
}

/// Shares of variance that a confounder must explain.
public struct RobustnessValueFit: Sendable, Codable, Equatable {
  /// RV_q: share of the residual variance of treatment and outcome that takes the effect away, in [0, 1).
  public let toLoseEstimate: Double
  /// RV_{q,α}: the share that makes the effect indistinguishable at α.
  ///
  /// 0 when it already is, or would be for the one degree of freedom that a confounder without any share costs.
  public let toLoseSignificance: Double
  /// R²(Y~D|X): a confounder that explains all the rest of the outcome must explain this share of the treatment.
  public let partialRSquared: Double
}

extension EstimatedEffect {
  /// The degrees of freedom, checked to leave one for a confounder.
  func degreesOfFreedomForConfounder() throws(EffectSizeError) -> Double {
    try check()
    guard degreesOfFreedom > 1, degreesOfFreedom.isFinite else {
      throw .notANumber(quantity: "degrees_of_freedom", value: degreesOfFreedom)
    }
    return degreesOfFreedom
  }
}
