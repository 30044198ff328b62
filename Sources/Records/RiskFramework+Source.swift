extension RiskFramework.Indicator {
  /// Where a pilot's records give the value.
  ///
  /// A child's *last* sheet is that of the last wave at which the child was observed.
  public enum Source: String, Sendable, Codable, CaseIterable {
    // Children's outcomes.
    /// Child × development-area scores at level I on the last sheet ÷ scores.
    case levelOneShare = "level_one_share"
    /// Children at level I in one area or more on the last sheet ÷ children.
    case vulnerableInOne = "vulnerable_in_one"
    /// Children at level I in two areas or more on the last sheet ÷ children.
    case vulnerableInTwo = "vulnerable_in_two"
    /// Child × area scores that did not rise between the first and the last sheet on shared items ÷ those that could.
    case noProgressShare = "no_progress_share"
    /// Child × area scores at level I on the last sheet ÷ those at level II or III on the first.
    case regressionToOne = "regression_to_one"
    /// Children aged 5 at the final official wave at level I in any area ÷ such children.
    case notReady = "not_ready"
    /// Child × area scores below the tenth percentile of the same form at the first wave, over the whole pilot ÷ scores.
    case belowTenthPercentile = "below_tenth_percentile"

    // Implementation.
    /// Sum of values ÷ sum of denominators over the preschools and quarters of `indicators.csv`.
    case indicators
    /// Sessions held ÷ planned, from `sessions.csv`.
    case sessionsHeld = "sessions_held"
    /// Mean answer of `feedback.csv`.
    case teacherFeedback = "teacher_feedback"
    /// Educators of experimental groups who answered in a quarter ÷ educators × quarters.
    case feedbackResponse = "feedback_response"

    // Evidence.
    /// Enrolled child × wave without a sheet ÷ child × waves.
    case missingChildWaves = "missing_child_waves"
    /// Items without a mark ÷ items of the sheets that apply.
    case itemNonResponse = "item_non_response"
    /// Group × waves in which more than four fifths of the children have one mark throughout ÷ group × waves.
    case straightLining = "straight_lining"
    /// Group × steps with a mean change beyond three standard deviations of all groups ÷ group × steps.
    case implausibleJump = "implausible_jump"
    /// Group × steps in which the marks fell in every development area ÷ group × steps.
    case reversedDirection = "reversed_direction"
    /// Group × steps at which most children have another assessor ÷ group × steps.
    case raterChange = "rater_change"
    /// Children first observed after the month in which their preschool's sessions began ÷ children observed before.
    case lateBaseline = "late_baseline"
    /// Preschools of the smaller arm.
    case clustersPerArm = "clusters_per_arm"
    /// Difference between the arms' shares of children not observed at the last wave, without its sign.
    case differentialAttrition = "differential_attrition"
    /// Children with the highest mark in all items of the last sheet ÷ children.
    case ceiling

    /// The source that an indicator's key names by itself; any other key is one of `indicators.csv`.
    static func named(_ key: String) -> Self { Self(rawValue: key) ?? .indicators }

    /// Whether values lie in [0, 1] by their definition.
    public var isShare: Bool {
      switch self {
      case .indicators, .teacherFeedback, .clustersPerArm: false
      default: true
      }
    }

    /// Whether there is a value only where there are two arms to compare.
    public var comparesArms: Bool { self == .clustersPerArm || self == .differentialAttrition }
  }
}
