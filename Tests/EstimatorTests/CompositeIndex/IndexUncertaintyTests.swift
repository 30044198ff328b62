import CompositeIndex
import Findings
import Foundation
import TestSupport
import Testing

/// Intervals of the index and the probability of the highest fifth.
struct IndexUncertaintyTests {
  private func uncertainty(seed: UInt64 = 2026, replicationCount: Int = 2000) throws -> IndexUncertainty {
    IndexUncertainty(
      index: CompositeIndex(framework: try RiskExample.framework()), seed: seed, replicationCount: replicationCount)
  }

  @Test(arguments: [1, 4, 5, 6, 20])
  func probabilitiesSumToTheSizeOfTheHighestFifth(areaCount: Int) throws {
    let fit = try uncertainty().fit(RiskExample.areas(areaCount))
    let probabilities = fit.areas.compactMap(\.probabilityAmongHighest)
    #expect(fit.highestCount == Int((Double(areaCount) / 5).rounded(.up)))
    expectClose(probabilities.reduce(0, +), Double(fit.highestCount), relative: Tolerance.closedForm)
    #expect(probabilities.allSatisfy { (0...1).contains($0) })
  }

  @Test func tiedAreasShareThePlaces() throws {
    let areas = (0..<4).map {
      AreaIndicators(area: "\($0)", values: RiskExample.areas(1)[0].values.mapValues { .init($0.value) })
    }
    let fit = try uncertainty(replicationCount: 100).fit(areas)
    #expect(fit.areas.map(\.probabilityAmongHighest) == [0.25, 0.25, 0.25, 0.25])
  }

  @Test func intervalsHoldTheScoreAndStayInsideTheScale() throws {
    for area in try uncertainty().fit(RiskExample.areas(20)).areas {
      let index = try #require(area.score.index)
      let interval = try #require(area.interval)
      #expect(interval.lower <= index && index <= interval.upper && interval.level == 0.95)
      #expect(interval.lower >= 0 && interval.upper <= 100 && interval.lower < interval.upper)
      for (block, interval) in zip(area.score.blocks, area.blockIntervals) {
        let (score, interval) = (try #require(block.score), try #require(interval))
        #expect(interval.lower <= score && score <= interval.upper)
      }
    }
  }

  @Test func orderOfAreasAndOtherAreasDoNotChangeAnInterval() throws {
    let areas = RiskExample.areas(9)
    let fit = try uncertainty().fit(areas)
    let permuted = try uncertainty().fit(areas.reversed())
    #expect(permuted.areas == fit.areas.reversed())
    #expect(try uncertainty().fit([areas[4]]).areas[0].interval == fit.areas[4].interval)
    #expect(try uncertainty().fit(areas) == fit)
    #expect(try uncertainty(seed: 1).fit(areas).areas[4].interval != fit.areas[4].interval)
  }

  @Test func withoutSamplingErrorTheIntervalIsThePointAndTheRankIsCertain() throws {
    let areas = RiskExample.areas(10, standardError: 0)
    let fit = try uncertainty(replicationCount: 100).fit(areas)
    for area in fit.areas {
      let index = try #require(area.score.index)
      let interval = try #require(area.interval)
      expectClose([interval.lower, interval.upper], [index, index], relative: Tolerance.closedForm)
    }
    let highest = fit.areas.sorted { ($0.score.index ?? 0) > ($1.score.index ?? 0) }
    #expect(highest.map(\.probabilityAmongHighest) == [1, 1] + Array(repeating: 0, count: 8))
  }

  @Test func aBlockOfOneIndicatorHasTheNormalInterval() throws {
    let framework = try IndexFramework(blocks: [
      .init(key: "b", indicators: [.init(key: "i", goalposts: Goalposts(noRisk: 0, fullRisk: 1))])
    ])
    let uncertainty = IndexUncertainty(
      index: CompositeIndex(framework: framework), seed: 7, replicationCount: 10_000, confidenceLevel: 0.9)
    let area = AreaIndicators(area: "a", values: ["i": .init(0.5, standardError: 0.1, minimum: 0, maximum: 1)])
    let interval = try #require(try uncertainty.fit([area]).areas[0].interval)
    // 50 ± 1.6449 · 10; the Monte-Carlo error of a 5 % point is 10 √(0.05·0.95/10000)/φ(1.645) = 0.21: five of them.
    let bounds = [50 - 16.448536, 50 + 16.448536]
    #expect(abs(interval.lower - bounds[0]) < 1.05 && abs(interval.upper - bounds[1]) < 1.05)
  }

  @Test func drawsStayInThePossibleRange() throws {
    let framework = try IndexFramework(blocks: [
      .init(key: "b", indicators: [.init(key: "i", goalposts: Goalposts(noRisk: -1, fullRisk: 1))])
    ])
    let uncertainty = IndexUncertainty(index: CompositeIndex(framework: framework), seed: 7)
    // A shrunken share just below 0 counts as 0; risks of values in [0, 1] are 50 … 100.
    let area = AreaIndicators(area: "a", values: ["i": .init(-0.001, standardError: 0.2, minimum: 0, maximum: 1)])
    let fit = try uncertainty.fit([area]).areas[0]
    let interval = try #require(fit.interval)
    #expect(interval.lower == fit.score.index && interval.upper < 80)
  }

  @Test func aMissingIndicatorWidensTheInterval() throws {
    var areas = RiskExample.areas(5)
    let complete = try #require(try uncertainty().fit(areas).areas[2].interval)
    areas[2].values["training"] = nil
    let partial = try #require(try uncertainty().fit(areas).areas[2].interval)
    #expect(partial.upper - partial.lower > 1.5 * (complete.upper - complete.lower))
  }

  @Test func anUnscoredAreaTakesNoPartInTheComparison() throws {
    var areas = RiskExample.areas(6)
    areas[1].values["level_one"] = nil
    let fit = try uncertainty().fit(areas)
    #expect(fit.areas[1].interval == nil && fit.areas[1].probabilityAmongHighest == nil)
    #expect(fit.areas[1].blockIntervals[0] == nil && fit.areas[1].blockIntervals[1] != nil)
    #expect(fit.highestCount == 1 && fit.warnings.map(\.code) == [.insufficientData])
    #expect(try JSONDecoder().decode(IndexUncertaintyFit.self, from: JSONEncoder().encode(fit)) == fit)
  }

  @Test func noAreasGiveAnEmptyAnswer() throws {
    let fit = try uncertainty().fit([])
    #expect(fit.areas.isEmpty && fit.highestCount == 0)
  }
}
