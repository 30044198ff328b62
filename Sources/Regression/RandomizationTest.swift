public import Findings
public import Moments

/// A randomization (permutation) test of a treatment given to whole clusters, and its interval by inversion.
///
/// Use it where the arms were given out at random, or to ask what the effect would look like if they had been: the arms
/// are dealt again among the clusters (within strata), and the p-value is the share of assignments whose statistic is at
/// least the data's. It needs no assumption about errors, and with few clusters it says how small its p-value can be.
///
/// All assignments are enumerated when there are no more of them than replications; then the p-value is exact. Otherwise
/// assignments are drawn and the data count as one more: *(1 + #) / (1 + draws)*. An assignment within 1e-9 (relative) of
/// the data's statistic counts as equal, one under which the effect has no estimate as more extreme. The interval holds
/// the effects τ for which the test of the response less τ times the given treatment does not reject (a constant shift).
///
/// **Source.** Fisher (1935), The Design of Experiments; Rosenbaum (2002), doi:10.1214/ss/1042727942; Young (2019),
/// doi:10.1093/qje/qjy029.
public struct RandomizationTest: Sendable, Equatable {
  /// What is compared between assignments.
  public enum Statistic: String, Sendable, Codable, CaseIterable {
    /// The absolute coefficient.
    case coefficient
    /// The absolute coefficient over its CR1 error: also right on average when the arms' variances differ.
    case studentized
  }

  public var statistic: Statistic
  /// Draws; all assignments are enumerated instead when there are no more of them.
  public var replications: Int
  public var seed: UInt64
  /// In (0, 1).
  public var confidenceLevel: Double
  /// Threads that share the draws, `nil` for one per processor; the digits do not depend on it.
  public var threadCount: Int?

  /// Creates a specification.
  public init(
    statistic: Statistic = .coefficient, replications: Int = 9999, seed: UInt64 = 1, confidenceLevel: Double = 0.95,
    threadCount: Int? = nil
  ) {
    precondition(replications >= 1, "\(replications) replications")
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.statistic = statistic
    self.replications = replications
    self.seed = seed
    self.confidenceLevel = confidenceLevel
    self.threadCount = threadCount
  }

  /// Tests a term of the design that is constant in every cluster.
  ///
  /// - Parameters:
  ///   - moments: Cross-products per cluster.
  ///   - response: Position among `moments.columns.responses`.
  ///   - term: Name of the term; it takes two values.
  ///   - strata: Stratum by cluster name; without it all clusters are one stratum.
  /// - Returns: The estimate with its p-value and interval.
  /// - Throws: `EstimationError.termNotEstimated`, `.termVariesWithinCluster`, `.notTwoArms`, `.termInInteraction`,
  ///   `.noStratumWithBothArms`, `.tooFewClusters`, `.noErrorVariation`; what the regression on the other columns throws.
  /// - Complexity: O(*G p³ + B G p*) for *B* assignments, and O(*B G p²*) when studentized.
  public func fit(
    _ moments: ClusterMoments, response: Int = 0, term: String, strata: [String: String] = [:]
  ) throws(EstimationError) -> RandomizationTestFit {
    try fit(
      moments, response: response, ArmQuestion(moments, response: response, term: term, strata: strata))
  }

  /// Tests a treatment whose columns are not in the moments: the arm times some exposures.
  ///
  /// For an effect at one wave the exposures are the constant alone. For repeated waves in the same moments they are the
  /// constant and indicators of waves, and the tested one is the wave's: the difference of change between the arms.
  ///
  /// - Parameters:
  ///   - moments: Cross-products per cluster over columns that do not depend on the arm, the exposures among them.
  ///   - response: Position among `moments.columns.responses`.
  ///   - assignment: Arm and stratum of every cluster by name.
  ///   - exposures: Names of terms; `(Intercept)` stands for the constant, whether or not the design has it.
  ///   - tested: The exposure whose treated column is tested.
  /// - Returns: The estimate with its p-value and interval.
  /// - Throws: As for a term; `.armUnknown` for a cluster without an arm, `.tooFewClustersInArm` when an arm is empty.
  public func fit(
    _ moments: ClusterMoments, response: Int = 0, assignment: ArmAssignment, exposures: [String] = ["(Intercept)"],
    tested: String = "(Intercept)"
  ) throws(EstimationError) -> RandomizationTestFit {
    try fit(
      moments, response: response, ArmQuestion(moments, assignment, exposures: exposures, tested: tested))
  }

  private func fit(
    _ moments: ClusterMoments, response: Int, _ question: ArmQuestion
  ) throws(EstimationError) -> RandomizationTestFit {
    let test = try AssignmentTest(moments, response: response, question, statistic: statistic)
    let plan = DrawPlan(test.arms, levels: test.levels, replications: replications, seed: seed)
    let curve = RejectionCurve(
      draws: test.draws(plan, threadCount: threadCount), estimate: test.estimate, variance: test.variance,
      countsData: !plan.isEnumerated)
    return RandomizationTestFit(
      test, statistic: statistic, curve: curve, isEnumerated: plan.isEnumerated, confidenceLevel: confidenceLevel)
  }
}
