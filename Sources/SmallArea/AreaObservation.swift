/// A direct estimate of one area with its sampling variance.
public struct AreaObservation: Sendable, Codable, Equatable {
  public var area: String
  /// Direct estimate, for example a share in [0, 1].
  public var direct: Double
  /// Sampling variance of the direct estimate, positive, taken as known.
  public var variance: Double
  /// Covariates of the area, in the order of the model's names; the intercept is not among them.
  public var covariates: [Double]

  /// Creates an observation.
  public init(area: String, direct: Double, variance: Double, covariates: [Double] = []) {
    self.area = area
    self.direct = direct
    self.variance = variance
    self.covariates = covariates
  }
}
