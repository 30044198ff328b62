import Design
import Findings
import LinearAlgebra
import Regression
import Tabular
import TestSupport
import Testing

/// Logistic regression against R's glm and clubSandwich.
@Suite struct LogisticRegressionOracleTests {
  static let achieveFormula = "Bagrut_status ~ treated + school_type + lagscore + sex + siblings"

  @Test func propensityOfLalonde() throws {
    let frame = try ModelFrame.build(
      Formula("treat ~ age + educ + black + hispan + married + nodegree + re74 + re75"), frame: lalonde())
    let fit = try LogisticRegression().fit(frame)
    let expected = try Fixture.json("lalonde")
    let errors = try expected.namedNumbers("propensity.se")
    expectClose(
      fit.named(fit.coefficients), try expected.namedNumbers("propensity.beta"), relative: Tolerance.polishedOptimum)
    expectClose(fit.named(fit.standardErrors), errors, relative: Tolerance.polishedOptimum)
    expectNoticesErrors(in: Array(errors.values), relative: Tolerance.polishedOptimum)
    expectClose(fit.logLikelihood, try expected.number("propensity.logLik"), relative: Tolerance.closedForm)
    let probabilities = Array(fit.probabilities(frame.fixed).prefix(10))
    expectClose(
      probabilities, try expected.numbers("propensity.fitted_first10"), relative: Tolerance.polishedOptimum)
  }

  @Test(arguments: ["unweighted", "weighted"], ClusterRobustCovariance.Correction.allCases)
  func clusterRobustErrors(_ weighting: String, _ correction: ClusterRobustCovariance.Correction) throws {
    let fit = try LogisticRegression(covariance: .clusterRobust(correction)).fit(achieve(weighting))
    let expected = try Fixture.json("logit_clusters")
    let path = "\(weighting).\(correction.rawValue.uppercased())"
    let errors = try expected.namedNumbers("\(path).se")
    expectClose(fit.named(fit.standardErrors), errors, relative: Tolerance.polishedOptimum)
    expectNoticesErrors(in: Array(errors.values), relative: Tolerance.polishedOptimum)
    guard correction == .cr2 else { return }
    expectClose(
      fit.named(fit.degreesOfFreedom ?? []), try expected.namedNumbers("\(path).df_satt"),
      relative: Tolerance.polishedOptimum)
  }

  @Test(arguments: ["unweighted", "weighted"])
  func classicalErrors(_ weighting: String) throws {
    let fit = try LogisticRegression().fit(achieve(weighting))
    let expected = try Fixture.json("logit_clusters")
    expectClose(
      fit.named(fit.coefficients), try expected.namedNumbers("\(weighting).beta"),
      relative: Tolerance.polishedOptimum)
    expectClose(
      fit.named(fit.standardErrors), try expected.namedNumbers("\(weighting).se_classical"),
      relative: Tolerance.polishedOptimum)
  }

  /// The data with an indicator of each race that the expected values name.
  private func lalonde() throws -> Frame {
    let frame = try OracleData.frame("lalonde")
    guard case .categorical(let race)? = frame["race"]?.values else { throw MissingColumn() }
    let indicators = ["black", "hispan"].map { level in
      Column(name: level, numbers: race.codes.indices.map { race[$0] == level ? 1 : 0 })
    }
    return try Frame(columns: frame.columns + indicators)
  }

  private func achieve(_ weighting: String) throws -> ModelFrame {
    var frame = try OracleData.frame("achieve")
    guard case .numeric(let siblings)? = frame["siblings"]?.values else { throw MissingColumn() }
    frame = try Frame(columns: frame.columns + [Column(name: "weight", numbers: siblings.map { 1 + $0 / 4 })])
    return try ModelFrame.build(
      Formula(Self.achieveFormula), frame: frame, clusters: "school_id",
      weights: weighting == "weighted" ? "weight" : nil)
  }

  private struct MissingColumn: Error {}
}

extension LogisticRegressionFit {
  func named(_ values: [Double]) -> [String: Double] { Dictionary(uniqueKeysWithValues: zip(terms, values)) }
}
