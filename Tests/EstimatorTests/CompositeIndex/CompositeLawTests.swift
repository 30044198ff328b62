import CompositeIndex
import Findings
import TestSupport
import Testing

/// Laws of the index under every mean, and what is missing or flagged.
struct CompositeLawTests {
  private func areas() throws -> [AreaIndicators] { try CompositeOracle.areas() }

  @Test(arguments: Aggregation.allCases) func equalRisksGiveThatRisk(aggregation: Aggregation) {
    for risk in [0, 12.5, 60, 99.999, 100] {
      expectClose(
        aggregation.risk(weights: [2, 1, 0.5], risks: [risk, risk, risk]), risk, relative: Tolerance.reordered, scale: 1
      )
    }
    #expect(aggregation.risk(weights: [1, 1], risks: [0, 0]) == 0)
    #expect(aggregation.risk(weights: [1, 1], risks: [100, 100]) == 100)
    // A member without weight says nothing, not even at full risk.
    #expect(aggregation.risk(weights: [1, 0], risks: [30, 100]) == aggregation.risk(weights: [1], risks: [30]))
  }

  @Test func aMemberAtFullRiskDecidesAllButTheArithmeticMean() {
    #expect(Aggregation.geometric.risk(weights: [1, 9], risks: [100, 0]) == 100)
    #expect(Aggregation.harmonic.risk(weights: [1, 9], risks: [100, 0]) == 100)
    expectClose(Aggregation.arithmetic.risk(weights: [1, 9], risks: [100, 0]), 10, relative: Tolerance.closedForm)
  }

  @Test(arguments: Aggregation.allCases, Normalisation.allCases)
  func theIndexRisesWithEachIndicator(aggregation: Aggregation, normalisation: Normalisation) throws {
    let index = CompositeIndex(framework: try CompositeOracle.framework(aggregation), normalisation: normalisation)
    let areas = try areas()
    for indicator in index.framework.indicators {
      var previous = -1.0
      for step in 0...6 {
        var moved = areas
        let shift = (indicator.risesWithRisk ? 0.1 : -0.1) * Double(step) * (indicator.key == "d" ? 1 : 20)
        moved[5].values[indicator.key]?.value += shift
        let score = try #require(try index.score(moved)[5].index)
        #expect(score >= previous - 1e-9, "\(indicator.key)")
        previous = score
      }
    }
  }

  @Test(arguments: Normalisation.allCases) func anotherUnitChangesNothing(normalisation: Normalisation) throws {
    let posts = try Goalposts(noRisk: 0, fullRisk: 60)
    let scaled = try Goalposts(noRisk: 32, fullRisk: 32 + 1.8 * 60)
    func scores(_ posts: Goalposts, _ areas: [AreaIndicators]) throws -> [Double] {
      let framework = try IndexFramework(blocks: [.init(key: "x", indicators: [.init(key: "a", goalposts: posts)])])
      return try CompositeIndex(framework: framework, normalisation: normalisation).score(areas).compactMap(\.index)
    }
    let celsius = try areas().map { AreaIndicators(area: $0.area, values: $0.values.filter { $0.key == "a" }) }
    let fahrenheit = celsius.map { area in
      AreaIndicators(area: area.area, values: area.values.mapValues { .init(32 + 1.8 * $0.value) })
    }
    expectClose(try scores(scaled, fahrenheit), try scores(posts, celsius), relative: 1e-11, scale: 1)
  }

  @Test(arguments: Aggregation.allCases, ShapleyContributions.Reference.allCases)
  func contributionsAddUp(aggregation: Aggregation, reference: ShapleyContributions.Reference) throws {
    let framework = try IndexFramework(
      blocks: RiskExample.framework().blocks.map {
        .init(key: $0.key, indicators: $0.indicators, aggregation: aggregation)
      }, aggregation: .geometric)
    let index = CompositeIndex(framework: framework)
    var areas = RiskExample.areas(9)
    areas[4].values["training"] = nil
    let scores = try index.score(areas)
    for (score, fit) in zip(scores, try ShapleyContributions(index: index, reference: reference).fit(areas)) {
      let sum = fit.contributions.reduce(0) { $0 + $1.value }
      expectClose(
        try #require(score.index) - (try #require(fit.referenceIndex)), sum, relative: Tolerance.closedForm, scale: 1)
    }
  }

  @Test func theQuickShapleyValuesAreThoseOfAllSets() {
    let game = BlockGame(
      aggregation: .geometric, weights: [0.1, 0.4, 0.2, 0.3], risks: [100, 20, 55, 0], references: [10, 20, 60, 30])
    expectClose(game.shapleyValues(), game.enumeratedShapleyValues(), relative: Tolerance.closedForm, scale: 1)
  }

  @Test func aMissingIndicatorMakesTheIndexARange() throws {
    let specification = CompositeIndex(framework: try RiskExample.framework())
    var area = RiskExample.areas(1)[0]
    #expect(try specification.score([area])[0].range?.isPoint == true)
    area.values["training"] = nil
    let score = try specification.score([area])[0]
    let range = try #require(score.range)
    func filled(_ value: Double) throws -> Double {
      var copy = area
      copy.values["training"] = .init(value)
      return try #require(try specification.score([copy])[0].index)
    }
    expectClose([range.lower, range.upper], [try filled(1), try filled(0)], relative: Tolerance.closedForm)
    let index = try #require(score.index)
    #expect(range.lower < index && index < range.upper)
  }

  @Test func missingRulesAndSmallCounts() throws {
    func score(_ rule: IndexFramework.MissingRule, count: Int) throws -> AreaScore {
      let posts = try Goalposts(noRisk: 0, fullRisk: 1)
      let framework = try IndexFramework(
        blocks: [
          .init(
            key: "x",
            indicators: [
              .init(key: "a", goalposts: posts, weight: 3),
              .init(key: "b", goalposts: posts, minimumCount: 10, missingRule: rule),
            ])
        ], flags: [.init(key: "injury"), .init(key: "order")])
      let values: [String: AreaIndicators.Value] = [
        "a": .init(0.4), "b": .share(0.8, count: count), "injury": .init(1),
      ]
      return try CompositeIndex(framework: framework).score([.init(area: "r", values: values)])[0]
    }
    expectClose(try #require(try score(.range, count: 10).index), 50, relative: Tolerance.closedForm)
    let range = try score(.range, count: 9)
    #expect(range.range?.isPoint == false && range.warnings.contains { $0.code == .belowMinimumCount })
    #expect(range.raisedFlags == ["injury"] && range.unreportedFlags == ["order"])
    #expect(range.warnings.contains { $0.code == .safetyFlag })
    let left = try score(.leaveOut, count: 9)
    #expect(left.range?.isPoint == true && left.index == 40)
    #expect(
      left.blocks[0].presentWeight == 1 && range.blocks[0].presentWeight == 0.75, "what does not apply has no weight")
    #expect(try score(.require, count: 9).index == nil)
  }

  @Test func frameworksThatDoNotFitAreRefused() throws {
    let framework = try IndexFramework(blocks: [.init(key: "x", indicators: [.init(key: "a", risesWithRisk: true)])])
    #expect(throws: CompositeIndexError.goalpostsRequired(indicator: "a", normalisation: .goalposts)) {
      try CompositeIndex(framework: framework).score([])
    }
    let areas = [0.0, 3, 12].map { AreaIndicators(area: "\($0)", values: ["a": .init($0)]) }
    #expect(try CompositeIndex(framework: framework, normalisation: .minMax).score(areas).map(\.index) == [0, 25, 100])
    #expect(throws: CompositeIndexError.notAShare(area: "r", indicator: "a")) {
      try CompositeIndex(framework: framework, normalisation: .minMax)
        .score([.init(area: "r", values: ["a": .share(1.2, count: 5)])])
    }
  }
}
