import Design
import Findings
import Regression
import Tabular
import TestSupport
import Testing

/// Separated binary responses: Firth's estimate against an own numpy script, and what the result says.
@Suite struct PenalizedLogisticTests {
  /// The script and the estimator each stop within about 1e-10 of a maximum of a flat likelihood.
  static let tolerance = 1e-7

  @Test(arguments: ["quasi", "complete"])
  func firthEstimateAndProfile(_ sample: String) throws {
    let fit = try LogisticRegression().fit(OracleData.model("success ~ treated + x", "firth", "\(sample).csv"))
    let expected = try Fixture.json("firth")
    #expect(fit.isPenalized)
    expectClose(fit.logLikelihood, try expected.number("\(sample).log_likelihood"), relative: Self.tolerance)
    let table = fit.coefficientTable
    try compare(table, \.estimate, expected, "\(sample).beta")
    try compare(table, \.standardError, expected, "\(sample).se")
    try compare(table, \.pValue, expected, "\(sample).p")
    try compare(table, \.interval?.lower, expected, "\(sample).low")
    try compare(table, \.interval?.upper, expected, "\(sample).high")
    expectNoticesErrors(in: Array(try expected.namedNumbers("\(sample).high").values), relative: Self.tolerance)
  }

  @Test func theSeparatingTermIsNamed() throws {
    let fit = try LogisticRegression().fit(OracleData.model("success ~ treated + x", "firth", "quasi.csv"))
    #expect(fit.separatingTerms == ["treated"])
    #expect(fit.warnings.map(\.code) == [.separation])
    #expect(fit.warnings.first?.facts["terms"] == "treated")
  }

  /// A gap of one hundredth between overlapping samples is no separation.
  @Test func nearSeparationHasAMaximum() throws {
    let frame = try Frame(columns: [
      Column(name: "x", numbers: [-2, -1, 0, 0.01, 1, 2, 3, 4]), Column(name: "y", numbers: [0, 0, 1, 0, 1, 1, 1, 1]),
    ])
    let fit = try LogisticRegression().fit(ModelFrame.build(Formula("y ~ x"), frame: frame))
    #expect(!fit.isPenalized)
    #expect(fit.warnings.isEmpty)
  }

  @Test func clusterRobustErrorsOfASeparatedResponse() throws {
    let frame = try OracleData.frame("firth", "quasi.csv")
    let units = Column(name: "unit", numbers: (0..<frame.rowCount).map { Double($0 / 4) })
    let model = try ModelFrame.build(
      Formula("success ~ treated + x"), frame: Frame(columns: frame.columns + [units]), clusters: "unit")
    let fit = try LogisticRegression(covariance: .clusterRobust(.cr1)).fit(model)
    let row = try #require(fit.coefficientTable.first { $0.term == "treated" })
    #expect(row.degreesOfFreedom == 9)
    #expect(row.interval != nil)
    #expect(fit.warnings.map(\.code) == [.separation, .fewClusters])
  }

  private func compare(
    _ table: [Coefficient], _ part: KeyPath<Coefficient, Double?>, _ expected: JSONValue, _ path: String
  ) throws {
    let actual = Dictionary(uniqueKeysWithValues: table.map { ($0.term, $0[keyPath: part] ?? .nan) })
    expectClose(actual, try expected.namedNumbers(path), relative: Self.tolerance, path)
  }
}
