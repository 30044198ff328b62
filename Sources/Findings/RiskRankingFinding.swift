/// What can be said about the order of the places of one level.
public struct RiskRankingFinding: Sendable, Codable, Equatable {
  /// Two neighbours in the order, and how many times the observations would tell them apart.
  public struct Resolution: Sendable, Codable, Equatable {
    public var higher: String
    public var lower: String
    /// Probability that the higher one is truly higher.
    public var probability: Double
    /// Times the observations of both; `nil` when no factor that was tried is enough.
    public var multiplierOfBoth: Double?
    /// Creates a pair.
    public init(higher: String, lower: String, probability: Double, multiplierOfBoth: Double?) {
      self.higher = higher
      self.lower = lower
      self.probability = probability
      self.multiplierOfBoth = multiplierOfBoth
    }
  }

  /// How much of the variance of an index and of a rank comes from one source.
  public struct VarianceShare: Sendable, Codable, Equatable {
    /// `sampling`, `weights`, `normalisation` or `aggregation`.
    public var source: String
    public var place: String
    /// First-order and total share of the index's variance.
    public var index: Share?
    /// The same of the rank's.
    public var rank: Share?
    /// Creates shares.
    public init(source: String, place: String, index: Share?, rank: Share?) {
      self.source = source
      self.place = place
      self.index = index
      self.rank = rank
    }
  }

  /// Sobol indices of one source.
  public struct Share: Sendable, Codable, Equatable {
    public var firstOrder: Double
    public var total: Double
    /// Creates shares.
    public init(firstOrder: Double, total: Double) {
      self.firstOrder = firstOrder
      self.total = total
    }
  }

  public var level: RiskFinding.Level
  public var quarter: String?
  /// How many places count as the highest fifth.
  public var highestCount: Int
  /// Codes of places that cannot be told apart, from the highest index down; groups overlap.
  public var groups: [[String]]
  /// Neighbours in the order; empty below regions.
  public var resolutions: [Resolution]
  /// Probability that a resolution asks for.
  public var resolutionProbability: Double
  /// Variance by source, where choices of method vary.
  public var variance: [VarianceShare]

  /// Creates a finding.
  public init(
    level: RiskFinding.Level, quarter: String?, highestCount: Int, groups: [[String]], resolutions: [Resolution],
    resolutionProbability: Double, variance: [VarianceShare]
  ) {
    self.level = level
    self.quarter = quarter
    self.highestCount = highestCount
    self.groups = groups
    self.resolutions = resolutions
    self.resolutionProbability = resolutionProbability
    self.variance = variance
  }
}

/// The change of a place's index from one quarter to the next, by a constant method.
public struct RiskChangeFinding: Sendable, Codable, Equatable {
  public var level: RiskFinding.Level
  public var place: String
  /// Code of the region the place is or lies in; `nil` for the country.
  public var region: String?
  public var name: LocalizedText
  public var from: String
  public var to: String
  /// Points of the index, positive = more support needed than before.
  public var change: Disclosable<RiskFinding.Score>
  /// Probability that the index rose by more than the method's `rise`.
  public var probabilityOfRise: Disclosable<Double>

  /// Creates a finding.
  public init(
    level: RiskFinding.Level, place: String, region: String?, name: LocalizedText, from: String, to: String,
    change: Disclosable<RiskFinding.Score>, probabilityOfRise: Disclosable<Double>
  ) {
    self.level = level
    self.place = place
    self.region = region
    self.name = name
    self.from = from
    self.to = to
    self.change = change
    self.probabilityOfRise = probabilityOfRise
  }
}

extension [RiskChangeFinding] {
  /// Points of the index that a change must exceed to go beyond chance: half the width of its interval, the median of
  /// several changes; `nil` where none is shown.
  public var criticalDifference: Double? {
    let halves = compactMap(\.change.value).map { ($0.interval.upper - $0.interval.lower) / 2 }.sorted()
    guard !halves.isEmpty else { return nil }
    return (halves[(halves.count - 1) / 2] + halves[halves.count / 2]) / 2
  }
}
