public import Findings

/// Agreement of two raters.
public struct CohenKappaFit: Sendable, Codable, Equatable {
  public let weights: CohenKappa.Weights
  /// 1 for full agreement, 0 for what chance gives, below 0 for less.
  public let kappa: Double
  /// `nil` where the raters agree on every child, which leaves nothing to estimate an error from.
  public let standardError: Double?
  /// Interval of κ, cut at 1; `nil` without a standard error.
  public let interval: Interval?
  /// Weighted share of agreement, in [0, 1].
  public let observedAgreement: Double
  /// Weighted share of agreement that chance gives raters with these shares of levels, in [0, 1).
  public let expectedAgreement: Double
  /// Children rated twice.
  public let observationCount: Int
  /// Clusters they are in; equal to the children where each stands for itself.
  public let clusterCount: Int
}
