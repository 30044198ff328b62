import Findings
import Foundation
import ItemResponse
import Moments
import TestSupport
import Testing

/// Data that leave something open, and data that cannot be calibrated.
@Suite struct OpenQuestionTests {
  private func fit(
    _ responses: ItemResponses, _ model: PartialCreditModel = PartialCreditModel()
  ) throws -> ItemResponseFit {
    try model.fit(ItemMoments(collecting: responses))
  }

  private let plain = simulatedResponses(seed: 1, personCount: 300, items: spreadItems(5), means: [0, 0.3])

  @Test func anItemWithoutVariationIsLeftOut() throws {
    let without = ItemResponses(
      items: Array(plain.items.dropFirst()), categoryCounts: Array(plain.categoryCounts.dropFirst()),
      groups: plain.groups, groupOfPerson: plain.groupOfPerson,
      categories: plain.categories.indices.filter { $0 % 5 > 0 }.map { plain.categories[$0] })
    let expected = try fit(without)
    for constant: UInt8 in [0, 1, 2] {
      let found = try fit(plain.mapping { _, item, mark in item == 0 ? constant : mark })
      #expect(found.items.map(\.item) == ["i1", "i2", "i3", "i4"])
      #expect(found.warnings.map(\.code) == [.constantItem])
      #expect(found.warnings[0].facts["items"] == "i0")
      expectClose(found.logLikelihood, expected.logLikelihood, relative: 1e-13)
      expectClose(found.parameters, expected.parameters, relative: 1e-9, scale: 1)
    }
  }

  /// Nobody used a category: the item ends, or two steps are one of two points, and the likelihood is that of the rows.
  @Test(arguments: [(0, [1, 2]), (1, [0, 2]), (2, [0, 1])] as [(UInt8, [Int])])
  func aCategoryThatNobodyUsedHasNoStep(unused: UInt8, known: [Int]) throws {
    let responses = plain.mapping { person, item, mark in
      item == 2 && mark == unused ? (unused == 1 ? (person % 2 == 0 ? 0 : 2) : 1) : mark
    }
    let found = try fit(responses)
    #expect(found.warnings.map(\.code) == [.emptyCategory])
    #expect(found.items[2].categories == known)
    #expect(found.items[2].locations.count == 1)
    let rows = logLikelihoodOfRows(responses, items: found.items, groups: found.groups)
    expectClose(found.logLikelihood, rows, relative: 1e-12)
    #expect(found.gradientNorm < 1e-10)
    let scores = try AbilityScores(found, ItemMoments(collecting: responses))
    #expect(scores.weightedLikelihood().allSatisfy { $0?.value.isFinite == true })
  }

  @Test func aGroupOfOnePersonTakesTheVarianceOfTheLargest() throws {
    let found = try fit(
      ItemResponses(
        items: plain.items, categoryCounts: plain.categoryCounts, groups: ["g0", "one"],
        groupOfPerson: plain.groupOfPerson.indices.map { $0 == 7 ? 1 : 0 },
        categories: plain.mapping { person, item, mark in person == 7 ? 1 : mark }.categories))
    #expect(found.warnings.map(\.code) == [.groupOfOne])
    #expect(found.groups[0].variance == found.groups[1].variance)
    #expect(found.parameterNames.suffix(2) == ["mean.one", "variance.g0"])
  }

  @Test func aGroupOfExtremeScoresHasNoMeanAndIsLeftOut() throws {
    let responses = ItemResponses(
      items: plain.items, categoryCounts: plain.categoryCounts, groups: ["g0", "top", "nobody"],
      groupOfPerson: plain.groupOfPerson.indices.map { $0 < 4 ? 1 : 0 },
      categories: plain.mapping { person, _, mark in person < 4 ? 2 : mark }.categories)
    let found = try fit(responses)
    #expect(found.groups.map(\.group) == ["g0"])
    #expect(found.warnings.map(\.code) == [.leftOutGroups])
    #expect(found.warnings[0].facts["groups"] == "nobody, top")
    #expect(found.observationCount == 296)
    let scores = try AbilityScores(found, ItemMoments(collecting: responses)).expectedAPosteriori()
    #expect(scores.contains(nil))
    let shared = try fit(responses, PartialCreditModel(means: .shared, variances: .shared))
    #expect(shared.observationCount == 300)
  }

  /// Scores that vary less than independent answers would: the variance falls to its bound and is no free parameter.
  @Test func aVarianceThatFallsToZeroIsHeld() throws {
    let responses = plain.mapping { person, item, _ in UInt8((person + item) % 3) }
    let found = try fit(
      ItemResponses(
        items: responses.items, categoryCounts: responses.categoryCounts,
        groupOfPerson: responses.groupOfPerson.map { _ in 0 }, categories: responses.categories))
    #expect(found.warnings.map(\.code) == [.boundaryVariance])
    expectClose(found.groups[0].variance, 1e-4, relative: 1e-12)
    #expect(found.parameterNames.count == 10)
  }

  /// One yes or no per person says nothing about how persons differ.
  @Test func aVarianceThatNothingTellsHasNoStandardError() throws {
    let found = try fit(
      simulatedResponses(seed: 5, personCount: 300, items: spreadItems(5, steps: [0])) { $0 % 5 == $1 })
    #expect(found.covariance == nil)
    #expect(found.warnings.map(\.code) == [.singularFit])
  }

  @Test func itemsThatNothingLinksAreRefused() throws {
    let halves = plain.mapping { person, item, mark in (person % 2 == 0) == (item < 2) ? mark : ItemResponses.missing }
    #expect(throws: ItemResponseError.disconnected(itemSets: [["i0", "i1"], ["i2", "i3", "i4"]])) {
      try fit(halves)
    }
    let anchors = [ItemParameters(item: "i0", locations: [-1, 0]), ItemParameters(item: "i3", locations: [0, 1])]
    #expect(try fit(halves, PartialCreditModel(anchors: anchors)).items.count == 5)
    #expect(throws: ItemResponseError.self) { try fit(halves, PartialCreditModel(anchors: [anchors[0]])) }
    #expect(try fit(halves, PartialCreditModel(means: .shared)).items.count == 5)
  }

  @Test func tooLittleIsRefused() throws {
    let few = simulatedResponses(seed: 4, personCount: 9, items: spreadItems(5))
    #expect(throws: ItemResponseError.self) { try fit(few) }
    let nobody = ItemResponses(items: ["a"], categoryCounts: [3], groupOfPerson: [], categories: [])
    #expect(throws: ItemResponseError.tooFewPersons(found: 0, required: 2)) { try fit(nobody) }
    #expect(throws: ItemResponseError.noItemVaries) { try fit(plain.mapping { _, _, _ in 1 }) }
  }

  @Test func anItemHeldKnowsCategoriesThatNobodyUsed() throws {
    let responses = ItemResponses(
      items: plain.items, categoryCounts: plain.categoryCounts, groups: ["g0", "ones"],
      groupOfPerson: plain.groupOfPerson.indices.map { $0 < 5 ? 1 : 0 },
      categories: plain.mapping { person, item, mark in
        item > 0 ? (person < 5 ? ItemResponses.missing : mark) : person < 5 ? 1 : min(mark, 1)
      }.categories)
    let anchor = ItemParameters(item: "i0", locations: [-1, 1])
    #expect(try fit(responses, PartialCreditModel(anchors: [anchor])).groups.map(\.group) == ["g0", "ones"])
    #expect(try fit(responses).groups.map(\.group) == ["g0"])
  }

  @Test func anchorsThatNobodyAnsweredAreRefused() throws {
    let silent = plain.mapping { _, item, mark in item == 0 ? ItemResponses.missing : mark }
    #expect(throws: ItemResponseError.anchorUnknown(item: "i0")) {
      try fit(silent, PartialCreditModel(anchors: [ItemParameters(item: "i0", locations: [-1, 1])]))
    }
  }

  @Test func anchorsThatDoNotFitAreRefused() throws {
    func fit(_ anchor: ItemParameters) throws { _ = try self.fit(plain, PartialCreditModel(anchors: [anchor])) }
    #expect(throws: ItemResponseError.anchorUnknown(item: "x")) {
      try fit(ItemParameters(item: "x", locations: [0, 1]))
    }
    #expect(throws: ItemResponseError.anchorHasSlope(item: "i0")) {
      try fit(ItemParameters(item: "i0", slope: 2, locations: [0, 1]))
    }
    #expect(throws: ItemResponseError.categoryNotCalibrated(item: "i0", category: 2)) {
      try fit(ItemParameters(item: "i0", locations: [0]))
    }
    #expect(throws: ItemResponseError.groupUnknown("x")) {
      try self.fit(plain, PartialCreditModel(referenceGroup: "x"))
    }
    #expect(throws: ItemResponseError.notDichotomous(item: "i0")) {
      try self.fit(plain, PartialCreditModel(family: .rasch))
    }
  }
}
