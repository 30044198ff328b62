import Design
import Findings
import LinearAlgebra
import Moments
import Regression
import TestSupport
import Testing

/// Laws that hold for least squares whatever the data, with every covariance that comes from moments.
@Suite struct LinearRegressionLawTests {
  static let seeds: [UInt64] = [1, 2, 3]
  static let covariances: [LinearRegression.Covariance] =
    [.classical] + ClusterRobustCovariance.Correction.allCases.map { .clusterRobust($0) }
  private let formula = "y ~ x + kind + time"

  private func expectSame(
    _ fit: LinearRegressionFit, _ expected: LinearRegressionFit, besides left: Set<String> = [],
    relative tolerance: Double = Tolerance.closedForm, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    func rest(_ fit: LinearRegressionFit, _ values: [Double]) -> [String: Double] {
      fit.named(values).filter { !left.contains($0.key) }
    }
    for values in [\.coefficients, \.standardErrors, \.degreesOfFreedom] as [KeyPath<LinearRegressionFit, [Double]>] {
      expectClose(
        rest(fit, fit[keyPath: values]), rest(expected, expected[keyPath: values]), relative: tolerance,
        sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: covariances)
  func shuffledAndMergedRowsAgree(_ covariance: LinearRegression.Covariance) throws {
    let panel = SamplePanel(seed: 1)
    let whole = try LinearRegression(covariance: covariance).fit(panel.clustered(formula))
    expectSame(
      try LinearRegression(covariance: covariance).fit(panel.shuffled(seed: 2).clustered(formula)), whole)
    var merged = try panel.clustered(formula).emptyCopy
    for chunk in panel.chunks(of: 35) { try merged.merge(chunk.clustered(formula)) }
    expectSame(try LinearRegression(covariance: covariance).fit(merged), whole)
  }

  @Test(arguments: covariances)
  func aChunkThatLacksALevelJoins(_ covariance: LinearRegression.Covariance) throws {
    let panel = SamplePanel(seed: 2)
    let (preschools, kinds) = (panel.texts["preschool", default: []], panel.texts["kind", default: []])
    func rows(_ isKept: (Int) -> Bool) throws -> ClusterMoments {
      try panel.selecting((0..<panel.rowCount).filter(isKept)).clustered(formula)
    }
    var merged = try rows { preschools[$0] < "p2" && kinds[$0] != "b" }
    try merged.merge(rows { preschools[$0] >= "p2" })
    let whole = try rows { preschools[$0] >= "p2" || kinds[$0] != "b" }
    let regression = LinearRegression(covariance: covariance)
    expectSame(try regression.fit(merged), try regression.fit(whole))
  }

  @Test(arguments: ["y", "second", "third"], covariances)
  func eachOutcomeIsFittedAsIfAlone(_ outcome: String, _ covariance: LinearRegression.Covariance) throws {
    let panel = SamplePanel(seed: 3)
    let responses = ["y", "second", "third"].map { (name: $0, values: panel.numbers[$0, default: []]) }
    let together = try ClusterMoments.collect(
      panel.modelFrame(formula, clusters: "preschool"), responses: responses)
    let index = try #require(together.columns.responses.firstIndex(of: outcome))
    let regression = LinearRegression(covariance: covariance)
    let alone = try regression.fit(panel.clustered("\(outcome) ~ x + kind + time"))
    expectSame(try regression.fit(together, response: index), alone)
  }

  @Test(arguments: seeds, covariances)
  func aRescaledCovariateRescalesItsCoefficient(seed: UInt64, _ covariance: LinearRegression.Covariance) throws {
    let panel = SamplePanel(seed: seed)
    let regression = LinearRegression(covariance: covariance)
    let plain = try regression.fit(panel.clustered(formula))
    let scaled = try regression.fit(panel.changing("x") { $0 * 1000 }.clustered(formula))
    expectSame(scaled, plain, besides: ["x"])
    expectClose(scaled.coefficients[1] * 1000, plain.coefficients[1], relative: Tolerance.closedForm)
    expectClose(scaled.standardErrors[1] * 1000, plain.standardErrors[1], relative: Tolerance.closedForm)
  }

  @Test(arguments: seeds, covariances)
  func shiftsMoveTheInterceptOnly(seed: UInt64, _ covariance: LinearRegression.Covariance) throws {
    let panel = SamplePanel(seed: seed)
    let regression = LinearRegression(covariance: covariance)
    let plain = try regression.fit(panel.clustered(formula))
    let far = panel.changing("x") { $0 + 0x1p10 }.changing("y") { $0 - 0x1p10 }
    let shifted = try regression.fit(far.clustered(formula))
    // Adding 2^10 rounds x and y to 43 of their 53 bits.
    expectSame(shifted, plain, besides: ["(Intercept)"], relative: Tolerance.matrixRoot)
    expectClose(
      shifted.coefficients[0], plain.coefficients[0] - 0x1p10 * (1 + plain.coefficients[1]),
      relative: Tolerance.matrixRoot)
  }

  @Test(arguments: seeds)
  func wholeWeightsAreRepeatedRows(seed: UInt64) throws {
    let panel = SamplePanel(seed: seed)
    let weights = panel.numbers["weight", default: []]
    let repeated = panel.selecting(weights.indices.flatMap { [Int](repeating: $0, count: Int(weights[$0])) })
    let regression = LinearRegression(covariance: .clusterRobust(.cr0))
    let weighted = try regression.fit(panel.clustered(formula, weights: "weight"))
    let expected = try regression.fit(repeated.clustered(formula))
    expectClose(weighted.coefficients, expected.coefficients, relative: Tolerance.closedForm)
    expectClose(weighted.standardErrors, expected.standardErrors, relative: Tolerance.closedForm)
    let unweighted = try regression.fit(panel.clustered(formula))
    #expect(disagreement(weighted.coefficients, unweighted.coefficients, relative: Tolerance.closedForm) != nil)
  }
}

extension ClusterMoments {
  fileprivate var emptyCopy: ClusterMoments { .empty(columns) }
}
