import Design
import Findings
import LinearAlgebra
import MixedModels
import Moments
import TestSupport
import Testing

/// Kenward–Roger against pbkrtest.
///
/// pbkrtest starts from lme4's optimum, which lies up to 1e-6 of a variance from the polished one; standard errors and
/// statistics follow it by that much, degrees of freedom by several times as much.
@Suite struct KenwardRogerOracleTests {
  private let model = LinearMixedModel(degreesOfFreedom: .kenwardRoger)
  private static let degreesOfFreedomTolerance = 1e-5

  private func check(_ fit: LinearMixedModelFit, _ oracle: JSONValue, _ path: [String], rename: [String: String] = [:])
    throws
  {
    let names = fit.terms.map { rename[$0] ?? $0 }
    func expected(_ key: String) throws -> [Double] { try names.map { try oracle.number(at: path + [key, $0]) } }
    let degrees = try expected("kr_df")
    expectClose(fit.standardErrors, try expected("kr_se"), relative: Tolerance.iterated)
    expectNoticesErrors(in: try expected("kr_se"), relative: Tolerance.iterated)
    expectClose(fit.degreesOfFreedom ?? [], degrees, relative: Self.degreesOfFreedomTolerance)
    expectNoticesErrors(in: degrees, relative: Self.degreesOfFreedomTolerance)
    let table = fit.coefficientTable(level: 0.95)
    expectClose(
      table.map { ($0.statistic ?? .nan) * ($0.statistic ?? .nan) }, try expected("kr_F"), relative: 1e-5)
    expectClose(table.map { $0.pValue ?? .nan }, try expected("kr_p"), relative: 1e-3, scale: 1e-12)
  }

  @Test(arguments: ["mathk", "readk"], ["simple", "cov"])
  func star(_ outcome: String, _ covariates: String) throws {
    let terms = covariates == "cov" ? "small + female + free" : "small"
    let subject = String(outcome.dropLast())
    let frame = try StarLong.model("\(subject) ~ \(terms) + (1 | school)", grade: "k", outcome: subject)
    let fit = try model.fit(.collect(frame))
    try check(fit, Fixture.json("star"), [outcome, "lmer_\(covariates)_reml"])
  }

  @Test func exam() throws {
    let frame = try OracleData.model("normexam ~ standLRT + sex + (1 | school)", "exam")
    try check(model.fit(.collect(frame)), Fixture.json("exam"), ["intercept_reml"], rename: ["sexM": "male"])
  }

  /// Random slopes, and the slopes tested together; pbkrtest at the polished optimum.
  @Test func randomSlopes() throws {
    let frame = try OracleData.model("normexam ~ standLRT + sex + (standLRT | school)", "exam")
    let fit = try model.fit(.collect(frame))
    let oracle = try Fixture.json("variance_intervals")
    try check(fit, oracle, ["kenward_roger_slope"], rename: ["sexM": "male"])
    try checkJointTest(fit, oracle, ["kenward_roger_slope", "joint"])
  }

  /// The variance of parts is estimated as 0 and stays among the parameters, as in pbkrtest.
  @Test func aVarianceOfZero() throws {
    let frame = try OracleData.model("normexam ~ standLRT + male + (1 | school/part)", "variance_intervals")
    let fit = try model.fit(.collect(frame))
    #expect(fit.isSingular)
    let oracle = try Fixture.json("variance_intervals")
    try check(fit, oracle, ["kenward_roger_singular"])
    try checkJointTest(fit, oracle, ["kenward_roger_singular", "joint"])
  }

  /// The hypothesis that both covariates have no effect.
  private func checkJointTest(_ fit: LinearMixedModelFit, _ oracle: JSONValue, _ path: [String]) throws {
    let contrasts = Matrix(rowCount: 2, columnCount: 3, elements: [0, 0, 1, 0, 0, 1])
    let test = try #require(fit.kenwardRoger).test(contrasts, coefficients: fit.coefficients)
    func expected(_ key: String) throws -> Double { try oracle.number(at: path + [key]) }
    #expect(test.numeratorDegreesOfFreedom == 2)
    expectClose(test.denominatorDegreesOfFreedom, try expected("ddf"), relative: Self.degreesOfFreedomTolerance)
    expectClose(test.scaling, try expected("F.scaling"), relative: Tolerance.iterated)
    expectClose(test.statistic, try expected("Fstat"), relative: 1e-5)
    expectClose(test.pValue ?? .nan, try expected("p.value"), relative: 1e-3)
  }
}
