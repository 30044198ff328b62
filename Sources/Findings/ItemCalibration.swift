/// The items, abilities and scores of a fitted item response model.
///
/// A quantity that cannot be estimated is `nil`, never 0 or NaN.
public struct ItemCalibration: Sendable, Codable, Equatable {
  /// A slope or location of an item.
  public struct Parameter: Sendable, Codable, Equatable {
    /// `slope`, or `step1`, `step2` … in the Rasch family and `threshold1` … otherwise.
    public var name: String
    public var estimate: Double?
    /// `nil` also for a parameter that was held.
    public var standardError: Double?

    /// Creates a parameter.
    public init(name: String, estimate: Double?, standardError: Double?) {
      self.name = name
      self.estimate = estimate
      self.standardError = standardError
    }
  }

  /// One item that was asked for.
  public struct Item: Sendable, Codable, Equatable {
    public var item: String
    /// Empty for an item that was left out.
    public var parameters: [Parameter]
    public var infit: Double?
    public var outfit: Double?

    /// Creates an item.
    public init(item: String, parameters: [Parameter], infit: Double? = nil, outfit: Double? = nil) {
      self.item = item
      self.parameters = parameters
      self.infit = infit
      self.outfit = outfit
    }
  }

  /// The normal distribution of abilities in one group.
  public struct Ability: Sendable, Codable, Equatable {
    public var group: String
    public var mean: Double
    public var variance: Double

    /// Creates a distribution.
    public init(group: String, mean: Double, variance: Double) {
      self.group = group
      self.mean = mean
      self.variance = variance
    }
  }

  /// The ability of one row of the data.
  public struct Score: Sendable, Codable, Equatable {
    public var estimate: Double?
    public var standardError: Double?

    /// Creates a score.
    public init(estimate: Double?, standardError: Double?) {
      self.estimate = estimate
      self.standardError = standardError
    }
  }

  public var items: [Item]
  public var abilities: [Ability]
  /// Share of the variance of abilities that their EAP estimates hold, in [0, 1].
  public var reliability: Double?
  /// In the order of the rows; `nil` when they were not asked for.
  public var scores: [Score]?

  /// Creates a calibration.
  public init(items: [Item], abilities: [Ability], reliability: Double?, scores: [Score]? = nil) {
    self.items = items
    self.abilities = abilities
    self.reliability = reliability
    self.scores = scores
  }
}
