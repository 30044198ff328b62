/// One scale: the items of a development area on forms that share items, and how well they measure.
public struct ScaleFinding: Sendable, Codable, Equatable {
  /// Stable address such as `scale:creative.4`.
  public var address: String
  public var outcome: String
  /// Name of the scale within the outcome: the age bands of its items, such as `4`.
  public var scale: String
  /// `pcm`, `rsm`, `grm` or `gpcm`.
  public var model: String
  /// Forms whose sheets are on the scale, in the order of the instrument.
  public var forms: [String]
  public var itemCount: Int
  /// Children with at least one mark.
  public var counts: Disclosable<Counts>
  /// Cells that the likelihood was computed from.
  public var cellCount: Int
  public var logLikelihood: Double
  public var parameterCount: Int
  /// Logits in one unit of the scale.
  public var logitsPerUnit: Double
  /// Share of the variance of the children's scores that is not error, over all groups, in [0, 1].
  public var reliability: Disclosable<Double>
  /// Cronbach's alpha over complete sheets.
  public var alpha: Disclosable<Alpha>
  /// McDonald's omega of a one-factor model.
  public var omega: Disclosable<Double>
  /// Distribution of abilities by arm and wave, in time order.
  public var abilities: [Ability]
  /// Pairs of items whose marks go together by more than the ability explains, most dependent first.
  public var dependentPairs: [DependentPair]
  public var warnings: [FindingWarning]

  /// Cronbach's alpha with its interval.
  public struct Alpha: Sendable, Codable, Equatable {
    public var value: Double
    public var interval: Interval?
    /// Creates an alpha.
    public init(value: Double, interval: Interval?) {
      self.value = value
      self.interval = interval
    }
  }

  /// Abilities of one arm at one wave, as calibrated.
  public struct Ability: Sendable, Codable, Equatable {
    public var arm: String
    public var wave: String
    public var counts: Disclosable<Counts>
    public var mean: Disclosable<Double>
    public var standardDeviation: Disclosable<Double>
    /// Standard error of one child's score at the mean of the group: large where the items are too easy or too hard.
    public var errorAtMean: Disclosable<Double>
    /// Creates a distribution.
    public init(
      arm: String, wave: String, counts: Disclosable<Counts>, mean: Disclosable<Double>,
      standardDeviation: Disclosable<Double>, errorAtMean: Disclosable<Double>
    ) {
      self.arm = arm
      self.wave = wave
      self.counts = counts
      self.mean = mean
      self.standardDeviation = standardDeviation
      self.errorAtMean = errorAtMean
    }
  }

  /// Two items with a residual correlation.
  public struct DependentPair: Sendable, Codable, Equatable {
    public var first: String
    public var second: String
    /// Yen's Q3 less the mean over all pairs.
    public var excessCorrelation: Double
    /// Creates a pair.
    public init(first: String, second: String, excessCorrelation: Double) {
      self.first = first
      self.second = second
      self.excessCorrelation = excessCorrelation
    }
  }

  /// Creates a finding.
  public init(
    address: String, outcome: String, scale: String, model: String, forms: [String], itemCount: Int,
    counts: Disclosable<Counts>, cellCount: Int, logLikelihood: Double, parameterCount: Int, logitsPerUnit: Double,
    reliability: Disclosable<Double>, alpha: Disclosable<Alpha>, omega: Disclosable<Double>, abilities: [Ability],
    dependentPairs: [DependentPair], warnings: [FindingWarning]
  ) {
    self.address = address
    self.outcome = outcome
    self.scale = scale
    self.model = model
    self.forms = forms
    self.itemCount = itemCount
    self.counts = counts
    self.cellCount = cellCount
    self.logLikelihood = logLikelihood
    self.parameterCount = parameterCount
    self.logitsPerUnit = logitsPerUnit
    self.reliability = reliability
    self.alpha = alpha
    self.omega = omega
    self.abilities = abilities
    self.dependentPairs = dependentPairs
    self.warnings = warnings
  }
}
