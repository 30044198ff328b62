public import Findings

/// A standardised effect with its uncertainty.
public struct HedgesGFit: Sendable, Codable, Equatable {
  /// Hedges g: the difference in standard deviations, positive when the experimental arm is higher.
  public let estimate: Double
  /// Standard error of g, with the clusters and the uncertainty of the standard deviation in it.
  public let standardError: Double
  /// Degrees of freedom *h* of the standard deviation under clustering.
  public let degreesOfFreedom: Double
  /// Interval of g.
  public let interval: Interval
  /// Φ(g) − 0.5: expected change in percentile rank of an average control child, in [−0.5, 0.5].
  public let improvementIndex: Double
  /// Pooled standard deviation within arms, total over all levels, in units of the outcome.
  public let standardDeviation: Double
  /// Intraclass correlation used in the correction, 0 without clusters.
  public let intraclassCorrelation: Double

  /// The effect as findings hold it.
  public var finding: EffectFinding.StandardizedEffect {
    EffectFinding.StandardizedEffect(
      hedgesG: estimate, interval: interval, standardDeviation: standardDeviation,
      intraclassCorrelation: intraclassCorrelation, improvementIndex: improvementIndex)
  }
}
