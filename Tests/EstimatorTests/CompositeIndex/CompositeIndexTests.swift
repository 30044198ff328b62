import CompositeIndex
import Findings
import TestSupport
import Testing

/// Goalposts, blocks and their aggregation, worked by hand and by laws.
struct CompositeIndexTests {
  private func index() throws -> CompositeIndex { CompositeIndex(framework: try RiskExample.framework()) }

  private func score(_ values: [String: Double]) throws -> AreaScore {
    let scores = try index().score([AreaIndicators(area: "a", values: values.mapValues { .init($0) })])
    return try #require(scores.first)
  }

  private static let middle = [
    "level_one": 0.25, "no_progress": 0.15, "sessions": 0.8, "training": 0.4, "turnover": 0.1,
  ]

  @Test(arguments: [(0.1, 0.0), (0.2, 0.0), (0.4, 50.0), (0.6, 100.0), (7.0, 100.0)])
  func risksRiseBetweenTheGoalposts(value: Double, risk: Double) throws {
    expectClose(try Goalposts(noRisk: 0.2, fullRisk: 0.6).risk(value), risk, relative: Tolerance.closedForm)
    expectClose(try Goalposts(noRisk: -0.2, fullRisk: -0.6).risk(-value), risk, relative: Tolerance.closedForm)
  }

  @Test func aScoreIsTheOneWorkedByHand() throws {
    let score = try score(Self.middle)
    // outcome: (2·50 + 25)/3; implementation: (40 + 60 + 2·50)/4.
    let blocks = [125.0 / 3, 50]
    expectClose(score.blocks.compactMap(\.score), blocks, relative: Tolerance.closedForm)
    let expected = 100 - ((100 - blocks[0]) * (100 - blocks[1])).squareRoot()
    expectClose(try #require(score.index), expected, relative: Tolerance.closedForm)
    #expect(score.warnings.isEmpty)
    expectClose(score.blocks[1].components.map(\.weight), [0.25, 0.25, 0.5], relative: Tolerance.closedForm)
  }

  @Test func aBlockAtFullRiskIsNotAveragedAway() throws {
    var values = Self.middle
    values["level_one"] = 0.9
    values["no_progress"] = 0.9
    #expect(try score(values).index == 100)
    let none = ["level_one": 0.0, "no_progress": 0, "sessions": 1, "training": 1, "turnover": 0]
    #expect(try score(none).index == 0)
  }

  @Test(arguments: ["level_one", "no_progress", "sessions", "training", "turnover"])
  func theIndexIsMonotoneInEachIndicator(indicator: String) throws {
    let rises = !["sessions", "training"].contains(indicator)
    var previous = -1.0
    for step in 0...40 {
      var values = Self.middle
      values[indicator] = rises ? Double(step) / 40 : 1 - Double(step) / 40
      let index = try #require(try score(values).index)
      #expect(index >= previous && (0...100).contains(index))
      previous = index
    }
    #expect(previous > (try #require(try score(Self.middle).index)))
  }

  @Test func theIndexIsNotBelowTheMeanOfItsBlocks() throws {
    for score in try index().score(RiskExample.areas(20)) {
      let blocks = score.blocks.compactMap(\.score)
      #expect(try #require(score.index) >= blocks.reduce(0, +) / 2 - 1e-9)
    }
  }

  @Test func aBlockIsScoredOnWhatIsPresentAboveTheWeightShare() throws {
    var values = Self.middle
    values["training"] = nil
    let score = try score(values)
    #expect(score.blocks[1].presentWeight == 0.75)
    expectClose(try #require(score.blocks[1].score), (40 + 2 * 50) / 3.0, relative: Tolerance.closedForm)
    #expect(score.index != nil && score.warnings.map(\.code) == [.notEstimable])
    #expect(score.warnings.first?.facts["indicators"] == "training")
  }

  @Test func aBlockBelowTheWeightShareIsNotScored() throws {
    var values = Self.middle
    values["no_progress"] = nil
    let score = try score(values)
    #expect(score.blocks[0].score == nil && score.blocks[1].score != nil && score.index == nil)
    #expect(score.warnings.map(\.code) == [.insufficientData])
    #expect(score.warnings.first?.facts["block"] == "outcome")
  }

  @Test func areasAreScoredEachByItself() throws {
    let areas = RiskExample.areas(7)
    let scores = try index().score(areas)
    #expect(try index().score(areas.reversed()) == scores.reversed())
    #expect(try index().score([areas[3]]) == [scores[3]])
  }

  @Test func damagedFrameworksAreRefused() throws {
    let posts = try Goalposts(noRisk: 0, fullRisk: 1)
    #expect(throws: CompositeIndexError.goalposts(noRisk: 1, fullRisk: 1)) { try Goalposts(noRisk: 1, fullRisk: 1) }
    #expect(throws: CompositeIndexError.self) { try Goalposts(noRisk: .nan, fullRisk: 1) }
    #expect(throws: CompositeIndexError.emptyFramework) { try IndexFramework(blocks: []) }
    #expect(throws: CompositeIndexError.emptyFramework) {
      try IndexFramework(blocks: [.init(key: "b", indicators: [])])
    }
    #expect(throws: CompositeIndexError.weight(member: "i", value: -1)) {
      try IndexFramework(blocks: [.init(key: "b", indicators: [.init(key: "i", goalposts: posts, weight: -1)])])
    }
    #expect(throws: CompositeIndexError.weightsSumToZero(block: "b")) {
      try IndexFramework(blocks: [.init(key: "b", indicators: [.init(key: "i", goalposts: posts, weight: 0)])])
    }
    #expect(throws: CompositeIndexError.duplicateKey("i")) {
      let indicator = IndexFramework.Indicator(key: "i", goalposts: posts)
      return try IndexFramework(blocks: [.init(key: "b", indicators: [indicator, indicator])])
    }
  }

  @Test func damagedAreasAreRefused() throws {
    let index = try index()
    let areas = RiskExample.areas(2)
    #expect(throws: CompositeIndexError.duplicateArea("KZ-10")) { try index.score(areas + [areas[0]]) }
    #expect(throws: CompositeIndexError.unknownIndicator(area: "a", indicator: "weather")) {
      try index.score([AreaIndicators(area: "a", values: ["weather": .init(1)])])
    }
    #expect(throws: CompositeIndexError.notANumber(area: "a", indicator: "sessions")) {
      try index.score([AreaIndicators(area: "a", values: ["sessions": .init(.nan)])])
    }
    #expect(throws: CompositeIndexError.notANumber(area: "a", indicator: "sessions")) {
      try index.score([AreaIndicators(area: "a", values: ["sessions": .init(0.5, standardError: -1)])])
    }
  }
}
