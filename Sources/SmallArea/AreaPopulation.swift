/// What is known of a whole area: the means of the covariates over everybody in it.
public struct AreaPopulation: Sendable, Codable, Equatable {
  public var area: String
  /// Mean over the population by the name of the model's column, such as `x` or `genderfemale`; without the intercept.
  public var means: [String: Double]
  /// Number of units in the population, those in the sample included; `nil` when the sample is a negligible part.
  public var size: Double?

  /// Creates what is known of an area.
  public init(area: String, means: [String: Double], size: Double? = nil) {
    self.area = area
    self.means = means
    self.size = size
  }
}
