extension PilotTruth {
  /// How implementation indicators are distributed over regions and preschools; none is tied to the children's outcomes.
  public struct ImplementationTruth: Sendable, Equatable, Codable {
    /// Staff who left during a quarter ÷ staff employed.
    public var staffTurnover = Rate(typical: 0.04, logitStandardDeviation: 0.6, regionLogitStandardDeviation: 0.3)
    /// Staff of experimental groups with pilot training ÷ all of them.
    public var pilotTraining = Rate(typical: 0.82, logitStandardDeviation: 0.8, regionLogitStandardDeviation: 0.4)
    /// Families with a recorded pilot activity ÷ families.
    public var parentalInvolvement = Rate(typical: 0.62, logitStandardDeviation: 0.6, regionLogitStandardDeviation: 0.3)
    /// Items of the directions' equipment lists present and usable ÷ items.
    public var environment = Rate(typical: 0.80, logitStandardDeviation: 0.7, regionLogitStandardDeviation: 0.35)
    /// Probability that a group has an injury in a quarter.
    public var injury = Rate(typical: 0.004, logitStandardDeviation: 0.5)
    /// Probability that a preschool has an open sanitary violation at the end of a quarter.
    public var openViolation = Rate(typical: 0.01, logitStandardDeviation: 0.5)
    /// Days attended ÷ days enrolled.
    public var attendance = Rate(typical: 0.88, logitStandardDeviation: 0.35, regionLogitStandardDeviation: 0.175)
    /// Sessions held ÷ planned.
    public var sessionsHeld = Rate(typical: 0.86, logitStandardDeviation: 0.7, regionLogitStandardDeviation: 0.35)
    /// Children present at a session ÷ children of the group.
    public var sessionAttendance = Rate(typical: 0.88, logitStandardDeviation: 0.3, regionLogitStandardDeviation: 0.15)
    /// Mean and standard deviation of an educator's answers before they are rounded to 1 … 5.
    public var feedbackMean = 3.9
    public var feedbackStandardDeviation = 0.8
    /// Probability that an educator of an experimental group answers in a quarter.
    public var feedbackResponseRate = 0.85

    /// Creates the default implementation.
    public init() {}
  }

  /// A rate that differs between regions and between the preschools of a region: logit(rate) is normal.
  public struct Rate: Sendable, Equatable, Codable {
    /// Rate of the median preschool, in [0, 1].
    public var typical: Double
    /// Standard deviation of logit(rate) between the preschools of a region.
    public var logitStandardDeviation: Double
    /// Standard deviation of logit(rate) between regions.
    public var regionLogitStandardDeviation: Double
    /// Creates a rate.
    public init(typical: Double, logitStandardDeviation: Double, regionLogitStandardDeviation: Double = 0) {
      self.typical = typical
      self.logitStandardDeviation = logitStandardDeviation
      self.regionLogitStandardDeviation = regionLogitStandardDeviation
    }
  }
}
