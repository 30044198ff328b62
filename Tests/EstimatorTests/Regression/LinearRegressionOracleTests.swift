import Design
import Findings
import LinearAlgebra
import Moments
import Regression
import TestSupport
import Testing

/// Least squares with every covariance against clubSandwich, sandwich and R's lm on Project STAR's kindergarten.
@Suite struct LinearRegressionOracleTests {
  static let formula = "mathk ~ small + female + free"

  private func frame(clusters: String?) throws -> ModelFrame {
    try OracleData.model(Self.formula, "star", "star_math.csv", clusters: clusters)
  }

  private func expected(_ path: String) throws -> [String: Double] {
    try Fixture.json("star").namedNumbers("mathk.ols_cov.\(path)")
  }

  @Test(arguments: ClusterRobustCovariance.Correction.allCases)
  func clusterRobustErrors(_ correction: ClusterRobustCovariance.Correction) throws {
    let fit = try LinearRegression(covariance: .clusterRobust(correction)).fit(.collect(frame(clusters: "school")))
    expectClose(fit.named(fit.coefficients), try expected("beta"), relative: Tolerance.closedForm)
    let errors = try expected("se_\(correction.rawValue.uppercased())")
    expectClose(fit.named(fit.standardErrors), errors, relative: Tolerance.matrixRoot)
    expectNoticesErrors(in: Array(errors.values), relative: Tolerance.matrixRoot)
  }

  @Test func satterthwaiteDegreesOfFreedom() throws {
    let fit = try LinearRegression(covariance: .clusterRobust(.cr2)).fit(.collect(frame(clusters: "school")))
    let expected = try expected("satt_CR2.df")
    expectClose(fit.named(fit.degreesOfFreedom), expected, relative: Tolerance.matrixRoot)
    expectNoticesErrors(in: Array(expected.values), relative: Tolerance.matrixRoot)
    let pValues = Dictionary(
      uniqueKeysWithValues: fit.coefficientTable(level: 0.95).map { ($0.term, $0.pValue ?? .nan) })
    // The p-value of the intercept is 1e-84: its relative error is that of t times the derivative of log p.
    expectClose(pValues, try self.expected("satt_CR2.p"), relative: 1e-7)
  }

  @Test func intervalsAgreeWithEstimatr() throws {
    let fit = try LinearRegression(covariance: .clusterRobust(.cr2)).fit(.collect(frame(clusters: "school")))
    let table = fit.coefficientTable(level: 0.95)
    let lower = Dictionary(uniqueKeysWithValues: table.map { ($0.term, $0.interval?.lower ?? .nan) })
    let upper = Dictionary(uniqueKeysWithValues: table.map { ($0.term, $0.interval?.upper ?? .nan) })
    expectClose(lower, try expected("estimatr_CR2.conf_low"), relative: Tolerance.matrixRoot)
    expectClose(upper, try expected("estimatr_CR2.conf_high"), relative: Tolerance.matrixRoot)
  }

  @Test func classicalErrors() throws {
    let fit = try LinearRegression(covariance: .classical).fit(.collect(frame(clusters: nil)))
    expectClose(fit.named(fit.standardErrors), try expected("se_iid"), relative: Tolerance.closedForm)
    expectClose(fit.sigma, try Fixture.json("star").number("mathk.ols_cov.sigma"), relative: Tolerance.closedForm)
    expectClose(
      fit.rSquared ?? .nan, try Fixture.json("star").number("mathk.ols_cov.r2"), relative: Tolerance.closedForm)
  }

  @Test(arguments: HeteroscedasticityConsistentCovariance.allCases)
  func heteroscedasticityConsistentErrors(_ covariance: HeteroscedasticityConsistentCovariance) throws {
    let fit = try covariance.fit(frame(clusters: nil))
    let errors = try expected("se_\(covariance.rawValue.uppercased())")
    expectClose(fit.named(fit.standardErrors), errors, relative: Tolerance.closedForm)
    expectNoticesErrors(in: Array(errors.values), relative: Tolerance.closedForm)
  }

  /// The achievement award trial: factors, an interaction without its margin, arms constant within schools.
  @Test(
    arguments: [
      ("y2001_main", "treated"), ("y2001_by_type", "treated:school_type"),
    ], ClusterRobustCovariance.Correction.allCases.filter { $0 != .cr3 })
  func achievementAwards(_ model: (key: String, treatment: String), _ correction: ClusterRobustCovariance.Correction)
    throws
  {
    let formula =
      "Bagrut_status ~ school_type + father_ed + mother_ed + immigrant + siblings + lagscore + sex + \(model.treatment)"
    let frame = try OracleData.model(formula, "achieve", clusters: "school_id")
    let fit = try LinearRegression(covariance: .clusterRobust(correction)).fit(.collect(frame))
    func named(_ values: [Double]) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: zip(fit.terms.map { $0 == "sexGirl" ? "girl" : $0 }, values))
    }
    let oracle = try Fixture.json("achieve")
    let path = "\(model.key).\(correction.rawValue.uppercased())"
    expectClose(named(fit.coefficients), try oracle.namedNumbers("\(model.key).beta"), relative: Tolerance.matrixRoot)
    expectClose(named(fit.standardErrors), try oracle.namedNumbers("\(path).se"), relative: Tolerance.matrixRoot)
    if correction == .cr2 {
      expectClose(
        named(fit.degreesOfFreedom), try oracle.namedNumbers("\(path).df_satt"), relative: Tolerance.matrixRoot)
    }
  }
}
