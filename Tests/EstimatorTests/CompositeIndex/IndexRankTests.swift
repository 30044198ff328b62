import CompositeIndex
import Findings
import Foundation
import TestSupport
import Testing

/// Ranks, groups, joint draws, Sobol indices and how many observations resolve a rank.
struct IndexRankTests {
  /// One indicator from 0 to 100, so that the index is the value.
  private func scale() throws -> CompositeIndex {
    CompositeIndex(
      framework: try IndexFramework(blocks: [
        .init(key: "b", indicators: [.init(key: "i", goalposts: Goalposts(noRisk: 0, fullRisk: 100))])
      ]))
  }

  private func areas(_ values: [(Double, Double)]) -> [AreaIndicators] {
    values.enumerated().map { .init(area: "\($0)", values: ["i": .init($1.0, standardError: $1.1)]) }
  }

  private func normalProbability(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  @Test func rankProbabilitiesAreDoublyStochastic() throws {
    let index = CompositeIndex(framework: try RiskExample.framework())
    let choices = MethodChoices(
      weightSpread: 0.25, weightings: [.given, .equal], normalisations: [.goalposts, .minMax, .rank],
      aggregations: Aggregation.allCases)
    let fit = try IndexUncertainty(index: index, seed: 3, replicationCount: 300, choices: choices)
      .fit(RiskExample.areas(11))
    let rows = fit.areas.map(\.rankProbabilities)
    expectClose(rows.map { $0.reduce(0, +) }, [Double](repeating: 1, count: 11), relative: 1e-12)
    expectClose(
      rows.indices.map { rank in rows.reduce(0) { $0 + $1[rank] } }, [Double](repeating: 1, count: 11), relative: 1e-12)
    expectClose(fit.areas.compactMap(\.expectedRank).reduce(0, +), 66, relative: 1e-12)
  }

  @Test func expectedRanksAreThoseOfNormals() throws {
    let values = [(60.0, 4.0), (55, 3), (50, 5), (20, 2)]
    let fit = try IndexUncertainty(index: try scale(), seed: 1, replicationCount: 20_000).fit(areas(values))
    for (area, own) in values.enumerated() {
      // 1 + the sum of the probabilities that another is higher.
      let expected = values.indices.filter { $0 != area }.reduce(1.0) { sum, other in
        let spread = (own.1 * own.1 + values[other].1 * values[other].1).squareRoot()
        return sum + normalProbability((values[other].0 - own.0) / spread)
      }
      // The rank's standard deviation is below 0.8: five errors of 20,000 draws.
      #expect(abs((fit.areas[area].expectedRank ?? 0) - expected) < 0.03)
    }
    #expect(fit.areas[3].rankInterval?.lower == 4 && fit.areas[3].rankInterval?.upper == 4)
    #expect(fit.groups == [["0", "1"], ["1", "2"], ["3"]] || fit.groups == [["0", "1", "2"], ["3"]])
  }

  @Test func areasThatAreAlikeHaveEveryRank() throws {
    let fit = try IndexUncertainty(index: try scale(), seed: 1, replicationCount: 100)
      .fit(areas(Array(repeating: (40, 0), count: 50)))
    #expect(fit.areas.allSatisfy { $0.rankInterval?.lower == 1 && $0.rankInterval?.upper == 50 })
    #expect(fit.areas.allSatisfy { abs(($0.expectedRank ?? 0) - 25.5) < 1e-9 } && fit.groups.count == 1)
  }

  @Test func oneAreaIsFirst() throws {
    let fit = try IndexUncertainty(index: try scale(), seed: 1).fit(areas([(40, 5)]))
    #expect(fit.areas[0].rankInterval?.upper == 1 && fit.groups == [["0"]])
  }

  @Test func suppliedDrawsKeepTheirDependence() throws {
    // Both areas move together: their order never changes, though their intervals overlap.
    let shift = (0..<200).map { Double($0 % 20) - 10 }
    let supplied = ["0": ["i": shift.map { 51 + $0 }], "1": ["i": shift.map { 50 + $0 }]]
    let uncertainty = IndexUncertainty(index: try scale(), seed: 1, replicationCount: 200)
    let areas = areas([(51, 6), (50, 6)])
    #expect(try uncertainty.fit(areas, supplied: supplied).areas[0].expectedRank == 1)
    let independent = try uncertainty.fit(areas).areas[0].expectedRank ?? 0
    #expect(independent > 1.2)
    #expect(
      throws: CompositeIndexError.suppliedDraws(area: "0", indicator: "i", found: 2, required: 200)
    ) { try uncertainty.fit(areas, supplied: ["0": ["i": [1, 2]]]) }
  }

  @Test func sharesOfCountsHaveTheBetaPosterior() throws {
    let framework = try IndexFramework(blocks: [
      .init(key: "b", indicators: [.init(key: "i", goalposts: Goalposts(noRisk: 0, fullRisk: 1))])
    ])
    let uncertainty = IndexUncertainty(
      index: CompositeIndex(framework: framework), seed: 5, replicationCount: 20_000, confidenceLevel: 0.9)
    let area = AreaIndicators(area: "a", values: ["i": .share(0, count: 20)])
    // 95 % point of Beta(½, 20½): 0.09064 (scipy.stats.beta.ppf); a share of 0 is not certain.
    let interval = try #require(try uncertainty.fit([area]).areas[0].interval)
    #expect(interval.lower == 0 && abs(interval.upper - 9.064) < 0.4)
  }

  @Test func sobolIndicesOfTheGFunction() throws {
    // Sobol's g-function; its indices are known in closed form (Saltelli & Sobol 1995).
    let a = [0.0, 1, 4.5, 9]
    func g(_ x: [Double]) -> Double { zip(x, a).reduce(1) { $0 * (abs(4 * $1.0 - 2) + $1.1) / (1 + $1.1) } }
    var random = RepeatableRandom(seed: 11)
    let sets = (0..<2).map { _ in (0..<20_000).map { _ in a.map { _ in random.uniform() } } }
    let mixed = a.indices.map { input in
      zip(sets[0], sets[1]).map { first, second in
        var point = first
        point[input] = second[input]
        return g(point)
      }
    }
    let indices = try #require(SobolIndices(first: sets[0].map(g), second: sets[1].map(g), mixed: mixed))
    let parts = a.map { 1 / (3 * (1 + $0) * (1 + $0)) }
    let variance = parts.reduce(1) { $0 * (1 + $1) } - 1
    for input in a.indices {
      let total = parts[input] * (variance + 1) / (1 + parts[input]) / variance
      #expect(abs(indices.firstOrder[input] - parts[input] / variance) < 5 * indices.firstOrderErrors[input] + 0.01)
      #expect(abs(indices.total[input] - total) < 5 * indices.totalErrors[input] + 0.01)
    }
    expectClose(indices.variance, variance, relative: 0.05)
    #expect(SobolIndices(first: [1, 1], second: [1, 1], mixed: []) == nil)
  }

  @Test func varianceIsSplitBySource() throws {
    let index = CompositeIndex(framework: try RiskExample.framework())
    let areas = RiskExample.areas(8)
    let sampling = try IndexSensitivity(index: index, choices: MethodChoices(), seed: 2, baseCount: 400).fit(areas)
    #expect(sampling.sources == [.sampling])
    // The only source has all the variance.
    #expect(sampling.areas.allSatisfy { abs(($0.index?.total[0] ?? 0) - 1) < 0.3 })
    let choices = MethodChoices(weightSpread: 0.3, aggregations: [.arithmetic, .geometric])
    let exact = RiskExample.areas(8, standardError: 0)
    let methods = try IndexSensitivity(index: index, choices: choices, seed: 2, baseCount: 400).fit(exact)
    #expect(methods.sources == [.sampling, .weights, .aggregation])
    #expect(methods.areas.allSatisfy { ($0.index?.total[0] ?? 0) < 1e-9 })
    #expect(methods.areas.contains { ($0.index?.total[1] ?? 0) > 0.3 })
    #expect(try IndexSensitivity(index: index, choices: choices, seed: 2, baseCount: 400).fit(exact) == methods)
  }

  @Test func observationsThatResolveARank() throws {
    let pairs = try RankResolution(index: try scale(), seed: 4, replicationCount: 20_000, probability: 0.9)
      .fit(areas([(50, 3), (46, 2), (46, 2), (10, 1)]))
    #expect(pairs.map(\.higher) == ["0", "1", "2"] && pairs.map(\.lower) == ["1", "2", "3"])
    // Φ(4/√(9/m + 4)) = 0.9 at m = 9/(4²/1.2816² − 4); of both at m = 13·1.2816²/4².
    expectClose(pairs[0].probability, normalProbability(4 / 13.0.squareRoot()), relative: 0.02)
    expectClose(try #require(pairs[0].multiplierOfHigher), 9 / (16 / 1.6424 - 4), relative: 0.08)
    expectClose(try #require(pairs[0].multiplierOfBoth), 13 * 1.6424 / 16, relative: 0.08)
    #expect(pairs[1].multiplierOfHigher == nil && pairs[1].multiplierOfBoth == nil)
    #expect(pairs[2].multiplierOfLower == 1)
  }
}
