/// How the odds of a higher level at a later wave differ between the arms, given the level where a child started.
public struct TransitionModelFinding: Sendable, Codable, Equatable {
  /// Stable address such as `transition_model:physical.final`.
  public var address: String
  public var outcome: String
  /// Wave whose level is the start.
  public var fromWave: String
  /// The later wave.
  public var wave: String
  /// Unit with a random intercept: `preschool` or `group`.
  public var unit: String
  /// Children with a level at both waves.
  public var control: Disclosable<Counts>
  public var experimental: Disclosable<Counts>
  /// Experimental against control; above 1 where experimental children reach higher levels from the same start.
  public var oddsRatio: Disclosable<OddsRatio>
  /// Variance of the units' intercepts, on the scale of log odds, squared.
  public var unitVariance: Disclosable<Double>
  /// p-value of the hypothesis that the odds ratio is the same at both thresholds.
  public var proportionalOddsPValue: Disclosable<Double>
  public var warnings: [FindingWarning]

  /// An odds ratio with its uncertainty.
  public struct OddsRatio: Sendable, Codable, Equatable {
    public var value: Double
    public var interval: Interval?
    /// Standard error of the logarithm of the value.
    public var logStandardError: Double?
    public var degreesOfFreedom: Double?
    public var pValue: Double?
    /// Creates an odds ratio.
    public init(
      value: Double, interval: Interval?, logStandardError: Double?, degreesOfFreedom: Double?, pValue: Double?
    ) {
      self.value = value
      self.interval = interval
      self.logStandardError = logStandardError
      self.degreesOfFreedom = degreesOfFreedom
      self.pValue = pValue
    }
  }

  /// Creates a finding.
  public init(
    address: String, outcome: String, fromWave: String, wave: String, unit: String, control: Disclosable<Counts>,
    experimental: Disclosable<Counts>, oddsRatio: Disclosable<OddsRatio>, unitVariance: Disclosable<Double>,
    proportionalOddsPValue: Disclosable<Double>, warnings: [FindingWarning]
  ) {
    self.address = address
    self.outcome = outcome
    self.fromWave = fromWave
    self.wave = wave
    self.unit = unit
    self.control = control
    self.experimental = experimental
    self.oddsRatio = oddsRatio
    self.unitVariance = unitVariance
    self.proportionalOddsPValue = proportionalOddsPValue
    self.warnings = warnings
  }
}

/// Where experimental children stand, on average, among control children who began at the same score.
public struct GrowthPercentileFinding: Sendable, Codable, Equatable {
  /// Stable address such as `growth_percentile:physical.final`.
  public var address: String
  public var outcome: String
  /// Wave of the first score.
  public var fromWave: String
  /// The later wave.
  public var wave: String
  /// The reference children.
  public var control: Disclosable<Counts>
  /// Children with a percentile, or for whom one was asked.
  public var experimental: Disclosable<Counts>
  /// Mean percentile of the experimental children, 0 … 100; 50 when they grow as control children do.
  public var mean: Disclosable<Double>
  /// Interval of the mean that knows the preschools of both arms.
  public var interval: Disclosable<Interval>
  public var median: Disclosable<Double>
  /// Mean percentile of the control children by the same rule; exactly 50 where no first score is pooled.
  public var controlMean: Disclosable<Double>
  /// Share of the experimental children compared with neighbouring first scores too, in [0, 1].
  public var pooledShare: Disclosable<Double>
  /// Fewest control children that a percentile is counted among.
  public var minimumReferenceCount: Int
  public var warnings: [FindingWarning]

  /// Creates a finding.
  public init(
    address: String, outcome: String, fromWave: String, wave: String, control: Disclosable<Counts>,
    experimental: Disclosable<Counts>, mean: Disclosable<Double>, interval: Disclosable<Interval>,
    median: Disclosable<Double>, controlMean: Disclosable<Double>, pooledShare: Disclosable<Double>,
    minimumReferenceCount: Int, warnings: [FindingWarning]
  ) {
    self.address = address
    self.outcome = outcome
    self.fromWave = fromWave
    self.wave = wave
    self.control = control
    self.experimental = experimental
    self.mean = mean
    self.interval = interval
    self.median = median
    self.controlMean = controlMean
    self.pooledShare = pooledShare
    self.minimumReferenceCount = minimumReferenceCount
    self.warnings = warnings
  }
}

/// The level shares and their difference between the arms under one of the usual rules from marks to levels.
public struct LevelRuleFinding: Sendable, Codable, Equatable {
  /// A rule from the marks of a development area to a level.
  public enum Rule: String, Sendable, Codable, CaseIterable {
    /// The instrument's own, where it is none of the others.
    case instrument
    /// Thirds of the scale: mean points up to 5/3 and up to 7/3, not rounded.
    case thirds
    /// Mean points rounded to one decimal, then up to 1.6 and up to 2.3.
    case roundedThirds = "rounded_thirds"
    /// The mark given most often; of two given equally often the lower.
    case mostMarks = "most_marks"
  }

  /// Stable address such as `level_rule:physical.final.thirds`.
  public var address: String
  public var outcome: String
  public var wave: String
  public var rule: Rule
  /// Whether the instrument's levels are made by this rule.
  public var isInstrumentRule: Bool
  public var control: Disclosable<Counts>
  public var experimental: Disclosable<Counts>
  /// Share of children at level I, II, III, in [0, 1].
  public var controlShares: [Disclosable<Double>]
  public var experimentalShares: [Disclosable<Double>]
  /// Experimental less control share at level III; no data where the arms cannot be compared.
  public var levelThree: Disclosable<ShareDifference>

  /// Creates a finding.
  public init(
    address: String, outcome: String, wave: String, rule: Rule, isInstrumentRule: Bool, control: Disclosable<Counts>,
    experimental: Disclosable<Counts>, controlShares: [Disclosable<Double>],
    experimentalShares: [Disclosable<Double>], levelThree: Disclosable<ShareDifference>
  ) {
    self.address = address
    self.outcome = outcome
    self.wave = wave
    self.rule = rule
    self.isInstrumentRule = isInstrumentRule
    self.control = control
    self.experimental = experimental
    self.controlShares = controlShares
    self.experimentalShares = experimentalShares
    self.levelThree = levelThree
  }
}
