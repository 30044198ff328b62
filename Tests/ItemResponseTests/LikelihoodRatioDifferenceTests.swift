import Findings
import Foundation
import ItemResponse
import Moments
import TestSupport
import Testing

/// Steps of items free on one side, against an independent solver, and what they do to the sum score.
@Suite struct LikelihoodRatioDifferenceTests {
  private static let tolerance = 1e-7

  private static let moments = Result { ItemMoments(collecting: try VerbalAggression(byGender: true).responses) }
  /// Women are the reference, as in the oracle.
  private static let comparison = GroupComparison(reference: "F", focal: "M")

  /// Every fourth item, as a fit takes a third of a second without optimisation.
  @Test func itemsAgainstAllOthers() throws {
    let moments = try Self.moments.get()
    let tested = stride(from: 1, to: 24, by: 4).map { moments.items[$0] }
    let fit = try LikelihoodRatioDifference(items: tested, purificationLimit: 0).fit(moments, Self.comparison)
    let expected = try Fixture.json("irt_verbagg")
    for (key, value) in [("LR", \.statistic), ("p", \.pValue), ("logLik", \.logLikelihood)]
      as [(String, (LikelihoodRatioDifferenceFit.Item) -> Double)]
    {
      let oracle = try fit.items.map { try expected.number(at: ["pcm_dif_lr_gender", $0.item, key]) }
      expectClose(fit.items.map(value), oracle, relative: Self.tolerance, scale: 1, key)
      expectNoticesErrors(in: oracle, relative: Self.tolerance, scale: 1)
    }
    for item in fit.items {
      for (key, own) in [("b_F", item.reference), ("b_M", item.focal)] {
        guard case .array(let steps) = try expected.value(at: ["pcm_dif_lr_gender", item.item, key]) else { continue }
        let oracle = steps.map { if case .number(let step) = $0 { step } else { Double.nan } }
        expectClose(own.locations, oracle, relative: 1e-6, scale: 1, key)
      }
      #expect(item.degreesOfFreedom == 2)
    }
    #expect(fit.items.map(\.item) == tested && fit.freeItems.isEmpty && fit.score == nil)
    #expect(fit.warnings.map(\.code) == [.independenceAssumed])
  }

  /// Splitting an item keeps every person and every pair of answers.
  @Test func splittingKeepsThePersons() throws {
    let moments = try Self.moments.get()
    let split = moments.splitting(5, in: [1], named: "other")
    #expect(split.personCount == moments.personCount && split.items.last == "other")
    let totals = (moments.categoryTotals(), split.categoryTotals())
    #expect(zip(totals.1[5], totals.1[24]).map(+) == totals.0[5] && totals.1[6] == totals.0[6])
    #expect(split.categoryTotals(group: 1)[5] == [0, 0, 0])
    let (before, after) = (moments.pairTables[1], split.pairTables[1])
    #expect(after[split.pairIndex(2, 24)] == before[moments.pairIndex(2, 5)])
    let transposed = before[moments.pairIndex(5, 9)]
    #expect(after[split.pairIndex(9, 24)] == [0, 3, 6, 1, 4, 7, 2, 5, 8].map { transposed[$0] })
    #expect(after[split.pairIndex(5, 9)].allSatisfy { $0 == 0 })
    #expect(split.pairTables[0][split.pairIndex(5, 9)] == moments.pairTables[0][moments.pairIndex(5, 9)])
    #expect(moments.splitting(5, in: [], named: "other").cells == moments.cells)
  }

  /// The first six of the 24 items.
  private func sixItems(_ full: ItemResponses) -> ItemResponses {
    ItemResponses(
      items: Array(full.items.prefix(6)), categoryCounts: [3, 3, 3, 3, 3, 3], groups: full.groups,
      groupOfPerson: full.groupOfPerson,
      categories: (0..<full.personCount).flatMap { full.categories[$0 * 24..<$0 * 24 + 6] })
  }

  /// One item made easier for men is let go: what it does to the score has the sign and size of its expected points.
  @Test func freeItemsAddUpInTheScore() throws {
    let full = try VerbalAggression(byGender: true).responses
    var categories = full.categories
    for person in 0..<full.personCount where full.groupOfPerson[person] == 1 && person % 3 > 0 {
      categories[person * 24 + 2] = min(2, categories[person * 24 + 2] + 1)
    }
    let easier = ItemResponses(
      items: full.items, categoryCounts: full.categoryCounts, groups: full.groups,
      groupOfPerson: full.groupOfPerson, categories: categories)
    let fit = try LikelihoodRatioDifference().fit(ItemMoments(collecting: sixItems(easier)), Self.comparison)
    let score = try #require(fit.score)
    #expect(fit.freeItems == [full.items[2]])
    #expect(score.signed > 0.2)
    #expect(abs(score.signed) <= score.unsigned * (1 + 1e-12) && score.unsigned <= abs(score.largest))
    expectClose(score.shareOfRange, score.unsigned / 12, relative: 1e-12)
    let points = fit.items.filter { fit.freeItems.contains($0.item) }.reduce(0) { $0 + $1.expectedDifference }
    expectClose(points, score.signed, relative: 1e-9)
  }

  @Test func scoreDifferenceOfAShiftedItemByHand() {
    let reference = [ItemParameters(item: "a", locations: [0]), ItemParameters(item: "b", locations: [0.4])]
    var focal = reference
    focal[0].locations = [0.5]
    let narrow = ScoreDifference(
      reference: reference, focal: focal, model: .rasch,
      ability: AbilityDistribution(group: "m", mean: 0.2, variance: 1e-8))
    let expected = 1 / (1 + exp(0.3)) - 1 / (1 + exp(-0.2))
    expectClose(narrow.signed, expected, relative: 1e-6)
    expectClose(narrow.unsigned, -expected, relative: 1e-6)
    let none = ScoreDifference(
      reference: reference, focal: reference, model: .rasch,
      ability: AbilityDistribution(group: "m", mean: 0, variance: 1))
    #expect(none.signed == 0 && none.unsigned == 0 && none.largest == 0)
  }

  /// An item that one side answers in one category only has no test; the others have.
  @Test func anItemWithoutVariationOnOneSideIsSaid() throws {
    let full = try VerbalAggression(byGender: true).responses
    var categories = full.categories
    for person in 0..<full.personCount where full.groupOfPerson[person] == 1 { categories[person * 24] = 2 }
    let changed = ItemResponses(
      items: full.items, categoryCounts: full.categoryCounts, groups: full.groups,
      groupOfPerson: full.groupOfPerson, categories: categories)
    let fit = try LikelihoodRatioDifference(purificationLimit: 0).fit(
      ItemMoments(collecting: sixItems(changed)), Self.comparison)
    #expect(fit.items.map(\.item) == Array(full.items[1..<6]))
    #expect(fit.warnings.map(\.code) == [.independenceAssumed, .untestedItems])
  }
}
