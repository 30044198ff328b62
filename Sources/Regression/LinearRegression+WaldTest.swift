public import Design
public import Findings
internal import LinearAlgebra
public import Moments

extension LinearRegression {
  /// Joint tests that several coefficients are 0, with a small-sample reference for cluster-robust covariances.
  ///
  /// - Parameters:
  ///   - hypotheses: For each test the names of the coefficients; those without an estimate are left out.
  ///   - moments: Cross-products per cluster.
  ///   - response: Position among `moments.columns.responses`.
  ///   - absorption: What was swept out of the rows that the moments come from.
  ///   - reference: `nil` means `.hotelling` for CR2 and `.naiveF` for every other covariance. `.hotelling` without
  ///     clusters is `.naiveF`.
  /// - Returns: One test per hypothesis; without numbers where the covariance of the coefficients is singular, or the
  ///   clusters are too few for the test.
  /// - Throws: What `fit` throws.
  /// - Complexity: That of `fit`, and O(*G p² q²*) per test of *q* coefficients.
  public func waldTests(
    of hypotheses: [[String]], _ moments: ClusterMoments, response: Int = 0, absorption: Absorption? = nil,
    reference: WaldReference? = nil
  ) throws(EstimationError) -> [WaldTest] {
    let equations = try equations(moments, response: response, absorption: absorption)
    let fit = try solve(equations)
    guard case .clusterRobust(let correction) = covariance,
      reference ?? (correction == .cr2 ? .hotelling : .naiveF) == .hotelling
    else { return hypotheses.map { fit.waldTest(of: $0, isAsymptotic: reference == .chiSquared) } }
    let clusters = try equations.adjustedClusters()
    return hypotheses.map { terms in
      let contrasts = equations.contrasts.selectingColumns(fit.estimatedPositions(of: terms))
      let eta = hotellingDegreesOfFreedom(clusters: clusters, contrasts: contrasts, correction: correction)
      return fit.hotellingTest(of: terms, eta: eta)
    }
  }
}
