/// An effect against the plan's smallest effect of interest.
public struct InterestReading: Sendable, Codable, Equatable {
  /// What the interval allows to say.
  public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// The whole interval lies beyond the smallest effect of interest, in favour of the experimental groups.
    case atLeastOfInterest = "at_least_of_interest"
    /// The effect is equivalent to none: both one-sided tests reject.
    case equivalent
    /// Not 0, yet smaller than the smallest effect of interest cannot be excluded.
    case positiveButMaybeSmall = "positive_but_maybe_small"
    /// The whole interval lies below the smallest effect of interest, yet losses of that size are not excluded.
    case smallerThanInterest = "smaller_than_interest"
    /// The whole interval lies beyond the smallest effect of interest, against the experimental groups.
    case harmful
    /// The interval holds both nothing and an effect of interest.
    case undecided
  }

  public var verdict: Verdict
  /// Smallest effect of interest, in standard deviations.
  public var margin: Double
  /// Larger p-value of the two one-sided tests.
  public var equivalencePValue: Double?

  /// Creates a reading.
  public init(verdict: Verdict, margin: Double, equivalencePValue: Double?) {
    self.verdict = verdict
    self.margin = margin
    self.equivalencePValue = equivalencePValue
  }
}

/// How lenient the experimental raters would have to be, beyond the control raters, to explain an effect away.
public struct LeniencyFinding: Sendable, Codable, Equatable {
  /// Leniency at which the estimate would be 0, in points.
  public var nullifyingPoints: Double
  /// The same in standard deviations of the outcome.
  public var nullifyingDeviations: Double
  /// Leniency from which the interval holds 0, in points; 0 when it holds 0 already.
  public var insignificancePoints: Double
  /// The same in standard deviations of the outcome.
  public var insignificanceDeviations: Double

  /// Creates a finding.
  public init(
    nullifyingPoints: Double, nullifyingDeviations: Double, insignificancePoints: Double,
    insignificanceDeviations: Double
  ) {
    self.nullifyingPoints = nullifyingPoints
    self.nullifyingDeviations = nullifyingDeviations
    self.insignificancePoints = insignificancePoints
    self.insignificanceDeviations = insignificanceDeviations
  }
}

/// How strong an unobserved cause would have to be, with arm and outcome alike, to explain an effect away.
///
/// **Source.** Cinelli & Hazlett (2020), doi:10.1111/rssb.12348, with the *t* and degrees of freedom of the clusters.
public struct RobustnessFinding: Sendable, Codable, Equatable {
  /// Partial R² with arm and outcome that would bring the estimate to 0, in [0, 1].
  public var robustnessValue: Double
  /// Partial R² that would bring the interval to 0.
  public var robustnessValueOfInterval: Double
  /// Share of the outcome's remaining variance that the arm explains.
  public var partialR2: Double

  /// Creates a finding.
  public init(robustnessValue: Double, robustnessValueOfInterval: Double, partialR2: Double) {
    self.robustnessValue = robustnessValue
    self.robustnessValueOfInterval = robustnessValueOfInterval
    self.partialR2 = partialR2
  }
}

/// A difference between the arms in a share, experimental less control, in [−1, 1].
public struct ShareDifference: Sendable, Codable, Equatable {
  public var value: Double
  public var interval: Interval?
  public var pValue: Double?

  /// Creates a difference.
  public init(value: Double, interval: Interval?, pValue: Double?) {
    self.value = value
    self.interval = interval
    self.pValue = pValue
  }
}

/// The effect by another analysis of the same question, to be read beside the verdict.
public struct AlternativeFinding: Sendable, Codable, Equatable {
  /// How the analysis differs.
  public enum Analysis: String, Sendable, Codable, CaseIterable {
    /// Later score adjusted for the baseline score.
    case ancova
    /// Later score less the baseline score.
    case change
    /// Children who were seen at every wave only.
    case completeCases = "complete_cases"
    /// Missing scores imputed within preschools, pooled by Rubin's rules.
    case multipleImputation = "multiple_imputation"
    /// Weighted by the inverse probability of the arm.
    case inverseProbability = "inverse_probability"
    /// Weighted to where the arms overlap.
    case overlap
    /// Weighted so that the covariates' means agree exactly.
    case entropyBalancing = "entropy_balancing"
    /// Outcome model and probability of the arm together.
    case doublyRobust = "doubly_robust"
  }

  /// Stable address such as `alternative:physical.final.ancova`.
  public var address: String
  public var outcome: String
  public var wave: String
  public var analysis: Analysis
  public var control: Disclosable<Counts>
  public var experimental: Disclosable<Counts>
  public var estimate: Disclosable<EffectFinding.Estimate>
  public var warnings: [FindingWarning]

  /// Creates a finding.
  public init(
    address: String, outcome: String, wave: String, analysis: Analysis, control: Disclosable<Counts>,
    experimental: Disclosable<Counts>, estimate: Disclosable<EffectFinding.Estimate>, warnings: [FindingWarning]
  ) {
    self.address = address
    self.outcome = outcome
    self.wave = wave
    self.analysis = analysis
    self.control = control
    self.experimental = experimental
    self.estimate = estimate
    self.warnings = warnings
  }
}

/// How much worse the missing experimental children would have to be than the observed ones to explain an effect away.
public struct AttritionTippingFinding: Sendable, Codable, Equatable {
  /// Stable address such as `tipping:physical.final`.
  public var address: String
  public var outcome: String
  public var wave: String
  public var control: Disclosable<Counts>
  public var experimental: Disclosable<Counts>
  /// Shift of the missing scores at which the interval holds 0, in points; no data when it holds 0 already or nobody is missing.
  public var points: Disclosable<Double>
  /// The same in standard deviations of the outcome.
  public var deviations: Disclosable<Double>

  /// Creates a finding.
  public init(
    address: String, outcome: String, wave: String, control: Disclosable<Counts>, experimental: Disclosable<Counts>,
    points: Disclosable<Double>, deviations: Disclosable<Double>
  ) {
    self.address = address
    self.outcome = outcome
    self.wave = wave
    self.control = control
    self.experimental = experimental
    self.points = points
    self.deviations = deviations
  }
}
