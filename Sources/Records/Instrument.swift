/// What the children are observed with: items on forms, continuous outcomes, the rule from points to levels.
public struct Instrument: Sendable, Equatable, Codable {
  public var developmentAreas: [DevelopmentArea]
  public var items: [Item]
  public var forms: [Form]
  public var continuousOutcomes: [ContinuousOutcome]
  /// `nil` when the instrument has no ordinal items.
  public var levelRule: LevelRule?
  /// Which end of the marks of its files is the best, where the instrument says so; 3 where it does not.
  public var direction: ScaleDirection?

  /// Creates an instrument.
  public init(
    developmentAreas: [DevelopmentArea], items: [Item], forms: [Form], continuousOutcomes: [ContinuousOutcome],
    levelRule: LevelRule?, direction: ScaleDirection? = nil
  ) {
    self.developmentAreas = developmentAreas
    self.items = items
    self.forms = forms
    self.continuousOutcomes = continuousOutcomes
    self.levelRule = levelRule
    self.direction = direction
  }

  /// One of the areas of development, such as `physical`.
  public struct DevelopmentArea: Sendable, Equatable, Codable {
    public var key: String
    public var names: Names
    /// Creates an area.
    public init(key: String, names: Names) {
      self.key = key
      self.names = names
    }
  }

  /// An item of the item bank.
  public struct Item: Sendable, Equatable, Codable {
    /// Code in canonical Cyrillic spelling such as `4-Ф.1`.
    public var code: String
    /// Key of the development area.
    public var area: String
    /// Organised activity the item belongs to.
    public var activity: String
    /// Creates an item.
    public init(code: String, area: String, activity: String) {
      self.code = code
      self.area = area
      self.activity = activity
    }
  }

  /// A sheet: which items, in which order, for which age band and official wave.
  public struct Form: Sendable, Equatable, Codable {
    public var key: String
    public var ageBand: Int
    public var officialWave: OfficialWave
    /// Item codes in the order of the packed marks.
    public var items: [String]
    /// Creates a form.
    public init(key: String, ageBand: Int, officialWave: OfficialWave, items: [String]) {
      self.key = key
      self.ageBand = ageBand
      self.officialWave = officialWave
      self.items = items
    }
  }

  /// An outcome measured on a continuous scale.
  public struct ContinuousOutcome: Sendable, Equatable, Codable {
    public var key: String
    public var names: Names
    public var minimum: Double
    public var maximum: Double
    /// Creates an outcome.
    public init(key: String, names: Names, minimum: Double, maximum: Double) {
      self.key = key
      self.names = names
      self.minimum = minimum
      self.maximum = maximum
    }
  }
}

/// A child's level in a development area: I low, II medium, III high.
public enum Level: Int, Sendable, Hashable, Codable, CaseIterable, Comparable {
  case low = 1
  case medium, high

  /// Whether `a` is the lower level.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// How the mean of an area's item points becomes a level.
public struct LevelRule: Sendable, Equatable, Codable {
  /// Largest mean of level I and of level II, compared after rounding.
  public var cuts: [Double]
  /// Decimals the mean is rounded to (half away from zero) before it meets the cuts; `nil` = not rounded.
  public var roundingDecimals: Int?
  /// Smallest share of the area's applicable items that must be marked, in (0, 1].
  public var minimumItemShare: Double

  /// Creates a rule; `cuts` holds two increasing values.
  public init(cuts: [Double], roundingDecimals: Int?, minimumItemShare: Double) {
    self.cuts = cuts
    self.roundingDecimals = roundingDecimals
    self.minimumItemShare = minimumItemShare
  }

  /// The level of a mean of item points.
  ///
  /// The mean is given as a ratio of two whole numbers so that rounding never meets a binary fraction:
  /// 33/20 = 1.65 rounds to 1.7, as it does on paper.
  public func level(pointSum: Int, itemCount: Int) -> Level {
    precondition(itemCount > 0, "a level needs at least one marked item")
    var mean = Double(pointSum) / Double(itemCount)
    if let decimals = roundingDecimals {
      var scale = 1
      for _ in 0..<max(0, decimals) { scale *= 10 }
      mean = Double((2 * pointSum * scale + itemCount) / (2 * itemCount)) / Double(scale)
    }
    return mean <= cuts[0] ? .low : mean <= cuts[1] ? .medium : .high
  }
}
