/// What the experimental groups gained over the control groups on one outcome at one wave.
public struct EffectFinding: Sendable, Codable, Equatable {
  /// Stable address such as `effect:physical.final.mixed_model`.
  public var address: String
  /// Outcome key: a development area or a continuous outcome of the instrument.
  public var outcome: String
  /// Pilot wave (plan's name).
  public var wave: String
  /// `mixed_model`, `cluster_robust`, `wild_bootstrap`, `randomization` or `cluster_level`.
  public var estimator: String
  /// Whether the plan names this estimator as primary.
  public var isPrimary: Bool
  public var control: Disclosable<Counts>
  public var experimental: Disclosable<Counts>
  /// Effect in units of the outcome (points), with its uncertainty.
  public var estimate: Disclosable<Estimate>
  /// Hedges g on the total standard deviation, with the cluster correction of WWC 5.0.
  public var standardized: Disclosable<StandardizedEffect>
  /// p-value adjusted over the family of primary effects by the plan's multiplicity rule.
  public var adjustedPValue: Disclosable<Double>
  /// How the p-value was drawn or enumerated; `nil` for methods that need no draws.
  public var draws: Draws?
  public var warnings: [FindingWarning]

  /// What stands behind a p-value that was drawn or enumerated.
  public struct Draws: Sendable, Codable, Equatable {
    public var replications: Int
    public var isEnumerated: Bool
    /// Standard error of the p-value from the draws; 0 when enumerated.
    public var pValueError: Double?
    /// The smallest p-value that the design can give; `nil` where only the draws bound it.
    public var smallestPValue: Double?
    /// Creates the facts.
    public init(replications: Int, isEnumerated: Bool, pValueError: Double?, smallestPValue: Double?) {
      self.replications = replications
      self.isEnumerated = isEnumerated
      self.pValueError = pValueError
      self.smallestPValue = smallestPValue
    }
  }

  /// An estimate with its standard error, degrees of freedom, p-value and interval.
  public struct Estimate: Sendable, Codable, Equatable {
    public var value: Double
    /// `nil` for a randomization test, which has none.
    public var standardError: Double?
    public var degreesOfFreedom: Double?
    public var pValue: Double
    /// `nil` when every value is compatible with the data, as when no assignment can reach the level.
    public var interval: Interval?
    /// Creates an estimate.
    public init(
      value: Double, standardError: Double?, degreesOfFreedom: Double?, pValue: Double, interval: Interval?
    ) {
      self.value = value
      self.standardError = standardError
      self.degreesOfFreedom = degreesOfFreedom
      self.pValue = pValue
      self.interval = interval
    }
  }

  /// A standardised effect.
  public struct StandardizedEffect: Sendable, Codable, Equatable {
    public var hedgesG: Double
    public var interval: Interval
    /// Pooled within-arm standard deviation of the outcome at the wave, total over all levels.
    public var standardDeviation: Double
    /// Intraclass correlation of the outermost cluster used in the correction.
    public var intraclassCorrelation: Double
    /// Φ(g) − 0.5: expected change in percentile rank of an average control child, in [−0.5, 0.5].
    public var improvementIndex: Double
    /// Creates a standardised effect.
    public init(
      hedgesG: Double, interval: Interval, standardDeviation: Double, intraclassCorrelation: Double,
      improvementIndex: Double
    ) {
      self.hedgesG = hedgesG
      self.interval = interval
      self.standardDeviation = standardDeviation
      self.intraclassCorrelation = intraclassCorrelation
      self.improvementIndex = improvementIndex
    }
  }

  /// Creates a finding.
  public init(
    address: String, outcome: String, wave: String, estimator: String, isPrimary: Bool, control: Disclosable<Counts>,
    experimental: Disclosable<Counts>, estimate: Disclosable<Estimate>,
    standardized: Disclosable<StandardizedEffect>, adjustedPValue: Disclosable<Double>, draws: Draws? = nil,
    warnings: [FindingWarning]
  ) {
    self.address = address
    self.outcome = outcome
    self.wave = wave
    self.estimator = estimator
    self.isPrimary = isPrimary
    self.control = control
    self.experimental = experimental
    self.estimate = estimate
    self.standardized = standardized
    self.adjustedPValue = adjustedPValue
    self.draws = draws
    self.warnings = warnings
  }
}
