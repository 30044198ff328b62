public import Findings

/// Shares of areas with positive sampling variances.
public struct ShareVarianceFit: Sendable, Codable, Equatable {
  /// One per area with data, in the order of the areas' names.
  public let shares: [AreaShare]
  /// κ: variance of a share for a denominator of 1, clusters included; what a smoothed variance is made of (with design
  /// effects of their own, its mean over areas weighted by their denominators).
  public let unitVariance: Double
  public let warnings: [FindingWarning]

  /// The share of one area.
  public struct AreaShare: Sendable, Codable, Equatable {
    public let area: String
    /// Σ numerator / Σ denominator, in [0, 1] for a share.
    public let share: Double
    /// Sampling variance, positive.
    public let variance: Double
    /// Whether the variance comes from the other areas.
    public let isSmoothed: Bool
    /// Number of clusters with a positive denominator.
    public let clusterCount: Int
    public let observationCount: Int
  }

  /// The shares as the Fay–Herriot model takes them, without covariates.
  public var observations: [AreaObservation] {
    shares.map { AreaObservation(area: $0.area, direct: $0.share, variance: $0.variance) }
  }
}
