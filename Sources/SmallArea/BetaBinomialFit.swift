public import Findings

/// Shares of areas shrunken by a beta-binomial model.
public struct BetaBinomialFit: Sendable, Codable, Equatable {
  /// How the parameters were estimated.
  public let method: BetaBinomialShrinkage.Method
  /// μ: mean share of the areas, in (0, 1).
  public let mean: Double
  /// M = α + β, in observations that the mean is worth; `nil` when it is infinite: the areas do not differ.
  public let concentration: Double?
  /// Without the binomial coefficients.
  public let logLikelihood: Double
  /// One per area, in the order given.
  public let areaEstimates: [AreaEstimate]
  public let warnings: [FindingWarning]

  /// The estimate of one area.
  public struct AreaEstimate: Sendable, Codable, Equatable {
    public let area: String
    /// The share as observed.
    public let direct: Double
    /// ñ, the effective sample size.
    public let effectiveSize: Double
    /// Posterior mean, in (0, 1).
    public let estimate: Double
    /// ñ / (ñ + M): weight of the area's own share, in [0, 1].
    public let shrinkage: Double
    /// Posterior variance with the parameters taken as known.
    public let posteriorVariance: Double
    /// With the uncertainty of the parameters, where it is known.
    public let variance: Double
    /// Within [0, 1], of the beta distribution with this mean and variance.
    public let interval: Interval

    public var standardError: Double { variance.squareRoot() }
  }
}
