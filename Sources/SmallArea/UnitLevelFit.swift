public import Findings
public import MixedModels

/// A fitted nested error regression with the means of its areas.
public struct UnitLevelFit: Sendable, Codable, Equatable {
  /// The mixed model behind the estimates, with coefficients and variances.
  public let model: LinearMixedModelFit
  /// σu², in squared units of the response; exactly 0 on the boundary.
  public let betweenVariance: Double
  /// One per population, in the order given.
  public let areaEstimates: [AreaEstimate]
  public let warnings: [FindingWarning]

  /// The estimate of one area.
  public struct AreaEstimate: Sendable, Codable, Equatable {
    public let area: String
    /// Sampled units.
    public let observationCount: Int
    /// Mean of the sampled units; `nil` without a sample.
    public let direct: Double?
    /// X̄ᵀβ, from the regression alone.
    public let synthetic: Double
    /// The mean of the area (empirical best linear unbiased predictor); the synthetic estimate without a sample.
    public let estimate: Double
    /// û, the predicted effect of the area; 0 without a sample.
    public let effect: Double
    /// γ: weight of the area's own residual, in [0, 1].
    public let shrinkage: Double
    /// Mean squared error of the estimate; `nil` when the model leaves no residual.
    public let meanSquaredError: Double?
    /// Standard error of the mean squared error as a bootstrap mean; `nil` for the analytic one.
    public let monteCarloError: Double?
  }
}
