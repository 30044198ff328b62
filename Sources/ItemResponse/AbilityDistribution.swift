/// The normal distribution of abilities in one group, on the scale of the items.
public struct AbilityDistribution: Sendable, Codable, Equatable {
  public var group: String
  public var mean: Double
  public var variance: Double

  /// Creates a distribution; the variance is positive.
  public init(group: String, mean: Double, variance: Double) {
    self.group = group
    self.mean = mean
    self.variance = variance
  }
}
