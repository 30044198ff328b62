/// The effect that one study, or one region, found.
public struct StudyEffect: Sendable, Codable, Equatable {
  public var study: String
  /// Estimate, in the same units for all studies.
  public var effect: Double
  /// Sampling variance of the estimate, positive, taken as known.
  public var variance: Double

  /// Creates a study's effect.
  public init(study: String, effect: Double, variance: Double) {
    self.study = study
    self.effect = effect
    self.variance = variance
  }
}
