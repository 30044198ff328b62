import Design
import Findings
import LinearAlgebra
import MixedModels
import Moments
import TestSupport
import Testing

/// The nested mixed model against optima that were polished by Newton steps, and against 50-digit arithmetic.
@Suite struct LinearMixedModelOracleTests {
  private func named(_ fit: LinearMixedModelFit, _ values: [Double]) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: zip(fit.terms, values))
  }

  private func components(_ fit: LinearMixedModelFit) -> [String: Double] {
    var named: [String: Double] = [:]
    for component in fit.varianceComponents {
      let terms = [component.term, component.secondTerm].compactMap { $0 }.joined(separator: ",")
      named["\(component.group):\(terms)"] = component.value
    }
    return named
  }

  private func check(_ fit: LinearMixedModelFit, _ oracle: JSONValue, _ key: String) throws {
    let variances = try oracle.namedNumbers("\(key).varcomp")
    expectClose(components(fit), variances, relative: Tolerance.iterated)
    expectNoticesErrors(in: Array(variances.values), relative: Tolerance.iterated)
    expectClose(named(fit, fit.coefficients), try oracle.namedNumbers("\(key).beta"), relative: Tolerance.iterated)
    expectClose(named(fit, fit.standardErrors), try oracle.namedNumbers("\(key).se"), relative: Tolerance.iterated)
    expectClose(fit.logLikelihood, try oracle.number("\(key).logLik"), relative: Tolerance.closedForm)
    #expect(fit.warnings.isEmpty)
  }

  @Test(arguments: ["simple", "cov"], LinearMixedModel.Criterion.allCases)
  func star(_ covariates: String, _ criterion: LinearMixedModel.Criterion) throws {
    let formula = covariates == "cov" ? "mathk ~ small + female + free" : "mathk ~ small"
    let frame = try OracleData.model("\(formula) + (1 | school)", "star", "star_math.csv")
    let fit = try LinearMixedModel(criterion: criterion).fit(.collect(frame))
    let key = "mathk_\(covariates)_\(criterion.rawValue)"
    try check(fit, Fixture.json("star", "expected_polished.json"), key)
    let lme4 = try Fixture.json("star")
    let path = "mathk.lmer_\(covariates)_\(criterion.rawValue)"
    expectClose(fit.aic, try lme4.number("\(path).AIC"), relative: Tolerance.closedForm)
    expectClose(fit.bic, try lme4.number("\(path).BIC"), relative: Tolerance.closedForm)
    // lmerTest differentiates numerically at lme4's optimum, which is itself good to 1e-6.
    expectClose(
      named(fit, fit.degreesOfFreedom ?? []), try lme4.namedNumbers("\(path).satt_df"), relative: 1e-5)
  }

  @Test(arguments: ["intercept", "slope"], LinearMixedModel.Criterion.allCases)
  func exam(_ random: String, _ criterion: LinearMixedModel.Criterion) throws {
    let term = random == "slope" ? "(standLRT | school)" : "(1 | school)"
    let frame = try OracleData.model("normexam ~ standLRT + sex + \(term)", "exam")
    let fit = try LinearMixedModel(criterion: criterion).fit(.collect(frame))
    let key = "\(random)_\(criterion.rawValue)"
    let oracle = try Fixture.json("exam", "expected_polished.json")
    expectClose(components(fit), try oracle.namedNumbers("\(key).varcomp"), relative: Tolerance.iterated)
    expectClose(
      fit.coefficients,
      try ["(Intercept)", "standLRT", "male"].map {
        try oracle.number(at: [key, "beta", $0])
      }, relative: Tolerance.iterated)
    expectClose(
      fit.standardErrors,
      try ["(Intercept)", "standLRT", "male"].map {
        try oracle.number(at: [key, "se", $0])
      }, relative: Tolerance.iterated)
    expectClose(fit.logLikelihood, try oracle.number("\(key).logLik"), relative: Tolerance.closedForm)
    let degrees = try ["(Intercept)", "standLRT", "male"].map {
      try Fixture.json("exam").number(at: [key, "satt_df", $0])
    }
    expectClose(fit.degreesOfFreedom ?? [], degrees, relative: 1e-4, "lmerTest at lme4's unpolished optimum")
  }

  /// Exact Satterthwaite degrees of freedom, in 50-digit arithmetic.
  @Test(arguments: ["k", "1"], ["math", "read"])
  func exactDegreesOfFreedom(_ grade: String, _ outcome: String) throws {
    for (covariates, terms) in [("simple", "small"), ("cov", "small + female + free")] {
      let frame = try StarLong.model("\(outcome) ~ \(terms) + (1 | school)", grade: grade, outcome: outcome)
      let fit = try LinearMixedModel().fit(.collect(frame))
      let key = "\(outcome)_\(grade)_\(covariates)"
      let oracle = try Fixture.json("pilot_star", "expected_exact.json")
      expectClose(fit.coefficients, try oracle.numbers("\(key).beta"), relative: Tolerance.polishedOptimum)
      expectClose(fit.standardErrors, try oracle.numbers("\(key).se"), relative: Tolerance.polishedOptimum)
      expectClose(
        fit.varianceComponents.map(\.value),
        [try oracle.number("\(key).var_cluster"), try oracle.number("\(key).var_resid")],
        relative: Tolerance.iterated)
      let degrees = try oracle.numbers("\(key).satt_df")
      expectClose(fit.degreesOfFreedom ?? [], degrees, relative: Tolerance.iterated)
      expectNoticesErrors(in: degrees, relative: Tolerance.iterated)
    }
  }
}
