import Design
import Findings
import Moments
import Regression
import Tabular
import TestSupport
import Testing

/// Differences in the probability of an outcome: averaged over a model, and from the shares of clusters.
@Suite struct RiskDifferenceTests {
  /// R's gradient is a difference.
  static let tolerance = 1e-8

  @Test func logisticAgainstTheDeltaMethodInR() throws {
    let frame = try OracleData.model(
      LogisticRegressionOracleTests.achieveFormula, "achieve", clusters: "school_id")
    let cells = ResponseCells.collect(frame, response: try ResponseCategories(frame), grouping: frame.clusters)
    let fit = try LogisticRegression(covariance: .clusterRobust(.cr2)).fit(cells)
    let risk = try fit.averageRiskDifference(of: "treated", over: cells)
    let expected = try Fixture.json("logit_clusters")
    expectClose(risk.control, try expected.number("unweighted.risk.control"), relative: Self.tolerance)
    expectClose(risk.experimental, try expected.number("unweighted.risk.experimental"), relative: Self.tolerance)
    let error = try expected.number("unweighted.risk.se")
    expectClose(risk.standardError, error, relative: Self.tolerance)
    expectNoticesErrors(in: [error], relative: Self.tolerance)
    #expect(risk.degreesOfFreedom == fit.degreesOfFreedom?[1])
  }

  /// The treatment's product with a covariate moves with it: predictions equal those of a design laid out again.
  @Test func productsOfTheTreatmentFollowIt() throws {
    let frame = try OracleData.frame("firth", "quasi.csv")
    let fit = try LogisticRegression().fit(ModelFrame.build(Formula("success ~ treated * x"), frame: frame))
    let model = try ModelFrame.build(Formula("success ~ treated * x"), frame: frame)
    let cells = ResponseCells.collect(model, response: try ResponseCategories(model), grouping: nil)
    let risk = try fit.averageRiskDifference(of: "treated", over: cells)
    for (value, mean) in [(0.0, risk.control), (1.0, risk.experimental)] {
      let columns = frame.columns.map { column in
        column.name == "treated"
          ? Column(name: "treated", numbers: [Double](repeating: value, count: frame.rowCount)) : column
      }
      let given = try ModelFrame.build(Formula("success ~ treated * x"), frame: Frame(columns: columns))
      let probabilities = fit.probabilities(given.fixed)
      expectClose(mean, probabilities.reduce(0, +) / Double(frame.rowCount), relative: Tolerance.closedForm)
    }
  }

  @Test func aTermThatIsNotThereIsRefused() throws {
    let frame = try OracleData.model("success ~ x", "firth", "quasi.csv")
    let cells = ResponseCells.collect(frame, response: try ResponseCategories(frame), grouping: nil)
    #expect(throws: EstimationError.termNotEstimated(term: "treated")) {
      try LogisticRegression().fit(cells).averageRiskDifference(of: "treated", over: cells)
    }
  }

  private func shares(_ pairs: [(Int, Int)]) -> [ClusterRiskDifference.Share] {
    pairs.map { .init(reached: $0.0, children: $0.1) }
  }

  /// R: t.test(c(.5, .8, .6), c(.2, .4, .1, .3)): difference 0.383…, t 3.5108, df 3.7139.
  @Test func equalWeightsAreWelchsTest() throws {
    let risk = try ClusterRiskDifference().estimate(
      control: shares([(2, 10), (8, 20), (1, 10), (3, 10)]), experimental: shares([(5, 10), (8, 10), (12, 20)]))
    expectClose(risk.estimate, 19.0 / 30 - 0.25, relative: Tolerance.closedForm)
    let variance = (7.0 / 300) / 3 + (1.0 / 60) / 4
    expectClose(risk.standardError, variance.squareRoot(), relative: Tolerance.closedForm)
    let parts = [(7.0 / 900, 2.0), (1.0 / 240, 3.0)].map { $0.0 * $0.0 / $0.1 }
    expectClose(
      risk.degreesOfFreedom ?? .nan, variance * variance / (parts[0] + parts[1]), relative: Tolerance.closedForm)
  }

  @Test func weightsOfChildrenGiveThePooledShares() throws {
    let risk = try ClusterRiskDifference(weighting: .children).estimate(
      control: shares([(2, 10), (8, 20), (0, 0)]), experimental: shares([(5, 10), (12, 20)]))
    expectClose(risk.control, 10.0 / 30, relative: Tolerance.closedForm)
    expectClose(risk.experimental, 17.0 / 30, relative: Tolerance.closedForm)
    #expect(risk.degreesOfFreedom == 2)
  }

  @Test func anArmWithOneClusterIsRefused() {
    #expect(throws: EstimationError.tooFewClustersInArm(isExperimental: true, found: 1, required: 2)) {
      try ClusterRiskDifference().estimate(
        control: shares([(1, 2), (2, 4)]), experimental: shares([(1, 3), (0, 0)]))
    }
  }

  @Test func levelCountsAreReadFromTheLevelUp() throws {
    var counts = LevelCounts()
    counts.add([1, 2, 3], stratum: "c", cluster: "p1")
    counts.add([2, 2, 2], stratum: "c", cluster: "p2")
    counts.add([0, 1, 3], stratum: "e", cluster: "p3")
    counts.add([1, 1, 2], stratum: "e", cluster: "p4")
    let risk = try ClusterRiskDifference().estimate(counts, reaching: 3, control: "c", experimental: "e")
    expectClose(risk.control, (0.5 + 1.0 / 3) / 2, relative: Tolerance.closedForm)
    expectClose(risk.experimental, 0.625, relative: Tolerance.closedForm)
  }
}
