import Findings
import Moments
import Regression
import TestSupport
import Testing

/// The bootstrap from cross-products against the bootstrap from rows, and laws of its p-value and interval.
@Suite struct WildClusterBootstrapLawTests {
  private static let formula = "y ~ x + time + kind"
  private let panel = SamplePanel(seed: 11, preschoolCount: 7, childCount: 4)

  private func bootstrap(_ kind: WildClusterBootstrap.Kind) -> WildClusterBootstrap {
    WildClusterBootstrap(kind: kind, weights: .rademacher, replications: 128)
  }

  /// Seven clusters have 128 draws: the two p-values are equal, not only close.
  @Test(arguments: WildClusterBootstrap.Kind.allCases, ["x", "time", "kindb", "(Intercept)"])
  func everySignAgreesWithTheRows(_ kind: WildClusterBootstrap.Kind, _ term: String) throws {
    let fit = try bootstrap(kind).fit(panel.clustered(Self.formula), term: term)
    let rows = try RowBootstrap(panel.modelFrame(Self.formula, clusters: "preschool"), term: term, kind: kind)
    let statistic = try rows.statistic(rows.rows.response, effect: 0)
    expectClose(fit.statistic, statistic, relative: Tolerance.matrixRoot)
    #expect(fit.isEnumerated && fit.replications == 128 && fit.pValueError == 0 && fit.smallestPValue == 1 / 64)
    let draws = try rows.draws(weights: allSigns(7), effect: 0)
    #expect(fit.pValue == share(of: draws, atLeast: statistic))
    let factor = kind.rawValue.hasSuffix("3") ? 1 : (7.0 / 6).squareRoot()
    expectClose(
      try bootstrap(kind).absoluteStatistics(panel.clustered(Self.formula), term: term), draws.map { abs($0) * factor },
      relative: Tolerance.matrixRoot, scale: 1)
  }

  /// Both bounds: no longer rejected a little inside, rejected a little outside, by the rows.
  @Test(arguments: WildClusterBootstrap.Kind.allCases)
  func theIntervalHoldsTheEffectsThatAreNotRejected(_ kind: WildClusterBootstrap.Kind) throws {
    let fit = try bootstrap(kind).fit(panel.clustered(Self.formula), term: "x")
    let interval = try #require(fit.interval)
    let rows = try RowBootstrap(panel.modelFrame(Self.formula, clusters: "preschool"), term: "x", kind: kind)
    func pValue(_ effect: Double) throws -> Double {
      try share(
        of: rows.draws(weights: allSigns(7), effect: effect),
        atLeast: rows.statistic(rows.rows.response, effect: effect))
    }
    let step = 1e-6 * fit.standardError
    #expect(try pValue(interval.lower + step) > 0.05 && pValue(interval.lower - step) <= 0.05)
    #expect(try pValue(interval.upper - step) > 0.05 && pValue(interval.upper + step) <= 0.05)
  }

  @Test(arguments: [WildClusterBootstrap.Weights.rademacher, .webb])
  func theDigitsDoNotDependOnThreads(_ weights: WildClusterBootstrap.Weights) throws {
    let moments = try SamplePanel(seed: 3, preschoolCount: 19).clustered(Self.formula)
    let fits = try [1, 2, 5].map {
      try WildClusterBootstrap(weights: weights, seed: 4, threadCount: $0).fit(moments, term: "x")
    }
    #expect(fits[0] == fits[1] && fits[1] == fits[2])
    #expect(!fits[0].isEnumerated && fits[0].smallestPValue == nil)
  }

  /// Draws of signs against all of them: within four Monte-Carlo errors.
  @Test(arguments: [1, 2, 3])
  func drawnSignsAgreeWithAllSigns(_ seed: Int) throws {
    let moments = try SamplePanel(seed: 8, preschoolCount: 12).clustered(Self.formula)
    let all = try WildClusterBootstrap(weights: .rademacher, replications: 4096).fit(moments, term: "x")
    let drawn = try WildClusterBootstrap(weights: .rademacher, replications: 4095, seed: UInt64(seed))
      .fit(moments, term: "x")
    #expect(all.isEnumerated && !drawn.isEnumerated)
    #expect(abs(all.pValue - drawn.pValue) <= 4 * drawn.pValueError)
  }

  /// Webb's weights by default up to eleven clusters, whose smallest p-value from signs would be coarse.
  @Test func fewClustersGetWebbsWeights() throws {
    func weights(_ count: Int) throws -> WildClusterBootstrap.Weights {
      try WildClusterBootstrap(replications: 99)
        .fit(SamplePanel(seed: 5, preschoolCount: count).clustered("y ~ x"), term: "x").weights
    }
    #expect(try weights(11) == .webb && weights(12) == .rademacher)
  }

  @Test func anotherUnitOfTheTermScalesTheInterval() throws {
    let plain = try bootstrap(.wcr11).fit(panel.clustered("y ~ x + time"), term: "x")
    let scaled = try bootstrap(.wcr11).fit(panel.changing("x") { 1000 * $0 }.clustered("y ~ x + time"), term: "x")
    #expect(plain.pValue == scaled.pValue)
    let (first, second) = try (#require(plain.interval), #require(scaled.interval))
    expectClose([first.lower, first.upper], [1000 * second.lower, 1000 * second.upper], relative: 1e-9)
  }

  /// Adding an effect to the response moves the interval by it.
  @Test func theIntervalMovesWithTheEffect() throws {
    let moved = panel.adding("moved") { $0("y") + 3 * $0("x") }
    let plain = try bootstrap(.wcr31).fit(panel.clustered("y ~ x + time"), term: "x")
    let shifted = try bootstrap(.wcr31).fit(moved.clustered("moved ~ x + time"), term: "x")
    let (first, second) = try (#require(plain.interval), #require(shifted.interval))
    expectClose([first.lower + 3, first.upper + 3], [second.lower, second.upper], relative: 1e-8)
  }
}
