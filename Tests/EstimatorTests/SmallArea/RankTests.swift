import Probability
import SmallArea
import TestSupport
import Testing

/// What ranks of areas must obey, and values worked by hand.
struct RankTests {
  private func areas(_ estimates: [Double], error: Double) -> [RankedArea] {
    estimates.enumerated().map { RankedArea(area: "\($0)", estimate: $1, meanSquaredError: error * error) }
  }

  @Test func probabilitiesOfRanksAddUpOverRanksAndAreas() throws {
    let ranks = try ShrunkenRanks(highestCount: 2).fit(
      areas([3, 1, 2, 2.5, 0], error: 0.8), replications: 500, seed: 1)
    for position in 0..<5 {
      expectClose(ranks[position].probabilities.reduce(0, +), 1, relative: Tolerance.reordered)
      expectClose(ranks.reduce(0) { $0 + $1.probabilities[position] }, 1, relative: Tolerance.reordered)
    }
    expectClose(ranks.reduce(0) { $0 + $1.expectedRank }, 15, relative: Tolerance.reordered)
    expectClose(ranks.reduce(0) { $0 + $1.probabilityAmongHighest }, 2, relative: Tolerance.reordered)
    #expect(ranks.allSatisfy { Double($0.lowestRank) <= $0.expectedRank && $0.expectedRank <= Double($0.highestRank) })
  }

  /// The mean rank is 1 + Σ P(another is higher), each a normal probability.
  @Test func meanRanksAreThoseOfTheNormalDistribution() throws {
    let areas = areas([3, 1, 2, 2.5, 0], error: 0.8)
    let ranks = try ShrunkenRanks().fit(areas, replications: 20_000, seed: 4)
    for (index, area) in areas.enumerated() {
      let expected = areas.indices.filter { $0 != index }.reduce(1) {
        $0 + Normal().cumulative((areas[$1].estimate - area.estimate) / (0.8 * 2.0.squareRoot()))
      }
      // Monte Carlo: a rank's standard deviation is below 1.3, that of the mean below 0.01.
      #expect(abs(ranks[index].expectedRank - expected) < 0.04)
    }
  }

  @Test func tiesShareTheirRanks() throws {
    let ranks = try ShrunkenRanks().fit(["a", "b", "c"], draws: [[1, 1, 0], [2, 1, 1]])
    expectClose(ranks[0].probabilities, [0.75, 0.25, 0], relative: Tolerance.closedForm)
    expectClose(ranks[1].probabilities, [0.25, 0.5, 0.25], relative: Tolerance.closedForm)
    expectClose(ranks.map(\.expectedRank), [1.25, 2, 2.75], relative: Tolerance.closedForm)
  }

  @Test func equalAreasMayHaveAnyRank() throws {
    let equal = areas([1, 1, 1, 1], error: 0.5)
    let fit = try RankConfidenceSets(replications: 500, seed: 2).fit(equal)
    #expect(fit.sets.allSatisfy { $0.lowestRank == 1 && $0.highestRank == 4 })
    #expect(fit.groups == [["0", "1", "2", "3"]])
    let ranks = try ShrunkenRanks().fit(areas([1, 1, 1, 1], error: 0), replications: 10, seed: 2)
    #expect(ranks.allSatisfy { $0.expectedRank == 2.5 && $0.lowestRank == 1 && $0.highestRank == 4 })
  }

  @Test(arguments: [0.0, 1e-6])
  func distinctAreasWithTinyErrorsHaveExactRanks(error: Double) throws {
    let distinct = areas([2, 5, 3, 1], error: error)
    let fit = try RankConfidenceSets(replications: 300, seed: 2).fit(distinct)
    #expect(fit.sets.map(\.lowestRank) == [3, 1, 2, 4] && fit.sets.map(\.highestRank) == [3, 1, 2, 4])
    #expect(fit.groups == [["1"], ["2"], ["0"], ["3"]])
    let ranks = try ShrunkenRanks(highestCount: 1).fit(distinct, replications: 50, seed: 2)
    #expect(ranks.map(\.expectedRank) == [3, 1, 2, 4] && ranks.map(\.probabilityAmongHighest) == [0, 1, 0, 0])
  }

  /// For two areas the largest standardised difference is |N(0, 1)|; for three of equal error Tukey's range / √2.
  @Test func criticalValuesAreThoseOfKnownDistributions() throws {
    func critical(_ count: Int) throws -> Double {
      let equal = areas([Double](repeating: 0, count: count), error: 1)
      return try RankConfidenceSets(replications: 20_000, seed: 11).fit(equal).criticalValue
    }
    #expect(abs(try critical(2) - 1.960) < 0.03)
    // Studentised range, three means, infinite degrees of freedom: 3.314.
    #expect(abs(try critical(3) - 3.314 / 2.0.squareRoot()) < 0.03)
  }

  @Test func stepsDecideAtLeastAsMuch() throws {
    let spread = areas([10, 6, 3.3, 0, -3], error: 1)
    let single = try RankConfidenceSets(isStepwise: false, replications: 1000, seed: 5).fit(spread)
    let steps = try RankConfidenceSets(replications: 1000, seed: 5).fit(spread)
    #expect(steps.criticalValue <= single.criticalValue)
    for (narrow, wide) in zip(steps.sets, single.sets) {
      #expect(narrow.lowestRank >= wide.lowestRank && narrow.highestRank <= wide.highestRank)
    }
  }

  /// Errors common to all areas do not blur their order; independent errors of the same size do.
  @Test func correlatedReplicatesKeepWhatTheyShare() throws {
    var random = RepeatableRandom(seed: 3)
    let areas = areas([1, 2, 3], error: 2)
    let replicates = (0..<400).map { _ in
      let common = 2 * random.normal()
      return areas.map { $0.estimate + common + 0.05 * random.normal() }
    }
    let sets = RankConfidenceSets(replications: 400, seed: 1)
    #expect(try sets.fit(areas, replicates: replicates).sets.map(\.lowestRank) == [3, 2, 1])
    #expect(try sets.fit(areas).groups.count == 1)
  }

  @Test func whatCannotBeRankedIsRefused() {
    let good = areas([1, 2, 3], error: 1)
    let sets = RankConfidenceSets(seed: 1)
    #expect(throws: SmallAreaError.tooFewAreas(found: 1, required: 2)) { try sets.fit([good[0]]) }
    #expect(throws: SmallAreaError.duplicateArea("0")) { try sets.fit(good + [good[0]]) }
    var odd = good
    odd[1].meanSquaredError = -1
    #expect(throws: SmallAreaError.variance(area: "1", value: -1)) { try ShrunkenRanks().fit(odd, seed: 1) }
    odd[1].estimate = .nan
    #expect(throws: SmallAreaError.notFinite(area: "1")) { try ShrunkenRanks().fit(odd, seed: 1) }
    #expect(throws: SmallAreaError.notFinite(area: "b")) {
      try ShrunkenRanks().fit(["a", "b"], draws: [[1, .nan]])
    }
  }
}
