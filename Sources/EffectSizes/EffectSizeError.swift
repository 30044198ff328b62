/// Why a standardised effect cannot be given.
public enum EffectSizeError: Error, Equatable, Sendable {
  /// An arm has fewer than the two observations that a standard deviation needs.
  case tooFewObservations(control: Int, experimental: Int)
  /// A correction for clusters needs at least two clusters.
  case tooFewClusters(found: Int, required: Int)
  /// A number that must be finite (and, where it is a spread, not negative; for degrees of freedom, positive) is not.
  case notANumber(quantity: String, value: Double)
  /// The outcome does not vary within the arms, so that there is nothing to standardise by.
  case noVariation
  /// The intraclass correlation is outside [0, 1].
  case correlationOutOfRange(Double)
  /// Clusters are so few and so alike inside that the spread is left with one degree of freedom or less.
  case noDegreesOfFreedom(clusterCount: Int, intraclassCorrelation: Double)
  /// All or none of an arm reached the outcome, so that its odds are infinite or 0.
  case shareAtBoundary(count: Int, total: Int)
  /// A partial R² is outside [0, 1).
  case partialRSquaredOutOfRange(Double)
  /// No confounder can be this many times as strong as the covariate it is compared with.
  case impossibleMultiple(Double)
}
