public import Findings
internal import Foundation
public import Moments

/// The two-stage comparison of cluster summaries: one number per cluster, then an unweighted *t* test.
///
/// Stage one regresses the response on the columns that vary within clusters, without the arm, and takes every cluster's
/// mean residual (with several exposures: the tested coefficient of the cluster's own regression of the residuals on them,
/// such as its change between waves). Stage two compares the summaries of the arms with equal weights, within strata and
/// given the columns that are constant in every cluster. It is hard to beat with few clusters; its estimand is the average
/// over clusters, not over children.
///
/// **Source.** Hayes & Moulton (2017), Cluster Randomised Trials, ch. 10–11; Leyrat et al. (2018),
/// doi:10.1093/ije/dyx169.
public struct ClusterLevelComparison: Sendable, Equatable {
  /// In (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(confidenceLevel: Double = 0.95) { self.confidenceLevel = confidenceLevel }

  /// Compares the arms that a term of the design marks; the term is constant in every cluster.
  ///
  /// - Parameters:
  ///   - moments: Cross-products per cluster.
  ///   - response: Position among `moments.columns.responses`.
  ///   - term: Name of the term; it takes two values, and the estimate is per unit of it.
  ///   - strata: Stratum by cluster name; without it all clusters are one stratum.
  /// - Returns: The comparison with its test and interval.
  /// - Throws: As `RandomizationTest.fit`; `.tooFewClusters` when no degree of freedom is left.
  public func fit(
    _ moments: ClusterMoments, response: Int = 0, term: String, strata: [String: String] = [:]
  ) throws(EstimationError) -> ClusterLevelFit {
    try fit(moments, response: response, ArmQuestion(moments, response: response, term: term, strata: strata))
  }

  /// Compares the arms of an assignment; see `RandomizationTest` for the exposures.
  ///
  /// - Parameters:
  ///   - moments: Cross-products per cluster over columns that do not depend on the arm, the exposures among them.
  ///   - response: Position among `moments.columns.responses`.
  ///   - assignment: Arm and stratum of every cluster by name.
  ///   - exposures: Names of terms; `(Intercept)` stands for the constant.
  ///   - tested: The exposure whose coefficient is every cluster's summary.
  /// - Returns: The comparison with its test and interval.
  /// - Throws: As `RandomizationTest.fit`; `.tooFewClusters` when no degree of freedom is left.
  public func fit(
    _ moments: ClusterMoments, response: Int = 0, assignment: ArmAssignment, exposures: [String] = ["(Intercept)"],
    tested: String = "(Intercept)"
  ) throws(EstimationError) -> ClusterLevelFit {
    try fit(
      moments, response: response, ArmQuestion(moments, assignment, exposures: exposures, tested: tested))
  }

  private func fit(
    _ moments: ClusterMoments, response: Int, _ question: ArmQuestion
  ) throws(EstimationError) -> ClusterLevelFit {
    let summaries = try ClusterSummaries(moments, response: response, question)
    let arms = try question.arms(summaries.names)
    let strata = summaries.names.map { question.assignment.strata[$0] ?? "" }
    let difference = question.levels.experimental - question.levels.control
    let regression = try UnitRegression(
      response: summaries.values, arm: arms.map { $0 ? difference : 0 },
      others: stratumIndicators(strata) + summaries.covariates, term: question.term)
    let isPlain = Set(strata).count == 1 && summaries.covariates.isEmpty
    return ClusterLevelFit(
      term: question.term, estimate: regression.estimate, standardError: regression.standardError,
      degreesOfFreedom: regression.degreesOfFreedom,
      welch: isPlain ? welch(summaries.values, arms, difference: difference) : nil, confidenceLevel: confidenceLevel,
      experimentalClusterCount: arms.count { $0 }, controlClusterCount: arms.count { !$0 },
      leftOutClusters: summaries.leftOut)
  }

  private func stratumIndicators(_ strata: [String]) -> [[Double]] {
    Set(strata).sorted().dropFirst().map { name in strata.map { $0 == name ? 1 : 0 } }
  }

  /// Unequal variances; `nil` when an arm has one cluster or no variation.
  private func welch(_ values: [Double], _ arms: [Bool], difference: Double) -> ClusterLevelFit.Welch? {
    let shares = [true, false].compactMap { arm -> (variance: Double, count: Double)? in
      let own = zip(values, arms).filter { $0.1 == arm }.map(\.0)
      guard own.count > 1 else { return nil }
      let mean = own.reduce(0, +) / Double(own.count)
      let squares = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / Double(own.count - 1) / Double(own.count), Double(own.count))
    }
    let variance = shares.reduce(0) { $0 + $1.variance }
    guard shares.count == 2, variance > 0 else { return nil }
    let spread = shares.reduce(0) { $0 + $1.variance * $1.variance / ($1.count - 1) }
    return ClusterLevelFit.Welch(
      standardError: variance.squareRoot() / abs(difference), degreesOfFreedom: variance * variance / spread)
  }
}
