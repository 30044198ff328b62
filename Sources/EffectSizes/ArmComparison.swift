/// The facts about two arms that a standardised effect is made of.
///
/// The difference may be adjusted for covariates; the standard deviations never are, so that effects from models with
/// different covariates stay on one scale.
public struct ArmComparison: Sendable, Codable, Equatable {
  /// Size and spread of one arm.
  public struct Arm: Sendable, Codable, Equatable {
    /// Number of children with the outcome.
    public var observationCount: Int
    /// Standard deviation over all the arm's children, total over groups and preschools, divisor *N* − 1.
    public var standardDeviation: Double

    /// Creates an arm's facts.
    public init(observationCount: Int, standardDeviation: Double) {
      self.observationCount = observationCount
      self.standardDeviation = standardDeviation
    }
  }

  /// The difference experimental − control with the uncertainty that the model behind it states.
  public struct Difference: Sendable, Codable, Equatable {
    /// In units of the outcome.
    public var value: Double
    /// Cluster-aware standard error in units of the outcome; `nil` when no model states one.
    public var standardError: Double?
    /// Degrees of freedom of the standard error; `nil` when the model states none.
    public var degreesOfFreedom: Double?

    /// Creates a difference.
    public init(value: Double, standardError: Double? = nil, degreesOfFreedom: Double? = nil) {
      self.value = value
      self.standardError = standardError
      self.degreesOfFreedom = degreesOfFreedom
    }
  }

  public var difference: Difference
  public var control: Arm
  public var experimental: Arm

  /// Creates a comparison.
  public init(difference: Difference, control: Arm, experimental: Arm) {
    self.difference = difference
    self.control = control
    self.experimental = experimental
  }

  /// Number of children in both arms.
  public var observationCount: Int { control.observationCount + experimental.observationCount }

  /// Standard deviation within arms, pooled over the two with weights *N* − 1, in units of the outcome.
  public var pooledStandardDeviation: Double {
    let controlWeight = Double(control.observationCount - 1)
    let experimentalWeight = Double(experimental.observationCount - 1)
    let sumOfSquares =
      controlWeight * control.standardDeviation * control.standardDeviation
      + experimentalWeight * experimental.standardDeviation * experimental.standardDeviation
    return (sumOfSquares / (controlWeight + experimentalWeight)).squareRoot()
  }

  /// Glass's Δ: the difference over the control arm's standard deviation, without a small-sample correction.
  ///
  /// Prefer it to Hedges g when the treatment changes the spread of the outcome. `nil` when the control arm does not
  /// vary.
  public var glassDelta: Double? {
    control.standardDeviation > 0 ? difference.value / control.standardDeviation : nil
  }
}
