import Design
import Findings
import LinearAlgebra
import MixedModels
import Moments
import TestSupport
import Testing

/// Intervals of standard deviations and correlations against lme4, nlme and root finding on lme4's deviance.
@Suite struct VarianceIntervalTests {
  private func intervals(
    _ random: String, _ criterion: LinearMixedModel.Criterion, _ method: VarianceIntervalMethod
  ) throws -> [VarianceInterval] {
    let moments = try NestedMoments.collect(
      OracleData.model("normexam ~ standLRT + sex + (\(random) | school)", "exam"))
    return try LinearMixedModel(criterion: criterion, degreesOfFreedom: .none).fit(moments)
      .varianceIntervals(method, level: 0.95, in: moments)
  }

  private func bounds(_ interval: VarianceInterval) -> [Double] {
    [interval.interval?.lower ?? .nan, interval.interval?.upper ?? .nan]
  }

  /// One random intercept: the profile by one-dimensional searches in R.
  @Test(arguments: LinearMixedModel.Criterion.allCases)
  func profileOfOneVariance(_ criterion: LinearMixedModel.Criterion) throws {
    let found = try intervals("1", criterion, .profile)
    let oracle = try Fixture.json("variance_intervals")
    for (interval, name) in zip(found, ["school", "sigma"]) {
      let expected = try oracle.numbers("roots_\(criterion.rawValue).\(name)")
      expectClose(bounds(interval), expected, relative: Tolerance.iterated, name)
      expectNoticesErrors(in: expected, relative: Tolerance.iterated)
    }
  }

  /// lme4 draws a spline through its profile.
  @Test func profileOfRandomSlopes() throws {
    let found = try intervals("standLRT", .maximumLikelihood, .profile)
    let oracle = try Fixture.json("variance_intervals")
    let names = [
      "sd_(Intercept)|school", "sd_standLRT|school", "cor_standLRT.(Intercept)|school", "sigma",
    ]
    for (interval, name) in zip(found, names) {
      let expected = try ["2.5 %", "97.5 %"].map { try oracle.number(at: ["profile_slope_ml", name, $0]) }
      expectClose(bounds(interval), expected, relative: 1e-5, name)
      expectNoticesErrors(in: expected, relative: 1e-5)
    }
  }

  /// Random slopes by Richardson's derivatives of lme4's deviance.
  @Test func waldIntervalsOfRandomSlopes() throws {
    let found = try intervals("standLRT", .restrictedMaximumLikelihood, .wald)
    let oracle = try Fixture.json("variance_intervals")
    for (interval, name) in zip(found, ["sd_intercept", "sd_slope", "cor", "sigma"]) {
      let expected = try oracle.numbers("wald_slope_by_numbers.\(name)")
      expectClose(bounds(interval), expected, relative: 1e-5, name)
      expectNoticesErrors(in: expected, relative: 1e-5)
    }
  }

  /// nlme differentiates with wide steps.
  @Test func waldIntervalsOfOneVariance() throws {
    let found = try intervals("1", .restrictedMaximumLikelihood, .wald)
    let oracle = try Fixture.json("variance_intervals")
    for (interval, path) in zip(found, [["school", "sd((Intercept))"], ["sigma"]]) {
      let expected = try ["lower", "upper"].map { try oracle.number(at: ["wald_intercept_reml"] + path + [$0]) }
      expectClose(bounds(interval), expected, relative: 1e-3, path.description)
      expectNoticesErrors(in: expected, relative: 1e-3)
    }
  }

  /// A standard deviation of 0 has a profile from 0 on, and no Wald interval.
  @Test func aVarianceOfZero() throws {
    let moments = try parts()
    let fit = try LinearMixedModel(degreesOfFreedom: .none).fit(moments)
    #expect(fit.singularFactors == ["part:school"])
    let profile = try #require(try fit.varianceIntervals(.profile, level: 0.95, in: moments)[1].interval)
    #expect(profile.lower == 0 && profile.upper > 0.05 && profile.upper < 0.5)
    let wald = try fit.varianceIntervals(.wald, level: 0.95, in: moments)
    #expect(wald[1].interval == nil && wald[0].interval != nil && wald[2].interval != nil)
  }

  @Test(arguments: LinearMixedModel.Criterion.allCases)
  func intraclassCorrelation(_ criterion: LinearMixedModel.Criterion) throws {
    let moments = try NestedMoments.collect(OracleData.model("normexam ~ standLRT + sex + (1 | school)", "exam"))
    let fit = try LinearMixedModel(criterion: criterion, degreesOfFreedom: .none).fit(moments)
    let share = try #require(try fit.intraclassCorrelation(of: ["school"], level: 0.95, in: moments))
    let oracle = try Fixture.json("variance_intervals")
    let key = "icc_\(criterion.rawValue)"
    expectClose(share.value, try oracle.number("\(key).estimate"), relative: Tolerance.iterated)
    let expected = try oracle.numbers("\(key).interval")
    expectClose(
      [share.interval?.lower ?? .nan, share.interval?.upper ?? .nan], expected, relative: Tolerance.iterated)
    expectNoticesErrors(in: expected, relative: Tolerance.iterated)
  }

  @Test func anIntraclassCorrelationOfZero() throws {
    let moments = try parts()
    let fit = try LinearMixedModel(degreesOfFreedom: .none).fit(moments)
    let share = try #require(try fit.intraclassCorrelation(of: ["part:school"], level: 0.95, in: moments))
    #expect(share.interval?.lower == 0)
    let expected = try Fixture.json("variance_intervals").number("icc_part_upper")
    expectClose(share.interval?.upper ?? .nan, expected, relative: Tolerance.iterated)
    #expect(try fit.intraclassCorrelation(of: ["child"], level: 0.95, in: moments) == nil)
  }

  private func parts() throws -> NestedMoments {
    try .collect(OracleData.model("normexam ~ standLRT + male + (1 | school/part)", "variance_intervals"))
  }
}
