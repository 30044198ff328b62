import Design
import Findings
import Moments
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

  /// Against the optimum that `polish.py` finds on a fixed grid; ordinal itself stops with a gradient of 2e-5.
  @Test func randomIntercept() throws {
    let fit = try CumulativeLogit().fit(wine(Self.formula + " + (1 | judge)"))
    let expected = try Fixture.json("wine", "expected_polished.json")
    let errors = try numbers(expected, "random_intercept.se")
    expectClose(
      fit.named(fit.parameters), try numbers(expected, "random_intercept.est"), relative: Tolerance.closedForm)
    // The script's second derivatives are differences.
    expectClose(fit.named(fit.standardErrors), errors, relative: Tolerance.matrixRoot)
    expectNoticesErrors(in: Array(errors.values), relative: Tolerance.matrixRoot)
    expectClose(
      fit.logLikelihood, try expected.number("random_intercept.log_likelihood"), relative: Tolerance.closedForm)
    expectClose(
      fit.randomIntercept?.variance ?? .nan, try expected.number("random_intercept.variance"),
      relative: Tolerance.closedForm)
  }

  /// ordinal's gradient of 2e-5 times the variance of an intercept leaves errors near 1e-5.
  @Test func randomInterceptAgreesWithOrdinal() throws {
    let fit = try CumulativeLogit().fit(wine(Self.formula + " + (1 | judge)"))
    let expected = try Fixture.json("wine")
    expectClose(
      fit.named(fit.parameters), try numbers(expected, "clmm_logit_agq31.est"), relative: Self.unpolished)
    expectClose(fit.logLikelihood, try expected.number("clmm_logit_agq31.logLik"), relative: Tolerance.closedForm)
    expectClose(
      fit.randomIntercept?.conditionalModes ?? [], try expected.numbers("clmm_logit_agq31.ranef"),
      relative: Self.unpolished)
  }

  static let unpolished = 1e-4

  /// Covariates within judges have rows − clusters − covariates, thresholds clusters − 1.
  @Test func betweenWithinDegreesOfFreedom() throws {
    let fit = try CumulativeLogit().fit(wine(Self.formula + " + (1 | judge)"))
    #expect(fit.degreesOfFreedom == [8, 8, 8, 8, 61, 61])
  }

  @Test(arguments: [CumulativeLogit.Covariance.cr0, .cr1])
  func clusterRobustErrors(_ covariance: CumulativeLogit.Covariance) throws {
    let fit = try CumulativeLogit(covariance: covariance).fit(wine(Self.formula, clusters: "judge"))
    let errors = try numbers(Fixture.json("wine"), "clm_clusters.se_\(covariance.rawValue)")
    expectClose(fit.named(fit.standardErrors), errors, relative: Tolerance.polishedOptimum)
    expectNoticesErrors(in: Array(errors.values), relative: Tolerance.polishedOptimum)
    #expect(fit.degreesOfFreedom == fit.parameters.map { _ in 8 })
    #expect(fit.proportionalOddsTests.allSatisfy { $0.denominatorDegreesOfFreedom == 8 })
  }

  @Test func probabilityOfReachingACategory() throws {
    let frame = try wine(Self.formula, clusters: "judge")
    let cells = ResponseCells.collect(frame, response: try ResponseCategories(frame), grouping: frame.clusters)
    let fit = try CumulativeLogit(covariance: .cr1).fit(cells)
    let risk = try fit.averageRiskDifference(of: "tempw", reaching: "4", over: cells)
    let expected = try Fixture.json("wine")
    expectClose(risk.control, try expected.number("clm_clusters.risk_control"), relative: Tolerance.polishedOptimum)
    expectClose(
      risk.experimental, try expected.number("clm_clusters.risk_experimental"), relative: Tolerance.polishedOptimum)
    expectClose(
      risk.standardError, try expected.number("clm_clusters.risk_se_cr1"), relative: Tolerance.polishedOptimum)
    #expect(risk.degreesOfFreedom == 8)
    #expect(throws: EstimationError.categoryNotReachable(category: "1")) {
      try fit.averageRiskDifference(of: "tempw", reaching: "1", over: cells)
    }
  }

  private func wine(_ formula: String, clusters: String? = nil) throws -> ModelFrame {
    let frame = try OracleData.frame("wine")
    let indicators = [("tempw", "temp", "warm"), ("contyes", "contact", "yes")].compactMap { name, source, level in
      if case .categorical(let column)? = frame[source]?.values {
        Column(name: name, numbers: column.codes.indices.map { column[$0] == level ? 1 : 0 })
      } else {
        nil
      }
    }
    return try ModelFrame.build(Formula(formula), frame: Frame(columns: frame.columns + indicators), clusters: clusters)
  }

  private func numbers(_ expected: JSONValue, _ path: String) throws -> [String: Double] {
    try expected.namedNumbers(path)
  }
}

extension CumulativeLogitFit {
  func named(_ values: [Double]) -> [String: Double] { Dictionary(uniqueKeysWithValues: zip(parameterNames, values)) }
}
