extension RiskFinding {
  /// A score of 0 … 100 with its interval.
  public struct Score: Sendable, Codable, Equatable {
    /// From what is known, missing members left out.
    public var value: Double
    public var interval: Interval
    /// Lowest and highest score that missing values could have meant; `nil` when none is missing.
    public var range: Range?
    /// Creates a score.
    public init(value: Double, interval: Interval, range: Range? = nil) {
      self.value = value
      self.interval = interval
      self.range = range
    }
  }

  /// Two ends.
  public struct Range: Sendable, Codable, Equatable {
    public var lower: Double
    public var upper: Double
    /// Creates a range.
    public init(lower: Double, upper: Double) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// How probably an index lies beyond the limits of the zones, whatever flags are raised.
  public struct ZoneProbabilities: Sendable, Codable, Equatable {
    /// Beyond the limit of amber, red included.
    public var amberOrRed: Double
    /// Beyond the limit of red; `nil` when the framework has none.
    public var red: Double?
    /// Creates the probabilities.
    public init(amberOrRed: Double, red: Double?) {
      self.amberOrRed = amberOrRed
      self.red = red
    }
  }

  /// A sub-index such as `outcome`, `implementation` or `evidence`.
  public struct Block: Sendable, Codable, Equatable {
    public var key: String
    public var name: LocalizedText
    /// `.noData` below the framework's least share of weight: insufficient data.
    public var score: Disclosable<Score>
    /// Share of the block's weight whose indicators are known, in [0, 1].
    public var presentWeight: Double
    public var components: [Component]
    /// Creates a block.
    public init(
      key: String, name: LocalizedText, score: Disclosable<Score>, presentWeight: Double = 1, components: [Component]
    ) {
      self.key = key
      self.name = name
      self.score = score
      self.presentWeight = presentWeight
      self.components = components
    }
  }

  /// A fact that makes a place red whatever its index.
  public struct Flag: Sendable, Codable, Equatable {
    public var key: String
    public var name: LocalizedText
    /// `.noData` when nothing was reported about it.
    public var isRaised: Disclosable<Bool>
    /// Creates a flag.
    public init(key: String, name: LocalizedText, isRaised: Disclosable<Bool>) {
      self.key = key
      self.name = name
      self.isRaised = isRaised
    }
  }

  /// Where a place stands among those of its level; rank 1 has the highest index.
  public struct Rank: Sendable, Codable, Equatable {
    /// Posterior expected rank.
    public var expected: Double
    public var lower: Int
    public var upper: Int
    /// Level of the interval, in (0, 1).
    public var level: Double
    /// Probability of each rank, from rank 1.
    public var probabilities: [Double]
    /// Creates a rank.
    public init(expected: Double, lower: Int, upper: Int, level: Double, probabilities: [Double]) {
      self.expected = expected
      self.lower = lower
      self.upper = upper
      self.level = level
      self.probabilities = probabilities
    }
  }

  /// What a component counts.
  public enum ObservationUnit: String, Sendable, Codable, CaseIterable { case child, preschool }

  /// One indicator of a block.
  public struct Component: Sendable, Codable, Equatable {
    public var indicator: String
    public var name: LocalizedText
    /// Value in the indicator's own unit, shares in [0, 1]; shrunken where `shrinkage` is set.
    public var value: Disclosable<Double>
    /// Direct estimate before shrinkage; equal to `value` where nothing was shrunken.
    public var direct: Disclosable<Double>
    public var standardError: Disclosable<Double>
    /// Weight of the direct estimate in [0, 1]; `nil` where nothing was shrunken.
    public var shrinkage: Disclosable<Double>
    /// Risk score 0 … 100 by the framework's fixed goalposts.
    public var risk: Disclosable<Double>
    /// Points of the index that come from the indicator (Shapley); the points of all indicators add up to the index.
    public var contribution: Disclosable<Double>
    /// By the indicator's own thresholds; `.noData` without thresholds or value.
    public var rating: Disclosable<Rating>
    /// Weight within the block, in (0, 1].
    public var weight: Double
    /// Children, or preschools for indicators of preschools, behind the value.
    public var observationCount: Disclosable<Int>
    /// What `observationCount` counts; decides which minimum of the disclosure rules applies.
    public var observationUnit: ObservationUnit
    /// Unit of `value` such as `share`; `nil` when the framework gives none.
    public var unit: String?

    /// Creates a component.
    public init(
      indicator: String, name: LocalizedText, value: Disclosable<Double>, direct: Disclosable<Double>,
      standardError: Disclosable<Double>, shrinkage: Disclosable<Double>, risk: Disclosable<Double>,
      contribution: Disclosable<Double> = .noData, rating: Disclosable<Rating> = .noData, weight: Double,
      observationCount: Disclosable<Int>, observationUnit: ObservationUnit = .child,
      unit: String? = nil
    ) {
      self.indicator = indicator
      self.name = name
      self.value = value
      self.direct = direct
      self.standardError = standardError
      self.shrinkage = shrinkage
      self.risk = risk
      self.contribution = contribution
      self.rating = rating
      self.weight = weight
      self.observationCount = observationCount
      self.observationUnit = observationUnit
      self.unit = unit
    }
  }
}
