import EffectSizes
import Findings
import TestSupport
import Testing

/// The Cox index against its closed form, and where it has no answer.
struct CoxIndexTests {
  private let control = CoxIndex.Arm(reachedCount: 60, observationCount: 200)
  private let experimental = CoxIndex.Arm(reachedCount: 95, observationCount: 210)

  @Test(arguments: [("cox", nil), ("cox_clustered", Clustering(clusterCount: 20, intraclassCorrelation: 0.1))])
  func countsAgree(key: String, clustering: Clustering?) throws {
    let expected = try Fixture.json("effect_sizes").value(key)
    let fit = try CoxIndex().fit(control: control, experimental: experimental, clustering: clustering)
    let actual = [
      "log_odds_ratio": fit.logOddsRatio, "estimate": fit.estimate, "std_error": fit.standardError,
      "df": fit.degreesOfFreedom, "low": fit.interval.lower, "high": fit.interval.upper,
      "improvement": fit.improvementIndex,
    ]
    expectClose(actual, try expected.namedNumbers(""), relative: Tolerance.closedForm)
    expectNoticesErrors(in: actual.values.map { $0 }, relative: Tolerance.closedForm)
  }

  @Test func exchangingTheArmsChangesTheSign() throws {
    let there = try CoxIndex().fit(control: control, experimental: experimental)
    let back = try CoxIndex().fit(control: experimental, experimental: control)
    expectClose(back.estimate, -there.estimate, relative: Tolerance.reordered)
    expectClose(back.interval.upper, -there.interval.lower, relative: Tolerance.reordered)
  }

  @Test func anArmThatAllReachedHasNoOdds() {
    let all = CoxIndex.Arm(reachedCount: 40, observationCount: 40)
    #expect(throws: EffectSizeError.shareAtBoundary(count: 40, total: 40)) {
      try CoxIndex().fit(control: control, experimental: all)
    }
    #expect(throws: EffectSizeError.tooFewObservations(control: 200, experimental: 1)) {
      try CoxIndex().fit(control: control, experimental: .init(reachedCount: 1, observationCount: 1))
    }
    #expect(throws: EffectSizeError.tooFewClusters(found: 2, required: 3)) {
      try CoxIndex().fit(
        control: control, experimental: experimental,
        clustering: Clustering(clusterCount: 2, intraclassCorrelation: 0))
    }
  }
}
