import Design
import Findings
import SmallArea
import Tabular
import TestSupport
import Testing

/// Meta-analysis of thirteen trials of a vaccine against metafor.
struct MetaAnalysisTests {
  typealias Method = RandomEffectsMetaAnalysis.Method

  private static let cases: [(Method, Bool)] = Method.allCases.flatMap { method in
    (method == .fixed ? [false] : [false, true]).map { (method, $0) }
  }

  /// Two iterations that each stop at the last digits of τ²; the normal tail of the p-value doubles it.
  private static let tolerance = Tolerance.polishedOptimum

  private func studies() throws -> [StudyEffect] {
    let json = try Fixture.json("bcg")
    return zip(try json.numbers("yi"), try json.numbers("vi")).enumerated().map {
      StudyEffect(study: "\($0 + 1)", effect: $1.0, variance: $1.1)
    }
  }

  private func key(_ method: Method, _ usesKnappHartung: Bool) -> String {
    (method == .fixed ? "FE" : method.rawValue.uppercased()) + (usesKnappHartung ? "_knha" : "_z")
  }

  @Test(arguments: cases)
  func meanAndHeterogeneityAgree(method: Method, usesKnappHartung: Bool) throws {
    let expected = try Fixture.json("bcg").value(key(method, usesKnappHartung))
    let fit = try RandomEffectsMetaAnalysis(method: method, usesKnappHartung: usesKnappHartung).fit(studies())
    let row = fit.coefficientTable(level: 0.95)[0]
    let facts = fit.heterogeneity
    let actual: [String: Double?] = [
      "beta": row.estimate, "se": row.standardError, "stat": row.statistic, "df": row.degreesOfFreedom,
      "pval": row.pValue, "ci_lb": row.interval?.lower, "ci_ub": row.interval?.upper, "tau2": facts.tau2,
      "se_tau2": fit.betweenStudyVarianceStandardError, "I2": facts.i2.map { 100 * $0 }, "H2": facts.h2, "Q": facts.q,
      "Qp": facts.qPValue, "pi_lb": facts.prediction?.lower, "pi_ub": facts.prediction?.upper,
    ]
    for (name, value) in actual {
      expectClose(value ?? .nan, try expected.number(name), relative: Self.tolerance, name)
    }
    let numbers = try ["beta", "se", "pval", "ci_lb"].map { try expected.number($0) }
    expectNoticesErrors(in: numbers, relative: Self.tolerance)
  }

  @Test(arguments: [Method.derSimonianLaird, .restrictedMaximumLikelihood, .sidikJonkman])
  func theQProfileIntervalAgrees(method: Method) throws {
    let expected = try Fixture.json("bcg").numbers("\(key(method, false)).tau2_ci")
    let interval = try #require(RandomEffectsMetaAnalysis(method: method).fit(studies()).heterogeneity.tau2Interval)
    expectClose([interval.lower, interval.upper], expected, relative: Self.tolerance)
  }

  @Test func logLikelihoodsAgree() throws {
    let json = try Fixture.json("bcg")
    let fit = try RandomEffectsMetaAnalysis().fit(studies())
    expectClose(fit.restrictedLogLikelihood, try json.number("REML_z.logLik"), relative: Self.tolerance)
    let other = try RandomEffectsMetaAnalysis(method: .maximumLikelihood).fit(studies())
    expectClose(other.logLikelihood, try json.number("ML_z.logLik"), relative: Self.tolerance)
  }

  /// The moderator `year` beside an intercept loses ten digits in metafor's cross-products.
  @Test func regressionOnModeratorsAgrees() throws {
    let expected = try Fixture.json("bcg").value("metareg_REML_knha")
    let frame = try OracleData.frame("bcg")
    let design = try ModelFrame.build(Formula("tpos ~ ablat + year"), frame: frame).fixed
    let fit = try RandomEffectsMetaAnalysis().fit(studies(), moderators: design)
    let tolerance = Tolerance.iterated
    expectClose(
      fit.coefficients, try ["intrcpt", "ablat", "year"].map { try expected.number(at: ["beta", $0]) },
      relative: tolerance)
    expectClose(fit.standardErrors, try expected.numbers("se"), relative: tolerance)
    let table = fit.coefficientTable(level: 0.95)
    expectClose(table.compactMap(\.pValue), try expected.numbers("pval"), relative: tolerance)
    expectClose(fit.betweenStudyVariance, try expected.number("tau2"), relative: tolerance)
    let test = try #require(fit.moderatorTest)
    expectClose(try #require(test.statistic), try expected.number("QM_F"), relative: tolerance)
    expectClose(try #require(test.pValue), try expected.number("QMp"), relative: tolerance)
    #expect(test.numeratorDegreesOfFreedom == 2 && test.denominatorDegreesOfFreedom == 10)
    expectClose(100 * (try #require(fit.explainedShare)), try expected.number("R2"), relative: tolerance)
    expectClose(100 * (try #require(fit.heterogeneity.i2)), try expected.number("I2"), relative: tolerance)
    #expect(fit.heterogeneity.prediction == nil && test.terms == ["ablat", "year"])
  }

  @Test(
    arguments: [
      ("bcg", "data.csv"), ("raudenbush", "raudenbush.csv"), ("bangertdrowns", "bangertdrowns.csv"),
    ], [("REML", Method.restrictedMaximumLikelihood), ("ML", .maximumLikelihood), ("FH", .pauleMandel)])
  func shrunkenEffectsAgree(source: (String, String), method: (String, Method)) throws {
    let expected = try Fixture.json("fh_meta").value("\(source.0)_\(method.0).metafor")
    let frame = try ModelFrame.build(Formula("y ~ x"), frame: OracleData.frame("fh_meta", source.1), weights: "D")
    let studies = zip(frame.response, try #require(frame.weights)).map {
      StudyEffect(study: "", effect: $0, variance: $1)
    }
    let fit = try RandomEffectsMetaAnalysis(method: method.1, usesKnappHartung: false)
      .fit(studies, moderators: frame.fixed)
    // metafor stops at 1e-13 of τ² itself, which is about 0.04, and at 0 leaves 1e-13 of it.
    expectClose(fit.betweenStudyVariance, try expected.number("tau2"), relative: Self.tolerance, scale: 1e-3)
    expectClose(
      try #require(fit.betweenStudyVarianceStandardError), try expected.number("se_tau2"), relative: Self.tolerance)
    expectClose(fit.coefficients, try expected.numbers("beta"), relative: Self.tolerance)
    expectClose(fit.standardErrors, try expected.numbers("se"), relative: Self.tolerance)
    expectClose(fit.studies.map(\.estimate), try expected.numbers("blup"), relative: Self.tolerance, scale: 0.1)
    expectClose(fit.studies.map(\.standardError), try expected.numbers("blup_se"), relative: Self.tolerance)
    let isOnBoundary = source.0 == "raudenbush"
    #expect((fit.betweenStudyVariance == 0) == isOnBoundary)
    #expect(fit.warnings.contains { $0.code == .boundaryVariance } == isOnBoundary)
  }
}
