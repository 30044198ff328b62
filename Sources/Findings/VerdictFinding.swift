/// What the referee says of one effect: which method's answer holds for this design, and how sure it is.
public struct VerdictFinding: Sendable, Codable, Equatable {
  /// Stable address such as `verdict:physical.final`.
  public var address: String
  public var outcome: String
  /// Pilot wave (plan's name).
  public var wave: String
  public var control: Disclosable<Counts>
  public var experimental: Disclosable<Counts>
  /// Units of assignment behind the effect; `nil` when an arm was not observed.
  public var design: ClusterDesign?
  /// One per estimator of the plan, in the plan's order.
  public var judgements: [Judgement]
  /// Estimator whose answer is recommended; `nil` when none is valid here.
  public var recommended: String?
  /// Why this one.
  public var reason: Reason
  /// The recommended answer, in units of the outcome (points).
  public var estimate: Disclosable<EffectFinding.Estimate>
  public var standardized: Disclosable<EffectFinding.StandardizedEffect>
  /// p-value of the recommended answer, adjusted over the family of all outcomes and waves.
  public var adjustedPValue: Disclosable<Double>
  /// Smallest and largest p-value among the methods that are valid here; no data with fewer than two.
  public var disagreement: Disclosable<Disagreement>
  /// The effect against the plan's smallest effect of interest; no data without one.
  public var interest: Disclosable<InterestReading>
  /// How lenient the experimental raters would have to be to explain the effect away.
  public var leniency: Disclosable<LeniencyFinding>
  /// How strong an unobserved cause would have to be to explain the effect away.
  public var robustness: Disclosable<RobustnessFinding>
  /// Difference between the arms in the share of children at level III; no data for outcomes without levels.
  public var levelThree: Disclosable<ShareDifference>
  public var warnings: [FindingWarning]

  /// Creates a verdict from its parts.
  public init(
    address: String, outcome: String, wave: String, control: Disclosable<Counts>, experimental: Disclosable<Counts>,
    design: ClusterDesign?, judgements: [Judgement], recommended: String?, reason: Reason,
    estimate: Disclosable<EffectFinding.Estimate>, standardized: Disclosable<EffectFinding.StandardizedEffect>,
    adjustedPValue: Disclosable<Double> = .noData, disagreement: Disclosable<Disagreement> = .noData,
    interest: Disclosable<InterestReading> = .noData, leniency: Disclosable<LeniencyFinding> = .noData,
    robustness: Disclosable<RobustnessFinding> = .noData, levelThree: Disclosable<ShareDifference> = .noData,
    warnings: [FindingWarning] = []
  ) {
    self.address = address
    self.outcome = outcome
    self.wave = wave
    self.control = control
    self.experimental = experimental
    self.design = design
    self.judgements = judgements
    self.recommended = recommended
    self.reason = reason
    self.estimate = estimate
    self.standardized = standardized
    self.adjustedPValue = adjustedPValue
    self.disagreement = disagreement
    self.interest = interest
    self.leniency = leniency
    self.robustness = robustness
    self.levelThree = levelThree
    self.warnings = warnings
  }
}

extension VerdictFinding {
  /// Whether a method's error rate and coverage can be trusted in a design.
  public enum Validity: String, Sendable, Codable, CaseIterable {
    case valid
    /// Rejects less often than its level says; a small p-value can be trusted.
    case conservative
    case notValid = "not_valid"
    /// The method gave no answer.
    case unavailable
  }

  /// A rule of the referee that spoke, with the numbers it spoke from; Reporting words each in kk, ru and en.
  public struct Reason: Sendable, Codable, Equatable {
    /// The rules; each is a row of the table in `Documentation/WhichAnswerHolds.md`.
    public enum Code: String, Sendable, Codable, CaseIterable {
      /// Enough units in both arms, of sizes that this method bears.
      case enoughClusters = "enough_clusters"
      /// Its degrees of freedom fit the number of units.
      case degreesOfFreedomHold = "degrees_of_freedom_hold"
      /// Valid by the assignment itself.
      case randomisedAssignment = "randomised_assignment"
      /// Rests on the units being exchangeable between the arms, which nobody made so.
      case exchangeabilityAssumed = "exchangeability_assumed"
      /// An arm has too few units.
      case fewUnitsInAnArm = "few_units_in_an_arm"
      /// Too few degrees of freedom for its approximation.
      case fewDegreesOfFreedom = "few_degrees_of_freedom"
      /// A variance between units was estimated as 0, so that its degrees of freedom count children, not units.
      case singularFit = "singular_fit"
      /// There are more degrees of freedom than units: the model has no variance of the units in it, or hardly any.
      case degreesCountChildren = "degrees_count_children"
      /// The arm varies within the units whose signs or labels would be changed.
      case armVariesWithinUnits = "arm_varies_within_units"
      /// One unit weighs so much that the method's approximation fails.
      case dominantUnit = "dominant_unit"
      /// Even the most extreme assignment gives a p-value above the level.
      case cannotReachLevel = "cannot_reach_level"
      /// Too few signs or assignments for a fine p-value.
      case coarsePValue = "coarse_p_value"
      /// Unequal arms and unequal spread make label changes invalid for the average effect.
      case unequalArms = "unequal_arms"
      /// The data did not determine an answer.
      case notEstimable = "not_estimable"
      /// The plan's primary estimator, valid here.
      case primaryHolds = "primary_holds"
      /// The plan's primary estimator is not valid here; the next valid one answers.
      case primaryFails = "primary_fails"
      /// Only a conservative answer can be trusted here.
      case onlyConservative = "only_conservative"
      /// No method of the plan is valid here.
      case noneValid = "none_valid"
    }

    public var code: Code
    /// Numbers the sentence is made of (`clusters`, `experimental`, `df` …), unrounded.
    public var facts: [String: Double]

    /// Creates a reason.
    public init(_ code: Code, _ facts: [String: Double] = [:]) {
      self.code = code
      self.facts = facts
    }
  }

  /// What the referee says of one estimator.
  public struct Judgement: Sendable, Codable, Equatable {
    public var estimator: String
    public var validity: Validity
    /// At least one.
    public var reasons: [Reason]

    /// Creates a judgement.
    public init(estimator: String, validity: Validity, reasons: [Reason]) {
      self.estimator = estimator
      self.validity = validity
      self.reasons = reasons
    }
  }

  /// How far the valid methods are apart.
  public struct Disagreement: Sendable, Codable, Equatable {
    public var smallestPValue: Double
    public var smallestBy: String
    public var largestPValue: Double
    public var largestBy: String
    /// Whether they fall on different sides of the level.
    public var changesConclusion: Bool

    /// Creates the facts.
    public init(
      smallestPValue: Double, smallestBy: String, largestPValue: Double, largestBy: String, changesConclusion: Bool
    ) {
      self.smallestPValue = smallestPValue
      self.smallestBy = smallestBy
      self.largestPValue = largestPValue
      self.largestBy = largestBy
      self.changesConclusion = changesConclusion
    }
  }
}

/// The units of assignment behind an effect.
public struct ClusterDesign: Sendable, Codable, Equatable {
  /// `preschool` or `group`.
  public var unit: String
  public var controlCount: Int
  public var experimentalCount: Int
  /// Units of both arms; a unit with groups of both arms counts once.
  public var unitCount: Int
  /// Standard deviation of the units' numbers of rows over their mean.
  public var sizeVariation: Double
  /// Number of equal, balanced units that the effect is worth (Carter, Schnepel & Steigerwald 2017); `nil` when unknown.
  public var effectiveCount: Double?
  /// Largest share of one unit in the information on the effect, in (0, 1]; `nil` when unknown.
  public var largestPartialLeverage: Double?
  /// Strata within which units were assigned; 1 without strata.
  public var stratumCount: Int
  /// Number of ways in which the arms could have been assigned; infinite when beyond counting is stored as the largest number.
  public var assignmentCount: Double?

  /// Creates the facts.
  public init(
    unit: String, controlCount: Int, experimentalCount: Int, unitCount: Int, sizeVariation: Double,
    effectiveCount: Double?, largestPartialLeverage: Double?, stratumCount: Int, assignmentCount: Double?
  ) {
    self.unit = unit
    self.controlCount = controlCount
    self.experimentalCount = experimentalCount
    self.unitCount = unitCount
    self.sizeVariation = sizeVariation
    self.effectiveCount = effectiveCount
    self.largestPartialLeverage = largestPartialLeverage
    self.stratumCount = stratumCount
    self.assignmentCount = assignmentCount
  }
}
