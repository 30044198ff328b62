extension RiskFramework {
  /// How members make a block.
  public enum Mean: String, Sendable, Codable, CaseIterable {
    case arithmetic, geometric, harmonic
  }

  /// How a value becomes a risk of 0 … 100.
  public enum Normalisation: String, Sendable, Codable, CaseIterable {
    case goalposts, rank
    case minMax = "min_max"
    case zScore = "z_score"
    case distanceToTarget = "distance_to_target"
  }

  /// What is done with outliers before normalising.
  public enum Outliers: String, Sendable, Codable, CaseIterable {
    case keep, winsorise
  }

  /// Where weights come from.
  public enum Weights: String, Sendable, Codable, CaseIterable {
    case given, equal, pca
    case equalCorrelation = "equal_correlation"
    case equalCorrelationRatio = "equal_correlation_ratio"
  }

  /// How the index is formed.
  public struct Method: Sendable, Equatable, Codable {
    public var normalisation: Normalisation
    public var outliers: Outliers
    public var weights: Weights
    public var betweenBlocks: Mean
    /// Share of the weight that must be present for a score, in (0, 1].
    public var minimumWeightShare: Double
    /// Rise of the index, in points, that changes from quarter to quarter are asked about; not negative.
    public var rise: Double
    /// Creates a method; without arguments the one that is recommended.
    public init(
      normalisation: Normalisation = .goalposts, outliers: Outliers = .keep, weights: Weights = .given,
      betweenBlocks: Mean = .geometric, minimumWeightShare: Double = 0.7, rise: Double = 5
    ) {
      self.normalisation = normalisation
      self.outliers = outliers
      self.weights = weights
      self.betweenBlocks = betweenBlocks
      self.minimumWeightShare = minimumWeightShare
      self.rise = rise
    }
  }

  /// Which choices of method vary when it is asked how much hangs on them; an empty list keeps the method's own.
  public struct Uncertainty: Sendable, Equatable, Codable {
    /// Every weight is multiplied by a number from 1 − spread to 1 + spread, in [0, 1).
    public var weightSpread: Double
    public var weights: [Weights]
    public var normalisations: [Normalisation]
    public var betweenBlocks: [Mean]
    /// Creates choices; without arguments nothing varies.
    public init(
      weightSpread: Double = 0, weights: [Weights] = [], normalisations: [Normalisation] = [],
      betweenBlocks: [Mean] = []
    ) {
      self.weightSpread = weightSpread
      self.weights = weights
      self.normalisations = normalisations
      self.betweenBlocks = betweenBlocks
    }
  }

  /// Whether some way of forming the index measures values by goalposts.
  var needsGoalposts: Bool {
    ([method.normalisation] + uncertainty.normalisations).contains { $0 == .goalposts || $0 == .distanceToTarget }
  }
}
