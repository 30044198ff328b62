import Findings
import LinearAlgebra
import Moments
import Regression
import TestSupport
import Testing

/// Joint tests against clubSandwich on the achievement award trial, and their laws.
@Suite struct WaldTestTests {
  struct Hypothesis: Sendable, CustomTestStringConvertible {
    var model: String
    var treatment: String
    var name: String
    /// Each coefficient that is 0 under the hypothesis.
    var terms: [String]
    var testDescription: String { "\(model) \(name)" }
  }

  static let hypotheses = [
    Hypothesis(
      model: "y2001_main", treatment: "treated", name: "covariates", terms: ["father_ed", "mother_ed", "siblings"]),
    Hypothesis(
      model: "y2001_main", treatment: "treated", name: "school_type",
      terms: ["school_typeReligious", "school_typeSecular"]),
    Hypothesis(
      model: "y2001_by_type", treatment: "school_type:treated", name: "treat_all_zero",
      terms: ["Arab", "Religious", "Secular"].map { "school_type\($0):treated" }),
    // With a main effect the interactions say by how much the types differ.
    Hypothesis(
      model: "y2001_by_type", treatment: "treated + school_type:treated", name: "treat_equal_across_types",
      terms: ["Religious", "Secular"].map { "school_type\($0):treated" }),
  ]

  private func moments(_ treatment: String) throws -> ClusterMoments {
    let formula =
      "Bagrut_status ~ school_type + father_ed + mother_ed + immigrant + siblings + lagscore + sex + \(treatment)"
    return try .collect(OracleData.model(formula, "achieve", clusters: "school_id"))
  }

  @Test(
    arguments: hypotheses,
    [
      (.chiSquared, "chi-sq"), (.naiveF, "Naive-F"), (.hotelling, "HTZ"),
    ] as [(WaldReference, String)])
  func achievementAwards(_ hypothesis: Hypothesis, _ reference: (WaldReference, String)) throws {
    let moments = try moments(hypothesis.treatment)
    for correction in [ClusterRobustCovariance.Correction.cr1, .cr2] {
      let test = try #require(
        try LinearRegression(covariance: .clusterRobust(correction))
          .waldTests(of: [hypothesis.terms], moments, reference: reference.0).first)
      let oracle = try Fixture.json("achieve").value(at: [
        hypothesis.model, correction.rawValue.uppercased(), "wald_\(hypothesis.name)", reference.1,
      ])
      let expected = try [oracle.number("Fstat"), oracle.number("df_num"), oracle.number("p")]
      let actual = [test.statistic, test.numeratorDegreesOfFreedom, test.pValue].map { $0 ?? .nan }
      expectClose(actual, expected, relative: Tolerance.matrixRoot)
      expectNoticesErrors(in: expected, relative: Tolerance.matrixRoot)
      expectClose(
        test.denominatorDegreesOfFreedom ?? .infinity, try oracle.number("df_denom"), relative: Tolerance.matrixRoot)
    }
  }

  @Test func theDefaultFollowsTheCovariance() throws {
    let moments = try SamplePanel(seed: 3, preschoolCount: 12).clustered("y ~ x + kind + time")
    let names = try [LinearRegression.Covariance.classical, .clusterRobust(.cr1), .clusterRobust(.cr2)].flatMap {
      try LinearRegression(covariance: $0).waldTests(of: [["x", "time"]], moments).map(\.test)
    }
    #expect(names == ["naive_F", "naive_F", "HTZ"])
  }

  /// One coefficient: F is t² and the degrees of freedom are Satterthwaite's.
  @Test func oneCoefficientGivesItsTTest() throws {
    let moments = try SamplePanel(seed: 3, preschoolCount: 12).clustered("y ~ x + kind + time")
    let regression = LinearRegression(covariance: .clusterRobust(.cr2))
    let row = try regression.fit(moments).coefficientTable(level: 0.95)[1]
    let test = try #require(try regression.waldTests(of: [["x"]], moments).first)
    let squared = (row.statistic ?? .nan) * (row.statistic ?? .nan)
    expectClose(test.statistic ?? .nan, squared, relative: Tolerance.closedForm)
    expectClose(
      test.denominatorDegreesOfFreedom ?? .nan, row.degreesOfFreedom ?? .nan, relative: Tolerance.closedForm)
    expectClose(test.pValue ?? .nan, row.pValue ?? .nan, relative: Tolerance.matrixRoot)
  }

  /// The test asks about a space of contrasts: units and reference levels have no say.
  @Test func unitsAndCodingDoNotMatter() throws {
    let panel = SamplePanel(seed: 5, preschoolCount: 15)
    let regression = LinearRegression(covariance: .clusterRobust(.cr2))
    func test(_ panel: SamplePanel, _ terms: [String]) throws -> [Double] {
      let test = try #require(try regression.waldTests(of: [terms], panel.clustered("y ~ x + kind + time")).first)
      return [test.statistic, test.denominatorDegreesOfFreedom, test.pValue].map { $0 ?? .nan }
    }
    let plain = try test(panel, ["x", "kindb", "kindc"])
    expectClose(
      try test(panel.changing("x") { 1000 * $0 - 3 }, ["x", "kindb", "kindc"]), plain, relative: Tolerance.matrixRoot)
    var renamed = panel
    renamed.texts["kind"] = panel.texts["kind", default: []].map { $0 == "a" ? "z" : $0 }
    expectClose(try test(renamed, ["x", "kindc", "kindz"]), plain, relative: Tolerance.matrixRoot)
  }

  /// More coefficients than clusters can tell apart: no numbers, and no crash.
  @Test(arguments: ClusterRobustCovariance.Correction.allCases)
  func moreTermsThanClusters(_ correction: ClusterRobustCovariance.Correction) throws {
    let moments = try SamplePanel(seed: 6, preschoolCount: 3).clustered("y ~ x + kind + time + age")
    let terms = ["x", "kindb", "kindc", "time", "age"]
    let test = try #require(
      try LinearRegression(covariance: .clusterRobust(correction)).waldTests(of: [terms], moments).first)
    #expect(test.terms == terms && test.statistic == nil && test.pValue == nil)
  }

  @Test func termsWithoutAnEstimateAreLeftOut() throws {
    let doubled = SamplePanel(seed: 6).adding("twice") { 2 * $0("x") }
    let regression = LinearRegression(covariance: .clusterRobust(.cr2))
    let tests = try regression.waldTests(of: [["x", "twice"], ["twice"]], doubled.clustered("y ~ x + twice"))
    #expect(tests.map(\.terms) == [["x"], []] && tests[0].pValue != nil && tests[1].pValue == nil)
  }
}
