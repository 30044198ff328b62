import Design
import Findings
import Regression
import Tabular
import TestSupport
import Testing

/// Proportional odds models of the wine tasting against R's ordinal.
@Suite struct CumulativeLogitOracleTests {
  static let formula = "rating ~ tempw + contyes"

  @Test func proportionalOdds() throws {
    let fit = try CumulativeLogit().fit(wine(Self.formula))
    let expected = try Fixture.json("wine")
    expectClose(fit.named(fit.parameters), try numbers(expected, "clm_logit.est"), relative: Tolerance.polishedOptimum)
    let errors = try numbers(expected, "clm_logit.se")
    expectClose(fit.named(fit.standardErrors), errors, relative: Tolerance.polishedOptimum)
    expectNoticesErrors(in: Array(errors.values), relative: Tolerance.polishedOptimum)
    expectClose(fit.logLikelihood, try expected.number("clm_logit.logLik"), relative: Tolerance.closedForm)
    expectClose(fit.aic, try expected.number("clm_logit.AIC"), relative: Tolerance.closedForm)
    let pValues = Dictionary(uniqueKeysWithValues: fit.coefficientTable.map { ($0.term, $0.pValue ?? .nan) })
    expectClose(pValues, try numbers(expected, "clm_logit.p"), relative: 1e-7)
  }

  @Test func likelihoodRatioOfProportionalOdds() throws {
    let tests = try CumulativeLogit().fit(wine(Self.formula)).proportionalOddsTests
    let expected = try Fixture.json("wine")
    for (term, name) in [("tempw", "temp"), ("contyes", "contact")] {
      let test = try #require(tests.first { $0.terms == [term] })
      #expect(test.numeratorDegreesOfFreedom == 3)
      // The model of temp has a threshold at infinity, which ordinal approaches only so far.
      expectClose(
        test.statistic ?? .nan, try expected.number("po_test_LR.\(name).LR"), relative: Tolerance.iterated, name)
    }
  }

  @Test func randomIntercept() throws {
    let fit = try CumulativeLogit().fit(wine(Self.formula + " + (1 | judge)"))
    let expected = try Fixture.json("wine")
    let errors = try numbers(expected, "clmm_logit_agq31.se")
    expectClose(
      fit.named(fit.parameters), try numbers(expected, "clmm_logit_agq31.est"), relative: Tolerance.iterated)
    expectClose(fit.named(fit.standardErrors), errors, relative: Tolerance.iterated)
    expectNoticesErrors(in: Array(errors.values), relative: Tolerance.iterated)
    expectClose(fit.logLikelihood, try expected.number("clmm_logit_agq31.logLik"), relative: Tolerance.closedForm)
    let intercept = try #require(fit.randomIntercept)
    expectClose(intercept.variance, try expected.number("clmm_logit_agq31.var_judge"), relative: Tolerance.iterated)
    expectClose(
      intercept.conditionalModes, try expected.numbers("clmm_logit_agq31.ranef"), relative: Tolerance.iterated)
  }

  private func wine(_ formula: String) throws -> ModelFrame {
    let frame = try OracleData.frame("wine")
    let indicators = [("tempw", "temp", "warm"), ("contyes", "contact", "yes")].compactMap { name, source, level in
      if case .categorical(let column)? = frame[source]?.values {
        Column(name: name, numbers: column.codes.indices.map { column[$0] == level ? 1 : 0 })
      } else {
        nil
      }
    }
    return try ModelFrame.build(Formula(formula), frame: Frame(columns: frame.columns + indicators))
  }

  private func numbers(_ expected: JSONValue, _ path: String) throws -> [String: Double] {
    try expected.namedNumbers(path)
  }
}

extension CumulativeLogitFit {
  func named(_ values: [Double]) -> [String: Double] { Dictionary(uniqueKeysWithValues: zip(parameterNames, values)) }
}
