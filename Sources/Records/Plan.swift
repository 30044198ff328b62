/// What is to be evaluated, written before the results are seen: the checked content of `plan.yml`.
public struct Plan: Sendable, Equatable, Codable {
  public var pilot: Pilot
  /// In time order.
  public var waves: [Wave]
  public var assignment: Assignment
  /// Development areas or continuous outcomes of the instrument.
  public var outcomes: [String]
  /// `sex`, `age_months`, `language`, `locality`, `ownership`, `special_needs`, or a continuous outcome
  /// that is measured at each wave and not among `outcomes`.
  public var covariates: [String]
  /// Keys by which effects are also estimated one value at a time.
  public var subgroups: [Subgroup]
  public var effects: Effects
  public var progression: Progression
  public var risk: RiskFramework?
  public var disclosure: Disclosure
  public var seed: UInt64

  /// The pilot the plan is for.
  public struct Pilot: Sendable, Equatable, Codable {
    public var name: String
    public var isSynthetic: Bool
    /// Creates the pilot's facts.
    public init(name: String, isSynthetic: Bool) {
      self.name = name
      self.isSynthetic = isSynthetic
    }
  }

  /// A wave of the pilot and the official wave it is.
  public struct Wave: Sendable, Equatable, Codable {
    /// Whether a wave lies before the treatment or after its start.
    public enum Role: String, Sendable, Codable, CaseIterable { case before, after }

    public var name: String
    public var schoolYear: SchoolYear
    public var officialWave: OfficialWave
    public var role: Role
    /// Creates a wave.
    public init(name: String, schoolYear: SchoolYear, officialWave: OfficialWave, role: Role) {
      self.name = name
      self.schoolYear = schoolYear
      self.officialWave = officialWave
      self.role = role
    }
  }

  /// How units came into their arms.
  public struct Assignment: Sendable, Equatable, Codable {
    /// What was assigned to an arm as a whole.
    public enum Unit: String, Sendable, Codable, CaseIterable { case preschool, group }

    public var unit: Unit
    /// Keys within which units were assigned such as `region`.
    public var strata: [String]
    public var isRandomised: Bool
    /// Creates an assignment.
    public init(unit: Unit, strata: [String], isRandomised: Bool) {
      self.unit = unit
      self.strata = strata
      self.isRandomised = isRandomised
    }
  }

  /// A key whose values part the children, groups or preschools of the pilot.
  public enum Subgroup: String, Sendable, Codable, CaseIterable {
    case region, locality, ownership, language, sex
    case ageBand = "age_band"
    /// A group's workshop; children of a group with several belong to each.
    case direction
    case specialNeeds = "special_needs"
    /// Level I, II or III of the outcome at the wave before the treatment.
    case baselineLevel = "baseline_level"
  }

  /// Which estimators answer, and how.
  public struct Effects: Sendable, Equatable, Codable {
    /// The estimators of an effect.
    public enum Estimator: String, Sendable, Codable, CaseIterable {
      case mixedModel = "mixed_model"
      case clusterRobust = "cluster_robust"
      case wildBootstrap = "wild_bootstrap"
      case randomization
      case clusterLevel = "cluster_level"
    }
    /// How the p-values of the recommended effects are adjusted for their number.
    public enum Multiplicity: String, Sendable, Codable, CaseIterable {
      case holm, hommel, none
      case benjaminiHochberg = "benjamini_hochberg"
      /// Step-down from the wild bootstrap's joint draws over outcomes and waves.
      case romanoWolf = "romano_wolf"
    }
    /// Which arm a child counts for: that of the first enrolment, or that of the enrolment at the wave.
    public enum ArmRule: String, Sendable, Codable, CaseIterable { case assigned, attended }
    /// Degrees of freedom of the mixed model; Kenward–Roger corrects the standard errors too.
    public enum DegreesOfFreedom: String, Sendable, Codable, CaseIterable {
      case kenwardRoger = "kenward_roger"
      case satterthwaite
    }
    /// The grouping factors that may carry random effects.
    public enum RandomIntercept: String, Sendable, Codable, CaseIterable { case preschool, group, child }

    public var primary: Estimator
    public var also: [Estimator]
    public var arm: ArmRule
    /// Grouping factors with a random intercept, outermost first.
    public var randomIntercepts: [RandomIntercept]
    /// Grouping factors among them whose units also change in their own way from the baseline to each later wave.
    ///
    /// Without them a change that a whole preschool shares would count as if its children had changed independently.
    /// They have no meaning, and no effect, in a plan without a wave before the treatment.
    public var waveSlopes: [RandomIntercept]
    public var degreesOfFreedom: DegreesOfFreedom
    /// In (0, 1).
    public var confidenceLevel: Double
    public var multiplicity: Multiplicity
    /// Draws of the wild bootstrap and of the randomization test.
    public var replications: Int
    /// In standard deviations.
    public var smallestEffectOfInterest: Double?
    /// Creates the options.
    public init(
      primary: Estimator, also: [Estimator], arm: ArmRule, randomIntercepts: [RandomIntercept],
      waveSlopes: [RandomIntercept], degreesOfFreedom: DegreesOfFreedom = .kenwardRoger, confidenceLevel: Double,
      multiplicity: Multiplicity, replications: Int = 9999,
      smallestEffectOfInterest: Double?
    ) {
      self.primary = primary
      self.also = also
      self.arm = arm
      self.randomIntercepts = randomIntercepts
      self.waveSlopes = waveSlopes
      self.degreesOfFreedom = degreesOfFreedom
      self.confidenceLevel = confidenceLevel
      self.multiplicity = multiplicity
      self.replications = replications
      self.smallestEffectOfInterest = smallestEffectOfInterest
    }
  }

  /// How marks become scores on a common scale.
  public struct Progression: Sendable, Equatable, Codable {
    /// The item response model, by its usual name.
    public enum Model: String, Sendable, Codable, CaseIterable {
      case partialCredit = "pcm"
      case ratingScale = "rsm"
      case gradedResponse = "grm"
      case generalizedPartialCredit = "gpcm"
    }

    public var model: Model
    /// Draws of every child's ability, 2 to 100.
    public var plausibleValues: Int
    /// Creates the options.
    public init(model: Model = .partialCredit, plausibleValues: Int = 10) {
      self.model = model
      self.plausibleValues = plausibleValues
    }
  }

  /// When a cell may be shown.
  public struct Disclosure: Sendable, Equatable, Codable {
    /// Fewest children of a released cell.
    public var minimumCell: Int
    /// Fewest preschools of a released cell.
    public var minimumPreschools: Int
    /// Fewest children of a cell inside an authority's own scope.
    public var ownScopeMinimum: Int
    /// Creates the rules.
    public init(minimumCell: Int, minimumPreschools: Int, ownScopeMinimum: Int) {
      self.minimumCell = minimumCell
      self.minimumPreschools = minimumPreschools
      self.ownScopeMinimum = ownScopeMinimum
    }
  }

  /// Creates a plan from its checked parts.
  public init(
    pilot: Pilot, waves: [Wave], assignment: Assignment, outcomes: [String], covariates: [String],
    subgroups: [Subgroup] = [], effects: Effects, progression: Progression = Progression(), risk: RiskFramework?,
    disclosure: Disclosure, seed: UInt64
  ) {
    self.pilot = pilot
    self.waves = waves
    self.assignment = assignment
    self.outcomes = outcomes
    self.covariates = covariates
    self.subgroups = subgroups
    self.effects = effects
    self.progression = progression
    self.risk = risk
    self.disclosure = disclosure
    self.seed = seed
  }
}
