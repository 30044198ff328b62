import Findings
import Moments
import Regression
import TestSupport
import Testing

/// Step-down p-values against their definition from rows, and laws of them.
@Suite struct RomanoWolfTests {
  private let panel = SamplePanel(seed: 21, preschoolCount: 7, childCount: 5)
  private let bootstrap = WildClusterBootstrap(weights: .rademacher, replications: 128)

  /// Several outcomes, of which some miss values in some rows.
  private func moments(_ formula: String) throws -> ClusterMoments {
    let frame = try panel.modelFrame(formula, clusters: "preschool")
    return try ClusterMoments.collect(
      frame,
      responses: ["y", "second", "third"].map { (name: $0, values: panel.numbers[$0, default: []]) })
  }

  private let hypotheses = [(0, "x"), (1, "x"), (2, "x"), (0, "time")]
    .map { RomanoWolf.Hypothesis(response: $0.0, term: $0.1) }

  /// Every hypothesis bootstrapped from its own rows with the same signs, then the largest of those left.
  @Test func stepsDownThroughTheRowsStatistics() throws {
    let tests = try RomanoWolf(bootstrap).fit(moments("y ~ x + time"), hypotheses)
    var own: [Double] = []
    var draws: [[Double]] = []
    for hypothesis in hypotheses {
      let name = ["y", "second", "third"][hypothesis.response]
      let seen = panel.selecting(
        panel.numbers[name, default: []].indices.filter { !panel.numbers[name, default: []][$0].isNaN })
      let rows = try RowBootstrap(
        seen.modelFrame("\(name) ~ x + time", clusters: "preschool"), term: hypothesis.term, kind: .wcr11)
      own.append(try abs(rows.statistic(rows.rows.response, effect: 0)))
      draws.append(try rows.draws(weights: allSigns(7), effect: 0).map(abs))
    }
    let order = own.indices.sorted { own[$0] > own[$1] }
    var floor = 0.0
    for (position, hypothesis) in order.enumerated() {
      let left = order[position...]
      let largest = (0..<128).map { draw in left.reduce(0) { max($0, draws[$1][draw]) } }
      floor = max(floor, share(of: largest, atLeast: own[hypothesis]))
      #expect(tests[hypothesis].adjustedPValue == floor)
    }
  }

  @Test func oneHypothesisKeepsItsPValue() throws {
    let moments = try moments("y ~ x + time")
    let test = try RomanoWolf(bootstrap).fit(moments, [hypotheses[0]])[0]
    #expect(test.adjustedPValue == test.fit.pValue)
    #expect(test.fit == (try bootstrap.fit(moments, response: 0, term: "x")))
  }

  /// The same outcome twice is one test: no price is paid for it.
  @Test func aRepeatedHypothesisCostsNothing() throws {
    let tests = try RomanoWolf(bootstrap).fit(moments("y ~ x + time"), [hypotheses[0], hypotheses[0]])
    #expect(tests.allSatisfy { $0.adjustedPValue == $0.fit.pValue })
  }

  /// An outcome that is not seen in one preschool shares the draws of the others.
  @Test func anOutcomeThatMissesAClusterIsTestedWithTheOthers() throws {
    var other = panel
    let preschools = panel.texts["preschool", default: []]
    other.numbers["second"] = panel.numbers["y", default: []].enumerated().map {
      preschools[$0.offset] == "p2" ? .nan : $0.element
    }
    let frame = try other.modelFrame("y ~ x", clusters: "preschool")
    let moments = try ClusterMoments.collect(
      frame, responses: ["y", "second"].map { (name: $0, values: other.numbers[$0, default: []]) })
    let tests = try RomanoWolf(bootstrap).fit(
      moments, (0..<2).map { RomanoWolf.Hypothesis(response: $0, term: "x") })
    // Signs of the cluster that is not seen change nothing: each of the 64 draws comes twice.
    let alone = try bootstrap.fit(moments, response: 1, term: "x")
    #expect(tests[1].fit.replications == 128 && alone.replications == 64)
    #expect(tests[1].fit.pValue == alone.pValue && tests[1].fit.smallestPValue == alone.smallestPValue)
    let (first, second) = try (#require(tests[1].fit.interval), #require(alone.interval))
    expectClose([first.lower, first.upper], [second.lower, second.upper], relative: Tolerance.matrixRoot)
    #expect(tests.allSatisfy { $0.adjustedPValue >= $0.fit.pValue })
  }
}
