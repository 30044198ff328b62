import Findings
import Moments
import TestSupport
import Testing

import ItemResponse

/// What the slope models do where data leave something open.
@Suite struct SlopeModelCaveatTests {
  private static let families: [SlopeModel.Family] = [.gradedResponse, .generalizedPartialCredit]

  private func codes(_ fit: ItemResponseFit) -> [FindingWarning.Code] { fit.warnings.map(\.code) }

  /// Marks with some columns replaced.
  private func replacing(
    _ responses: ItemResponses, categoryCounts: [Int]? = nil, groups: [String]? = nil, groupOfPerson: [Int]? = nil,
    _ change: (Int, Int, UInt8) -> UInt8
  ) -> ResponsePatterns {
    let width = responses.items.count
    return ResponsePatterns(
      collecting: ItemResponses(
        items: responses.items, categoryCounts: categoryCounts ?? responses.categoryCounts,
        groups: groups ?? responses.groups, groupOfPerson: groupOfPerson ?? responses.groupOfPerson,
        categories: responses.categories.enumerated().map { change($0.offset / width, $0.offset % width, $0.element) }))
  }

  @Test(arguments: families) func itemWithOneCategoryIsLeftOut(_ family: SlopeModel.Family) throws {
    let patterns = replacing(graded(seed: 1, personCount: 200)) { _, item, mark in item == 1 ? 2 : mark }
    let fit = try SlopeModel(family).fit(patterns)
    #expect(fit.items.map(\.item) == ["i0", "i2", "i3"] && codes(fit) == [.constantItem])
    #expect(fit.warnings[0].facts["items"] == "i1")
  }

  /// A category that nobody gave: a step over it is worth two points.
  @Test func categoryThatNobodyGaveIsPassedOver() throws {
    let wide = replacing(graded(seed: 2, personCount: 300), categoryCounts: [3, 4, 3, 3]) { _, item, mark in
      item == 1 && mark == 2 ? 3 : mark
    }
    let plain = ResponsePatterns(collecting: graded(seed: 2, personCount: 300))
    for family in Self.families {
      let fit = try SlopeModel(family).fit(wide)
      #expect(fit.items[1].categories == [0, 1, 3] && codes(fit) == [.emptyCategory])
      #expect(fit.warnings[0].facts["items"] == "i1 (2)")
      guard family == .gradedResponse else { continue }
      let narrow = try SlopeModel(family).fit(plain)
      #expect(fit.logLikelihood == narrow.logLikelihood && fit.items[1].locations == narrow.items[1].locations)
    }
  }

  @Test func groupOfOneKeepsTheVarianceOfTheReference() throws {
    let responses = graded(seed: 3, personCount: 200)
    let patterns = replacing(
      responses, groups: ["all", "one", "none"], groupOfPerson: (0..<200).map { $0 == 7 ? 1 : 0 }
    ) { $2 }
    let fit = try SlopeModel(.gradedResponse).fit(patterns)
    #expect(fit.groups.map(\.group) == ["all", "one"] && fit.groups[1].variance == 1)
    #expect(codes(fit) == [.leftOutGroups, .groupOfOne])
    #expect(fit.parameterNames.contains("mean.one") && !fit.parameterNames.contains("variance.one"))
  }

  @Test func groupWithoutSpreadIsHeldAtTheSmallestVariance() throws {
    let responses = graded(seed: 4, personCount: 300)
    let patterns = replacing(
      responses, groups: ["a", "b"], groupOfPerson: (0..<300).map { $0 < 30 ? 1 : 0 }
    ) { person, item, mark in
      person < 30 ? [[1, 1, 0, 1], [1, 0, 1, 1], [0, 1, 0, 2], [2, 0, 1, 0]][person % 4][item] : mark
    }
    let fit = try SlopeModel(.gradedResponse).fit(patterns)
    #expect(codes(fit) == [.boundaryVariance])
    expectClose(fit.groups[1].variance, 0.01, relative: 1e-12)
    #expect(fit.covariance != nil)
  }

  @Test(arguments: families) func itemCodedTheOtherWayRoundIsNamed(_ family: SlopeModel.Family) throws {
    let patterns = replacing(graded(seed: 5, personCount: 400)) { _, item, mark in item == 2 ? 2 - mark : mark }
    let fit = try SlopeModel(family).fit(patterns)
    #expect(fit.items[2].slope < 0 && codes(fit) == [.negativeSlope])
    #expect(fit.warnings[0].facts["items"] == "i2")
  }

  /// Two items that always agree and a third that follows from them: a step at one ability.
  @Test func slopeThatRunsToInfinityIsHeldAndNamed() throws {
    let responses = graded(
      seed: 6, personCount: 300, slopes: [60, 1, 1], thresholds: [[0.2], [-0.4], [0.5]])
    let patterns = replacing(responses) { person, item, mark in
      item == 1 ? responses.categories[person * 3] : mark
    }
    let fit = try SlopeModel(.gradedResponse).fit(patterns)
    #expect(codes(fit) == [.unboundedSlope])
    #expect(fit.items.contains { $0.slope == 20 })
    #expect(fit.parameters.allSatisfy { $0.isFinite })
  }

  @Test func itemsWithoutCommonPersonsAreRefused() {
    let responses = graded(seed: 7, personCount: 200)
    let apart = replacing(
      responses, groups: ["a", "b"], groupOfPerson: (0..<200).map { $0 < 100 ? 0 : 1 }
    ) { person, item, mark in
      (person < 100) == (item < 2) ? mark : ItemResponses.missing
    }
    #expect(throws: ItemResponseError.disconnected(itemSets: [["i0", "i1"], ["i2", "i3"]])) {
      try SlopeModel(.gradedResponse).fit(apart)
    }
  }

  @Test func referenceGroupIsTheOneNamed() throws {
    let patterns = ResponsePatterns(collecting: graded(seed: 8, personCount: 400, groups: ["a", "b"]))
    let first = try SlopeModel(.gradedResponse).fit(patterns)
    let second = try SlopeModel(.gradedResponse, referenceGroup: "b").fit(patterns)
    #expect(first.groups[0] == AbilityDistribution(group: "a", mean: 0, variance: 1))
    #expect(second.groups[1] == AbilityDistribution(group: "b", mean: 0, variance: 1))
    expectClose(first.logLikelihood, second.logLikelihood, relative: 1e-12)
    let scale = first.groups[1].variance.squareRoot()
    expectClose(second.groups[0].mean, -first.groups[1].mean / scale, relative: 1e-7)
  }

  @Test func anchorsThatDoNotFitAreRefused() {
    let patterns = ResponsePatterns(collecting: graded(seed: 9, personCount: 100))
    let strange = SlopeModel(.gradedResponse, anchors: [ItemParameters(item: "z", locations: [0])])
    #expect(throws: ItemResponseError.anchorUnknown(item: "z")) { try strange.fit(patterns) }
    let short = SlopeModel(.gradedResponse, anchors: [ItemParameters(item: "i1", locations: [0])])
    #expect(throws: ItemResponseError.categoryNotCalibrated(item: "i1", category: 2)) { try short.fit(patterns) }
    let silent = replacing(graded(seed: 9, personCount: 100)) { $1 == 1 ? ItemResponses.missing : $2 }
    let unanswered = SlopeModel(.gradedResponse, anchors: [ItemParameters(item: "i1", locations: [0, 1])])
    #expect(throws: ItemResponseError.anchorUnknown(item: "i1")) { try unanswered.fit(silent) }
    let unknown = SlopeModel(.gradedResponse, referenceGroup: "x")
    #expect(throws: ItemResponseError.groupUnknown("x")) { try unknown.fit(patterns) }
  }

  /// A group at the top of every item has no mean: the others are fitted as if it were not there.
  @Test func groupAtTheMaximumIsLeftOut() throws {
    let responses = graded(seed: 11, personCount: 300)
    let patterns = replacing(
      responses, groups: ["a", "b"], groupOfPerson: (0..<300).map { $0 < 30 ? 1 : 0 }
    ) { person, _, mark in
      person < 30 ? 2 : mark
    }
    let fit = try SlopeModel(.gradedResponse).fit(patterns)
    #expect(fit.groups.map(\.group) == ["a"] && fit.observationCount == 270 && codes(fit) == [.leftOutGroups])
  }

  @Test func nothingToEstimateIsAnError() {
    let constant = ResponsePatterns(
      collecting: ItemResponses(items: ["x"], categoryCounts: [3], groupOfPerson: [0, 0], categories: [2, 2]))
    #expect(throws: ItemResponseError.noItemVaries) { try SlopeModel(.gradedResponse).fit(constant) }
    let nobody = ResponsePatterns.empty(items: ["x"], categoryCounts: [3])
    #expect(throws: ItemResponseError.tooFewPersons(found: 0, required: 2)) {
      try SlopeModel(.gradedResponse).fit(nobody)
    }
  }
}
