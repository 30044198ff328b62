/// What the data show about the design of a pilot before any effect is looked at.
public struct DesignFindings: Sendable, Codable, Equatable {
  public var units: [AssignmentUnits]
  public var balance: [BalanceFinding]
  public var attrition: [AttritionFinding]
  public var clustering: [ClusteringFinding]
  public var detectable: [DetectableEffectFinding]

  /// Creates the findings.
  public init(
    units: [AssignmentUnits] = [], balance: [BalanceFinding] = [], attrition: [AttritionFinding] = [],
    clustering: [ClusteringFinding] = [], detectable: [DetectableEffectFinding] = []
  ) {
    self.units = units
    self.balance = balance
    self.attrition = attrition
    self.clustering = clustering
    self.detectable = detectable
  }
}

/// Units of one level by arm, and how many hold both: the unit of assignment as the data show it.
public struct AssignmentUnits: Sendable, Codable, Equatable {
  /// `region`, `preschool` or `group`.
  public var level: String
  public var controlOnly: Int
  public var experimentalOnly: Int
  public var bothArms: Int
  /// Whether the plan names this level as the unit of assignment.
  public var isPlanned: Bool
  /// Whether the arm is constant within every unit of this level and of no higher one.
  public var isFound: Bool

  /// Creates the facts.
  public init(
    level: String, controlOnly: Int, experimentalOnly: Int, bothArms: Int, isPlanned: Bool, isFound: Bool
  ) {
    self.level = level
    self.controlOnly = controlOnly
    self.experimentalOnly = experimentalOnly
    self.bothArms = bothArms
    self.isPlanned = isPlanned
    self.isFound = isFound
  }
}

/// How alike the arms were before the treatment on one variable.
public struct BalanceFinding: Sendable, Codable, Equatable {
  /// Verdict of the What Works Clearinghouse on |g|.
  public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// At most 0.05.
    case equivalent
    /// Above 0.05, at most 0.25: must be adjusted for.
    case mustAdjust = "must_adjust"
    /// Above 0.25: adjustment cannot make the arms comparable.
    case notEquivalent = "not_equivalent"
  }

  /// Stable address such as `balance:physical`.
  public var address: String
  /// Outcome at the baseline, or covariate of the plan.
  public var variable: String
  /// Whether the variable is an outcome at the baseline.
  public var isOutcome: Bool
  /// Value whose share is compared, for a categorical covariate such as `f` of `sex`.
  public var level: String?
  public var control: Disclosable<Counts>
  public var experimental: Disclosable<Counts>
  /// Mean, or share in [0, 1], by arm.
  public var controlMean: Disclosable<Double>
  public var experimentalMean: Disclosable<Double>
  /// Hedges g with the cluster correction; the Cox index for shares.
  public var difference: Disclosable<Difference>
  /// Experimental over control variance; no data for shares.
  public var varianceRatio: Disclosable<Double>
  public var verdict: Disclosable<Verdict>

  /// A standardised difference with its interval.
  public struct Difference: Sendable, Codable, Equatable {
    public var value: Double
    public var interval: Interval?
    /// Creates a difference.
    public init(value: Double, interval: Interval?) {
      self.value = value
      self.interval = interval
    }
  }

  /// Creates a finding.
  public init(
    address: String, variable: String, isOutcome: Bool, level: String?, control: Disclosable<Counts>,
    experimental: Disclosable<Counts>, controlMean: Disclosable<Double>, experimentalMean: Disclosable<Double>,
    difference: Disclosable<Difference>, varianceRatio: Disclosable<Double>, verdict: Disclosable<Verdict>
  ) {
    self.address = address
    self.variable = variable
    self.isOutcome = isOutcome
    self.level = level
    self.control = control
    self.experimental = experimental
    self.controlMean = controlMean
    self.experimentalMean = experimentalMean
    self.difference = difference
    self.varianceRatio = varianceRatio
    self.verdict = verdict
  }
}

/// How many units or children were lost between the first wave and a later one, and what bias that can make.
public struct AttritionFinding: Sendable, Codable, Equatable {
  /// Where a loss lies against the boundary of the attrition-bias model.
  public enum Verdict: String, Sendable, Codable, CaseIterable {
    case low
    /// Within 0.3 points of the boundary.
    case nearBoundary = "near_boundary"
    case high
  }

  /// Stable address such as `attrition:final.child`.
  public var address: String
  public var wave: String
  /// `child`, or the unit of assignment.
  public var level: String
  /// Units at the first wave, of both arms.
  public var atFirstWave: Disclosable<Int>
  /// Shares lost, in [0, 1].
  public var overall: Disclosable<Double>
  public var control: Disclosable<Double>
  public var experimental: Disclosable<Double>
  /// Largest differential loss that keeps the bias under 0.05 standard deviations, in [0, 1]; `nil` above any boundary.
  public var cautiousBoundary: Double?
  public var optimisticBoundary: Double?
  public var cautious: Disclosable<Verdict>
  public var optimistic: Disclosable<Verdict>

  /// Creates a finding.
  public init(
    address: String, wave: String, level: String, atFirstWave: Disclosable<Int>, overall: Disclosable<Double>,
    control: Disclosable<Double>, experimental: Disclosable<Double>, cautiousBoundary: Double?,
    optimisticBoundary: Double?, cautious: Disclosable<Verdict>, optimistic: Disclosable<Verdict>
  ) {
    self.address = address
    self.wave = wave
    self.level = level
    self.atFirstWave = atFirstWave
    self.overall = overall
    self.control = control
    self.experimental = experimental
    self.cautiousBoundary = cautiousBoundary
    self.optimisticBoundary = optimisticBoundary
    self.cautious = cautious
    self.optimistic = optimistic
  }
}

/// Share of an outcome's variance that lies between units of one level at one wave.
public struct ClusteringFinding: Sendable, Codable, Equatable {
  /// Stable address such as `clustering:physical.final.preschool`.
  public var address: String
  public var outcome: String
  public var wave: String
  /// `preschool` or `group`: share of the variance between units of this level and those above it.
  public var level: String
  public var unitCount: Int
  public var intraclassCorrelation: Disclosable<Double>
  public var interval: Disclosable<Interval>

  /// Creates a finding.
  public init(
    address: String, outcome: String, wave: String, level: String, unitCount: Int,
    intraclassCorrelation: Disclosable<Double>, interval: Disclosable<Interval>
  ) {
    self.address = address
    self.outcome = outcome
    self.wave = wave
    self.level = level
    self.unitCount = unitCount
    self.intraclassCorrelation = intraclassCorrelation
    self.interval = interval
  }
}

/// The smallest effect that the pilot, as it came out, finds with the stated power.
public struct DetectableEffectFinding: Sendable, Codable, Equatable {
  /// Stable address such as `detectable:physical.final`.
  public var address: String
  public var outcome: String
  public var wave: String
  public var power: Double
  /// In standard deviations of the outcome.
  public var deviations: Disclosable<Double>
  /// In points.
  public var points: Disclosable<Double>

  /// Creates a finding.
  public init(
    address: String, outcome: String, wave: String, power: Double, deviations: Disclosable<Double>,
    points: Disclosable<Double>
  ) {
    self.address = address
    self.outcome = outcome
    self.wave = wave
    self.power = power
    self.deviations = deviations
    self.points = points
  }
}

/// How the assessors of one arm filled their sheets at one wave.
public struct RaterFinding: Sendable, Codable, Equatable {
  /// Stable address such as `raters:final.experimental`.
  public var address: String
  public var wave: String
  /// `control` or `experimental`.
  public var arm: String
  public var counts: Disclosable<Counts>
  public var assessorCount: Int
  /// Shares in [0, 1]: sheets with one mark throughout, sheets like another of the same assessor, marks at the maximum.
  public var straightLined: Disclosable<Double>
  public var identical: Disclosable<Double>
  public var ceiling: Disclosable<Double>
  /// Mean over assessors of the standard deviation of their sheets' mean points; small = all children marked alike.
  public var spread: Disclosable<Double>
  /// Mean change of a child's mean points since the wave before, where the assessor stayed and where it changed.
  public var changeWithSameAssessor: Disclosable<Double>
  public var changeWithNewAssessor: Disclosable<Double>

  /// Creates a finding.
  public init(
    address: String, wave: String, arm: String, counts: Disclosable<Counts>, assessorCount: Int,
    straightLined: Disclosable<Double>, identical: Disclosable<Double>, ceiling: Disclosable<Double>,
    spread: Disclosable<Double>, changeWithSameAssessor: Disclosable<Double>,
    changeWithNewAssessor: Disclosable<Double>
  ) {
    self.address = address
    self.wave = wave
    self.arm = arm
    self.counts = counts
    self.assessorCount = assessorCount
    self.straightLined = straightLined
    self.identical = identical
    self.ceiling = ceiling
    self.spread = spread
    self.changeWithSameAssessor = changeWithSameAssessor
    self.changeWithNewAssessor = changeWithNewAssessor
  }
}
