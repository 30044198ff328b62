import Design
import Findings
import Moments
import Regression
import TestSupport
import Testing

/// The bootstrap against long runs by other programs: p-values agree within four of both runs' Monte-Carlo errors.
@Suite struct WildClusterBootstrapOracleTests {
  private static let replications = 99_999
  private static let errorsApart = 4.0

  private func star(_ formula: String) throws -> ClusterMoments {
    try .collect(OracleData.model(formula, "star", "star_math.csv", clusters: "school"))
  }

  private func expectAgreement(_ fit: WildClusterBootstrapFit, _ pValue: Double, error: Double) {
    let allowed = Self.errorsApart * (fit.pValueError * fit.pValueError + error * error).squareRoot()
    #expect(abs(fit.pValue - pValue) <= allowed, "\(fit.pValue) against \(pValue), \(allowed) allowed")
    // Shown able to fail: a p-value ten times as far off would be noticed.
    #expect(abs(fit.pValue - (pValue + 10 * allowed)) > allowed)
  }

  /// Eight million draws of an independent program (`wildboot_8M.py`).
  @Test(
    arguments: [("simple", "mathk ~ small"), ("cov_small", "mathk ~ small + female + free")],
    WildClusterBootstrap.Weights.allCases)
  func projectStar(_ model: (key: String, formula: String), _ weights: WildClusterBootstrap.Weights) throws {
    let bootstrap = WildClusterBootstrap(weights: weights, replications: Self.replications, seed: 20)
    let fit = try bootstrap.fit(star(model.formula), term: "small")
    let expected = try Fixture.json("star", "wildboot_8M.json")
    expectAgreement(
      fit, try expected.number("\(model.key):\(weights.rawValue).p"),
      error: try expected.number("\(model.key):\(weights.rawValue).mc_se"))
    let statistic = try expected.number("\(model.key):\(weights.rawValue).t_CR0")
    // The program's statistic has no factor, ours is CR1's.
    expectClose(fit.statistic, statistic * (78.0 / 79).squareRoot(), relative: Tolerance.closedForm)
  }

  /// Jackknife-transformed errors against wildboottest.
  @Test(arguments: WildClusterBootstrap.Weights.allCases)
  func projectStarJackknife(_ weights: WildClusterBootstrap.Weights) throws {
    let bootstrap = WildClusterBootstrap(
      kind: .wcr31, weights: weights, replications: Self.replications, seed: 21)
    let fit = try bootstrap.fit(star("mathk ~ small + female + free"), term: "small")
    let path = "cov_small:small:\(weights.rawValue):31"
    let expected = try Fixture.json("star", "wildboot.json")
    expectAgreement(fit, try expected.number("\(path).p"), error: try expected.number("\(path).mc_se"))
  }

  /// Fifty states with dummies of state and year: sixty columns, most of them inside one cluster.
  @Test func castleDoctrine() throws {
    let bootstrap = WildClusterBootstrap(weights: .rademacher, replications: Self.replications, seed: 22)
    let fit = try bootstrap.fit(castle(), term: "post")
    let expected = try Fixture.json("did")
    expectAgreement(
      fit, try expected.number("castle_wild_bootstrap.p"), error: try expected.number("castle_wild_bootstrap.mc_se"))
    expectClose(fit.estimate, try expected.number("castle_twfe.iid.beta.post"), relative: Tolerance.matrixRoot)
    // The program's factor counts all sixty-one columns: G / (G − 1) · (n − 1) / (n − 61).
    let factor = (549.0 / (550 - 61)).squareRoot()
    expectClose(
      fit.statistic, try expected.number("castle_wild_bootstrap.t") * factor, relative: Tolerance.matrixRoot)
  }

  /// Three outcomes with one draw of weights: within four errors of 9,999 draws.
  @Test func castleDoctrineStepDown() throws {
    let tests = try RomanoWolf(WildClusterBootstrap(weights: .rademacher, replications: 9999, seed: 23))
      .fit(castle(), (0..<3).map { RomanoWolf.Hypothesis(response: $0, term: "post") })
    let expected = try Fixture.json("did")
    for (index, test) in tests.enumerated() {
      let pValue = try expected.number("romano_wolf.table.est\(index).RW Pr(>|t|)")
      let error = (2 * pValue * (1 - pValue) / 9999).squareRoot()
      #expect(abs(test.adjustedPValue - pValue) <= Self.errorsApart * error, "\(test.adjustedPValue), \(pValue)")
    }
  }

  private func castle() throws -> ClusterMoments {
    let frame = try OracleData.model("l_homicide ~ post + factor(sid) + factor(year)", "did", clusters: "sid")
    let data = try OracleData.frame("did")
    let others = try ["l_robbery", "l_burglary"].map { name in
      (name: name, values: try ModelFrame.build(Formula("\(name) ~ 1"), frame: data).response)
    }
    return try .collect(frame, responses: [(frame.responseName, frame.response)] + others)
  }
}
