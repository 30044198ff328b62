/// Everything one evaluation found: the immutable content of a run.
public struct RunFindings: Sendable, Codable, Equatable {
  /// Version of this record's shape; a store keeps it, and a run of another version is refused with both numbers.
  public static let currentFormat = 6

  public var format: Int
  /// Identifier of the run such as `2026-11-21-3f9a1c`.
  public var run: String
  /// Time the run was made, ISO 8601 in UTC.
  public var createdAt: String
  public var provenance: Provenance
  public var pilot: PilotFacts
  public var flow: [FlowFinding]
  public var effects: [EffectFinding]
  public var design: DesignFindings
  public var verdicts: [VerdictFinding]
  public var alternatives: [AlternativeFinding]
  public var tippingPoints: [AttritionTippingFinding]
  public var subgroups: [SubgroupFinding]
  public var heterogeneity: [HeterogeneityFinding]
  public var doses: [DoseFinding]
  public var raters: [RaterFinding]
  public var levels: [LevelShareFinding]
  public var levelRules: [LevelRuleFinding]
  public var equity: [EquityGapFinding]
  public var transitions: [TransitionFinding]
  public var progression: ProgressionFindings
  public var transitionModels: [TransitionModelFinding]
  public var growthPercentiles: [GrowthPercentileFinding]
  public var risk: RiskFindings
  public var valueAdded: ValueAddedFindings
  public var quality: [QualityFinding]
  /// How far the data compressed on their way to moments.
  public var compression: [CompressionFact]
  public var warnings: [FindingWarning]

  /// Creates a run's findings from its parts.
  public init(
    run: String, createdAt: String, provenance: Provenance, pilot: PilotFacts, flow: [FlowFinding],
    effects: [EffectFinding], design: DesignFindings = DesignFindings(), verdicts: [VerdictFinding] = [],
    alternatives: [AlternativeFinding] = [], tippingPoints: [AttritionTippingFinding] = [],
    subgroups: [SubgroupFinding] = [], heterogeneity: [HeterogeneityFinding] = [], doses: [DoseFinding] = [],
    raters: [RaterFinding] = [], levels: [LevelShareFinding], levelRules: [LevelRuleFinding] = [],
    equity: [EquityGapFinding] = [], transitions: [TransitionFinding],
    progression: ProgressionFindings = ProgressionFindings(),
    transitionModels: [TransitionModelFinding] = [], growthPercentiles: [GrowthPercentileFinding] = [],
    risk: RiskFindings, valueAdded: ValueAddedFindings = ValueAddedFindings(), quality: [QualityFinding],
    compression: [CompressionFact], warnings: [FindingWarning]
  ) {
    format = Self.currentFormat
    self.run = run
    self.createdAt = createdAt
    self.provenance = provenance
    self.pilot = pilot
    self.flow = flow
    self.effects = effects
    self.design = design
    self.verdicts = verdicts
    self.alternatives = alternatives
    self.tippingPoints = tippingPoints
    self.subgroups = subgroups
    self.heterogeneity = heterogeneity
    self.doses = doses
    self.raters = raters
    self.levels = levels
    self.levelRules = levelRules
    self.equity = equity
    self.transitions = transitions
    self.progression = progression
    self.transitionModels = transitionModels
    self.growthPercentiles = growthPercentiles
    self.risk = risk
    self.valueAdded = valueAdded
    self.quality = quality
    self.compression = compression
    self.warnings = warnings
  }
}

/// What the plan says about the pilot, as the report's methods page needs it.
public struct PilotFacts: Sendable, Codable, Equatable {
  public var name: String
  /// Whether the data are simulated; every surface says so.
  public var isSynthetic: Bool
  /// `preschool` or `group`.
  public var assignmentUnit: String
  /// Whether the plan says that units were assigned at random.
  public var isRandomised: Bool
  public var waves: [Wave]
  public var outcomes: [Outcome]
  public var covariates: [String]
  public var primaryEstimator: String
  public var otherEstimators: [String]
  /// Grouping factors that carry a random intercept, outermost first.
  public var randomIntercepts: [String]
  /// Grouping factors whose units also change in their own way from wave to wave.
  public var waveSlopes: [String]
  /// How the mixed model's degrees of freedom are found: `kenward_roger` or `satterthwaite`.
  public var degreesOfFreedom: String
  public var confidenceLevel: Double
  /// `holm` or `none`.
  public var multiplicity: String
  public var smallestEffectOfInterest: Double?
  public var minimumCell: Int
  public var minimumPreschools: Int
  public var ownScopeMinimum: Int
  public var levelRule: LevelRuleFacts?

  /// A wave of the pilot.
  public struct Wave: Sendable, Codable, Equatable {
    public var name: String
    /// School year such as `2025-26`.
    public var schoolYear: String
    public var officialWave: String
    /// Whether the wave lies before the treatment.
    public var isBefore: Bool
    /// Creates a wave.
    public init(name: String, schoolYear: String, officialWave: String, isBefore: Bool) {
      self.name = name
      self.schoolYear = schoolYear
      self.officialWave = officialWave
      self.isBefore = isBefore
    }
  }

  /// An outcome with its names and scale.
  public struct Outcome: Sendable, Codable, Equatable {
    public var key: String
    public var name: LocalizedText
    public var minimum: Double
    public var maximum: Double
    /// Whether the outcome is a mean of ordinal item points, and so has levels I, II, III.
    public var hasLevels: Bool
    /// Creates an outcome.
    public init(key: String, name: LocalizedText, minimum: Double, maximum: Double, hasLevels: Bool) {
      self.key = key
      self.name = name
      self.minimum = minimum
      self.maximum = maximum
      self.hasLevels = hasLevels
    }
  }

  /// The rule that turns mean points into levels.
  public struct LevelRuleFacts: Sendable, Codable, Equatable {
    /// Largest mean of level I and of level II, after rounding.
    public var cuts: [Double]
    /// Decimals the mean is rounded to first; `nil` = not rounded.
    public var roundingDecimals: Int?
    /// Smallest share of an area's items that must be marked for a score, in (0, 1].
    public var minimumItemShare: Double
    /// Creates the facts.
    public init(cuts: [Double], roundingDecimals: Int?, minimumItemShare: Double) {
      self.cuts = cuts
      self.roundingDecimals = roundingDecimals
      self.minimumItemShare = minimumItemShare
    }
  }

  /// Creates the facts.
  public init(
    name: String, isSynthetic: Bool, assignmentUnit: String, isRandomised: Bool, waves: [Wave], outcomes: [Outcome],
    covariates: [String], primaryEstimator: String, otherEstimators: [String], randomIntercepts: [String],
    waveSlopes: [String], degreesOfFreedom: String = "kenward_roger", confidenceLevel: Double, multiplicity: String,
    smallestEffectOfInterest: Double?, minimumCell: Int, minimumPreschools: Int, ownScopeMinimum: Int,
    levelRule: LevelRuleFacts?
  ) {
    self.name = name
    self.isSynthetic = isSynthetic
    self.assignmentUnit = assignmentUnit
    self.isRandomised = isRandomised
    self.waves = waves
    self.outcomes = outcomes
    self.covariates = covariates
    self.primaryEstimator = primaryEstimator
    self.otherEstimators = otherEstimators
    self.randomIntercepts = randomIntercepts
    self.waveSlopes = waveSlopes
    self.degreesOfFreedom = degreesOfFreedom
    self.confidenceLevel = confidenceLevel
    self.multiplicity = multiplicity
    self.smallestEffectOfInterest = smallestEffectOfInterest
    self.minimumCell = minimumCell
    self.minimumPreschools = minimumPreschools
    self.ownScopeMinimum = ownScopeMinimum
    self.levelRule = levelRule
  }
}

/// How many rows became how many moment cells for one model.
public struct CompressionFact: Sendable, Codable, Equatable {
  /// What was collected such as `mixed_model:physical`.
  public var moments: String
  public var rows: Int
  public var cells: Int
  /// Creates a fact.
  public init(moments: String, rows: Int, cells: Int) {
    self.moments = moments
    self.rows = rows
    self.cells = cells
  }
}
