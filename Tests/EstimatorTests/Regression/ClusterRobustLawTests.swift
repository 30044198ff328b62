import Design
import LinearAlgebra
import Moments
import Regression
import TestSupport
import Testing

/// Cluster-robust errors from moments against the rows, and their laws.
@Suite struct ClusterRobustLawTests {
  static let seeds: [UInt64] = [1, 2, 3]
  static let formula = "y ~ x + kind + time + x:kind"

  private func fit(
    _ frame: ModelFrame, _ correction: ClusterRobustCovariance.Correction
  ) throws -> LinearRegressionFit {
    try LinearRegression(covariance: .clusterRobust(correction)).fit(.collect(frame))
  }

  /// Every number of a fit against the same from the rows.
  private func expectAgreement(_ frame: ModelFrame, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let rows = try RowRegression(frame)
    for (correction, power) in [(.cr0, 0), (.cr2, 0.5), (.cr3, 1)] as [(ClusterRobustCovariance.Correction, Double)] {
      let fit = try fit(frame, correction)
      let covariance = try rows.covariance(power: power)
      let scale = (covariance.map(abs).max() ?? 0) * 1e-3
      expectClose(
        fit.coefficients, rows.coefficients, relative: Tolerance.matrixRoot, scale: 0.1, sourceLocation: sourceLocation)
      expectClose(
        fit.covariance.asMatrix.elements, covariance, relative: Tolerance.matrixRoot, scale: scale,
        sourceLocation: sourceLocation)
      expectNoticesErrors(in: covariance, relative: Tolerance.matrixRoot, scale: scale)
    }
    let degrees = try rows.degreesOfFreedom()
    expectClose(
      try fit(frame, .cr2).degreesOfFreedom, degrees, relative: Tolerance.matrixRoot, sourceLocation: sourceLocation)
    expectNoticesErrors(in: degrees, relative: Tolerance.matrixRoot)
  }

  @Test(arguments: seeds, ["preschool", "group", "child"])
  func momentsGiveWhatTheRowsGive(seed: UInt64, clusters: String) throws {
    try expectAgreement(SamplePanel(seed: seed).modelFrame(Self.formula, clusters: clusters))
  }

  @Test(arguments: seeds)
  func weightsScaleTheRows(seed: UInt64) throws {
    try expectAgreement(SamplePanel(seed: seed).modelFrame(Self.formula, clusters: "group", weights: "weight"))
  }

  /// Two covariates that differ from 0 in one cluster only: I − H_gg is singular there.
  @Test(arguments: seeds)
  func aClusterThatAloneDeterminesACoefficient(seed: UInt64) throws {
    var panel = SamplePanel(seed: seed)
    let inside = panel.texts["preschool", default: []].map { $0 == "p2" ? 1.0 : 0 }
    panel.numbers["only"] = inside
    panel.numbers["slope"] = zip(inside, panel.numbers["x", default: []]).map { $0 * $1 }
    try expectAgreement(panel.modelFrame("y ~ time + only + slope", clusters: "preschool"))
  }

  @Test(arguments: seeds)
  func withoutIntercept(seed: UInt64) throws {
    try expectAgreement(SamplePanel(seed: seed).modelFrame("y ~ 0 + x + time", clusters: "preschool"))
  }

  /// Clusters of one row: CR1S, CR2 and CR3 are HC1, HC2 and HC3.
  @Test(
    arguments: [
      (.cr1Stata, .hc1), (.cr2, .hc2), (.cr3, .hc3),
    ] as [(ClusterRobustCovariance.Correction, HeteroscedasticityConsistentCovariance)], [nil, "weight"])
  func singletonClustersAreHeteroscedasticityConsistent(
    _ pair: (ClusterRobustCovariance.Correction, HeteroscedasticityConsistentCovariance), weights: String?
  ) throws {
    let panel = SamplePanel(seed: 4).withRowNames
    let robust = try fit(panel.modelFrame(Self.formula, clusters: "row", weights: weights), pair.0)
    let consistent = try pair.1.fit(panel.modelFrame(Self.formula, weights: weights))
    expectClose(robust.coefficients, consistent.coefficients, relative: Tolerance.closedForm)
    expectClose(robust.standardErrors, consistent.standardErrors, relative: Tolerance.closedForm)
  }

  @Test func uncorrectedErrorsDifferByTheirFactors() throws {
    let frame = try SamplePanel(seed: 5).modelFrame(Self.formula, clusters: "group")
    let plain = try fit(frame, .cr0).standardErrors
    let (rows, terms) = (Double(frame.observationCount), Double(plain.count))
    let (cr1, cr1s) = (10.0 / 9, 10 * (rows - 1) / (9 * (rows - terms)))
    expectClose(
      try fit(frame, .cr1).standardErrors, plain.map { $0 * cr1.squareRoot() }, relative: Tolerance.closedForm)
    expectClose(
      try fit(frame, .cr1Stata).standardErrors, plain.map { $0 * cr1s.squareRoot() }, relative: Tolerance.closedForm)
  }

  /// CR2 has the expectation *(XᵀX)⁻¹* exactly under independent errors of variance 1; CR0 has less.
  ///
  /// The estimate *V(y)* is quadratic in the response, so that its expectation is *Σ V(eᵢ)* over the unit vectors *eᵢ*.
  @Test(arguments: seeds)
  func cr2IsExactlyUnbiased(seed: UInt64) throws {
    let panel = SamplePanel(seed: seed, preschoolCount: 4, childCount: 4)
    let frame = try panel.modelFrame("y ~ x + time", clusters: "preschool")
    let rows = 0..<frame.observationCount
    let moments = try ClusterMoments.collect(
      frame, responses: rows.map { row in (name: "e\(row)", values: rows.map { $0 == row ? 1 : 0 }) })
    let expected = try RowRegression(frame).bread.elements
    func expectation(_ correction: ClusterRobustCovariance.Correction) throws -> [Double] {
      let regression = LinearRegression(covariance: .clusterRobust(correction))
      var sum = SymmetricMatrix(order: 3)
      for row in rows { sum += try regression.fit(moments, response: row).covariance }
      return sum.asMatrix.elements
    }
    expectClose(try expectation(.cr2), expected, relative: Tolerance.matrixRoot, scale: 1e-3)
    #expect(try expectation(.cr0)[0] < 0.9 * expected[0])
  }
}
