import EffectSizes
import Findings
import TestSupport
import Testing

/// Hedges g and the cluster corrections, against Project STAR and against laws.
struct HedgesGTests {
  private static let outcomes = ["mathk", "readk"]

  private struct Oracle {
    let json: JSONValue

    init(_ outcome: String) throws {
      json = try Fixture.json("star").value("\(outcome).wwc")
    }

    func comparison(standardError: Double? = nil) throws -> ArmComparison {
      ArmComparison(
        difference: .init(value: try json.number("mean_diff"), standardError: standardError),
        control: .init(observationCount: Int(try json.number("n0")), standardDeviation: try json.number("sd0")),
        experimental: .init(observationCount: Int(try json.number("n1")), standardDeviation: try json.number("sd1")))
    }

    func clustering() throws -> Clustering {
      let count = try json.number("n0") + json.number("n1")
      return Clustering(
        clusterCount: Int((count / (try json.number("n_per_cluster"))).rounded()),
        intraclassCorrelation: try json.number("icc"))
    }
  }

  @Test(arguments: outcomes)
  func unclusteredEffectAgrees(outcome: String) throws {
    let oracle = try Oracle(outcome)
    let comparison = try oracle.comparison()
    let fit = try HedgesG().fit(comparison)
    expectClose(fit.estimate, try oracle.json.number("hedges_g"), relative: Tolerance.closedForm)
    expectClose(fit.standardDeviation, try oracle.json.number("sd_pooled"), relative: Tolerance.closedForm)
    expectClose(
      try #require(comparison.glassDelta), try oracle.json.number("glass_delta"), relative: Tolerance.closedForm)
    #expect(fit.degreesOfFreedom == Double(comparison.observationCount - 2))
    expectNoticesErrors(in: [try oracle.json.number("hedges_g")], relative: Tolerance.closedForm)
  }

  @Test(arguments: outcomes)
  func clusteredEffectAgrees(outcome: String) throws {
    let oracle = try Oracle(outcome)
    let fit = try HedgesG().fit(oracle.comparison(), clustering: oracle.clustering())
    expectClose(fit.estimate, try oracle.json.number("g_cluster_h_omega"), relative: Tolerance.closedForm)
    expectClose(fit.degreesOfFreedom, try oracle.json.number("h"), relative: Tolerance.closedForm)
    let plain = try HedgesG(correction: .totalSampleSize).fit(oracle.comparison(), clustering: oracle.clustering())
    expectClose(plain.estimate, try oracle.json.number("g_cluster"), relative: Tolerance.closedForm)
  }

  @Test(arguments: outcomes)
  func correctedStatisticAgrees(outcome: String) throws {
    let oracle = try Oracle(outcome)
    let comparison = try oracle.comparison()
    let corrected = try ClusterCorrectedT(
      correcting: try oracle.json.number("t_naive"), observationCount: comparison.observationCount,
      clustering: oracle.clustering())
    expectClose(corrected.statistic, try oracle.json.number("t_adj"), relative: Tolerance.closedForm)
    expectClose(corrected.degreesOfFreedom, try oracle.json.number("h"), relative: Tolerance.closedForm)
    expectClose(corrected.pValue, try oracle.json.number("p_adj_df_h"), relative: Tolerance.closedForm)
  }

  @Test func theCorrectedStatisticIsTheEffectOverItsNullStandardError() throws {
    let oracle = try Oracle("mathk")
    let comparison = try oracle.comparison()
    let clustering = try oracle.clustering()
    let fit = try HedgesG().fit(comparison, clustering: clustering)
    let corrected = try ClusterCorrectedT(
      correcting: try oracle.json.number("t_naive"), observationCount: comparison.observationCount,
      clustering: clustering)
    let ofTheSpread = fit.estimate * fit.estimate / (2 * fit.degreesOfFreedom)
    let nullError = (fit.standardError * fit.standardError - ofTheSpread).squareRoot()
    expectClose(fit.estimate / nullError, corrected.statistic, relative: Tolerance.closedForm)
  }

  @Test func aStatedStandardErrorAndItsDegreesOfFreedomMakeTheInterval() throws {
    var comparison = ArmComparison(
      difference: .init(value: 0.2, standardError: 0.08, degreesOfFreedom: 12),
      control: .init(observationCount: 400, standardDeviation: 0.5),
      experimental: .init(observationCount: 400, standardDeviation: 0.5))
    let clustering = Clustering(clusterCount: 40, intraclassCorrelation: 0.15)
    let few = try HedgesG().fit(comparison, clustering: clustering)
    // 0.4 is b/S; the spread adds g²/2h to the squared standard error of 0.16.
    expectClose(few.standardError, (0.16 * 0.16 + 0.4 * 0.4 / (2 * few.degreesOfFreedom)).squareRoot(), relative: 0.01)
    comparison.difference.degreesOfFreedom = nil
    let many = try HedgesG().fit(comparison, clustering: clustering)
    #expect(many.standardError == few.standardError)
    #expect(many.interval.upper < few.interval.upper)
    let narrow = try HedgesG(confidenceLevel: 0.5).fit(comparison, clustering: clustering)
    #expect(narrow.interval.upper < many.interval.upper && narrow.interval.level == 0.5)
  }

  @Test func scaleAndSignDoNotChangeTheSizeOfAnEffect() throws {
    func fit(unit: Double) throws -> HedgesGFit {
      try HedgesG().fit(
        ArmComparison(
          difference: .init(value: 3 * unit, standardError: abs(unit), degreesOfFreedom: 30),
          control: .init(observationCount: 50, standardDeviation: 10 * abs(unit)),
          experimental: .init(observationCount: 60, standardDeviation: 12 * abs(unit))),
        clustering: Clustering(clusterCount: 11, intraclassCorrelation: 0.2))
    }
    let (one, thousand, negative) = (try fit(unit: 1), try fit(unit: 1000), try fit(unit: -1))
    expectClose(one.estimate, thousand.estimate, relative: Tolerance.reordered)
    expectClose(one.standardError, thousand.standardError, relative: Tolerance.reordered)
    expectClose(negative.estimate, -one.estimate, relative: Tolerance.reordered)
    expectClose(negative.improvementIndex, -one.improvementIndex, relative: Tolerance.closedForm)
    expectClose(negative.interval.lower, -one.interval.upper, relative: Tolerance.closedForm)
    #expect(one.finding.hedgesG == one.estimate && one.finding.intraclassCorrelation == 0.2)
  }

  @Test func withoutCorrelationClustersChangeNothing() throws {
    let comparison = try Oracle("readk").comparison()
    let clustered = try HedgesG().fit(comparison, clustering: Clustering(clusterCount: 79, intraclassCorrelation: 0))
    let plain = try HedgesG().fit(comparison)
    expectClose(clustered.estimate, plain.estimate, relative: Tolerance.reordered)
    expectClose(clustered.standardError, plain.standardError, relative: Tolerance.reordered)
  }
}
