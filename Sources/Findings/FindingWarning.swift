/// A caveat that travels inside a result and is shown by every renderer.
///
/// `code` is stable and machine-readable; `facts` hold what the sentence is made of, so that each language can word it.
public struct FindingWarning: Sendable, Codable, Equatable {
  /// What the caveat is about; Reporting words each code in kk, ru and en.
  public enum Code: String, Sendable, Codable, CaseIterable {
    case singularFit = "singular_fit"
    case coincidingGroups = "coinciding_groups"
    case fewClusters = "few_clusters"
    case oneClusterTerm = "one_cluster_term"
    case droppedColumns = "dropped_columns"
    case singletonRows = "singleton_rows"
    case absorbedNested = "absorbed_nested"
    case notConverged = "not_converged"
    case constantOutcome = "constant_outcome"
    case missingRows = "missing_rows"
    case notEstimable = "not_estimable"
    case boundaryVariance = "boundary_variance"
    case adjustedVariance = "adjusted_variance"
    case smoothedVariance = "smoothed_variance"
    case syntheticEstimate = "synthetic_estimate"
    case insufficientData = "insufficient_data"
    case contamination = "contamination"
    case differentialAttrition = "differential_attrition"
    case ceiling = "ceiling"
    case ratedByTeacher = "rated_by_teacher"
    case notRandomised = "not_randomised"
    case assignmentMismatch = "assignment_mismatch"
    case noBaseline = "no_baseline"
    case unboundedInterval = "unbounded_interval"
    case oneArmStratum = "one_arm_stratum"
    case coarsePValue = "coarse_p_value"
    case leftOutClusters = "left_out_clusters"
    case extremeWeights = "extreme_weights"
    case limitedOverlap = "limited_overlap"
    case weightsTakenAsKnown = "weights_taken_as_known"
    case separation = "separation"
    case emptyCategory = "empty_category"
    case proportionalOdds = "proportional_odds"
    case doseNotRandomised = "dose_not_randomised"
    case constantItem = "constant_item"
    case groupOfOne = "group_of_one"
    case leftOutGroups = "left_out_groups"
    case negativeSlope = "negative_slope"
    case unboundedSlope = "unbounded_slope"
    case outsideGoalposts = "outside_goalposts"
    case belowMinimumCount = "below_minimum_count"
    case safetyFlag = "safety_flag"
    case exactIndicators = "exact_indicators"
    case itemsNeverTogether = "items_never_together"
    case heywoodCase = "heywood_case"
    case independenceAssumed = "independence_assumed"
    case sparseGroups = "sparse_groups"
    case fewAnchorItems = "few_anchor_items"
    case fewCommonItems = "few_common_items"
    case untestedItems = "untested_items"
    case fewReferences = "few_references"
    case noMovement = "no_movement"
    case reversedScale = "reversed_scale"
    case reportedFigures = "reported_figures"
    case sharesForPercents = "shares_for_percents"
    case notShrunken = "not_shrunken"
  }

  public var code: Code
  /// English wording, complete in itself, for the shell and logs.
  public var message: String
  /// Named facts the wording is made of (counts, column names), already formatted.
  public var facts: [String: String]

  /// Creates a warning.
  public init(_ code: Code, _ message: String, facts: [String: String] = [:]) {
    self.code = code
    self.message = message
    self.facts = facts
  }
}
