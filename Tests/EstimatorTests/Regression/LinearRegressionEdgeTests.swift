import Findings
import Moments
import Regression
import TestSupport
import Testing

/// Designs and data with a caveat, and those without an answer.
@Suite struct LinearRegressionEdgeTests {
  private let panel = SamplePanel(seed: 6)
  private let regression = LinearRegression(covariance: .clusterRobust(.cr2))

  private func codes(_ fit: LinearRegressionFit) -> [FindingWarning.Code] { fit.warnings.map(\.code) }

  @Test func aDependentColumnIsDroppedByName() throws {
    let doubled = panel.adding("twice") { 2 * $0("x") - 0.3 * $0("time") + 1 }
    let fit = try regression.fit(doubled.clustered("y ~ x + time + twice + kind"))
    let plain = try regression.fit(panel.clustered("y ~ x + time + kind"))
    #expect(fit.droppedTerms == ["twice"] && fit.terms == plain.terms)
    #expect(fit.warnings.first?.facts == ["columns": "twice"])
    #expect(fit.coefficientTable(level: 0.95).last == Coefficient(notEstimated: "twice"))
    expectClose(fit.coefficients, plain.coefficients, relative: Tolerance.closedForm)
    expectClose(fit.standardErrors, plain.standardErrors, relative: Tolerance.closedForm)
    expectClose(fit.degreesOfFreedom, plain.degreesOfFreedom, relative: Tolerance.closedForm)
  }

  /// 0.1 has no exact mean: what rounding leaves of its spread must not count as variation.
  @Test(arguments: [0.1, 1, 1e9 + 0.1])
  func aConstantCovariateIsDropped(_ constant: Double) throws {
    let fit = try regression.fit(panel.adding("constant") { _ in constant }.clustered("y ~ constant + x"))
    #expect(fit.droppedTerms == ["constant"] && codes(fit).contains(.droppedColumns))
  }

  @Test(arguments: [0, 0.1, 1, 1e9 + 0.1])
  func aConstantResponseWarns(_ constant: Double) throws {
    let fit = try regression.fit(panel.changing("y") { _ in constant }.clustered("y ~ x + time"))
    #expect(codes(fit).contains(.constantOutcome))
    #expect(fit.rSquared == nil && fit.logLikelihood == nil)
  }

  @Test func aResponseThatVariesDoesNotWarn() throws {
    let small = panel.changing("y") { 1e9 + 1e-3 * $0 }
    #expect(try !codes(regression.fit(small.clustered("y ~ x + time"))).contains(.constantOutcome))
  }

  @Test func fewClustersAreSaid() throws {
    #expect(try codes(regression.fit(panel.clustered("y ~ x"))) == [.fewClusters])
    let many = SamplePanel(seed: 6, preschoolCount: 20)
    #expect(try regression.fit(many.clustered("y ~ x")).warnings.isEmpty)
  }

  @Test(arguments: ClusterRobustCovariance.Correction.allCases)
  func oneClusterHasNoAnswer(_ correction: ClusterRobustCovariance.Correction) throws {
    let moments = try panel.selecting("preschool", in: ["p0"]).clustered("y ~ x")
    #expect(throws: EstimationError.tooFewClusters(found: 1, required: 2)) {
      try LinearRegression(covariance: .clusterRobust(correction)).fit(moments)
    }
    #expect(try LinearRegression(covariance: .classical).fit(moments).clusterCount == 1)
  }

  @Test func asManyTermsAsRowsHaveNoAnswer() throws {
    let three = panel.selecting(0..<3)
    #expect(throws: EstimationError.tooFewObservations(found: 3, required: 4)) {
      try LinearRegression(covariance: .classical).fit(three.clustered("y ~ x + age"))
    }
  }

  @Test func noRowsHaveNoAnswer() throws {
    let empty = ClusterMoments.empty(try panel.clustered("y ~ x").columns)
    #expect(throws: EstimationError.tooFewObservations(found: 0, required: 1)) { try regression.fit(empty) }
  }

  @Test func aDesignOfZeroesHasNoTerm() throws {
    let moments = try panel.adding("zero") { _ in 0 }.clustered("y ~ 0 + zero")
    #expect(throws: EstimationError.noEstimableTerm) { try regression.fit(moments) }
  }
}
