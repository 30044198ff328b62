import Findings
import Foundation
import ItemResponse
import LinearAlgebra
import Moments
import TestSupport
import Testing

/// Classical statistics of the verbal aggression items against psych and an independent factor solution.
@Suite struct ClassicalItemTests {
  private static let closedForm = 1e-10

  private func described() throws -> ClassicalItemStatistics {
    ClassicalItemAnalysis().pooled(ItemMoments(collecting: try VerbalAggression().responses))
  }

  @Test func alphaAndItsIntervalAreThoseOfPsych() throws {
    let (own, expected) = (try described().reliability, try Fixture.json("irt_verbagg"))
    let values = [
      try expected.number("reliability.raw_alpha"), try expected.number(at: ["reliability", "feldt_ci", "lower.ci"]),
      try expected.number(at: ["reliability", "feldt_ci", "upper.ci"]),
    ]
    let interval = try #require(own.alphaInterval)
    expectClose(
      [try #require(own.alpha), interval.lower, interval.upper], values, relative: Self.closedForm)
    expectNoticesErrors(in: values, relative: Self.closedForm)
    #expect(own.smallestPairCount == 316 && own.items.count == 24)
  }

  @Test func itemsWithoutAndAgainstTheRestAreThoseOfPsych() throws {
    let (own, expected) = (try described().items, try Fixture.json("irt_verbagg"))
    for (key, values) in [
      ("alpha_drop", own.map(\.alphaIfDropped)), ("item_rest_r", own.map(\.itemRestCorrelation)),
    ] {
      let oracle = try expected.namedNumbers("reliability.\(key)")
      let named = Dictionary(uniqueKeysWithValues: zip(own.map(\.item), values.map { $0 ?? .nan }))
      expectClose(named, oracle, relative: Self.closedForm, key)
      expectNoticesErrors(in: Array(oracle.values), relative: Self.closedForm)
    }
  }

  @Test func omegaIsThatOfTheMaximumLikelihoodFactor() throws {
    let factor = try #require(try described().reliability.factor)
    let expected = try Fixture.json("irt_verbagg")
    let key = "omega_one_factor_ml"
    expectClose(factor.omega, try expected.number("\(key).omega_total_cov"), relative: Self.closedForm)
    expectClose(factor.discrepancy, try expected.number("\(key).F_min"), relative: Self.closedForm)
    for (name, values) in [("lambda_cov", factor.loadings), ("uniq_cov", factor.uniquenesses)] {
      let oracle = try expected.namedNumbers("\(key).\(name)")
      expectClose(
        Dictionary(uniqueKeysWithValues: zip(factor.items, values)), oracle, relative: Self.closedForm, name)
      expectNoticesErrors(in: Array(oracle.values), relative: Self.closedForm)
    }
    #expect(factor.degreesOfFreedom == 252 && factor.atBound.isEmpty)
    expectNoticesErrors(in: [try expected.number("\(key).omega_total_cov")], relative: Self.closedForm)
  }

  @Test func equalLoadingsMakeOmegaAlpha() throws {
    var covariance = SymmetricMatrix(order: 5)
    for column in 0..<5 {
      for row in column..<5 { covariance[row, column] = row == column ? 1.5 : 0.6 }
    }
    let fit = try OneFactorModel().fit(covariance, items: ["a", "b", "c", "d", "e"])
    expectClose(fit.omega, 5.0 / 4 * (1 - 7.5 / (7.5 + 20 * 0.6)), relative: 1e-12)
    expectClose(fit.discrepancy, 0, relative: 1e-12, scale: 1)
  }

  @Test func anItemThatIsTheFactorIsNamed() throws {
    let rows = [1, 0.8, 0.8, 0.8, 1, 0.4, 0.8, 0.4, 1]
    let fit = try OneFactorModel().fit(SymmetricMatrix(order: 3, elements: rows), items: ["a", "b", "c"])
    #expect(fit.atBound == ["a"])
    expectClose(fit.uniquenesses[0], 0.005, relative: 1e-9)
  }

  @Test func everyGroupIsDescribedByItself() throws {
    let moments = ItemMoments(collecting: try VerbalAggression(byGender: true).responses)
    let (groups, pooled) = (ClassicalItemAnalysis().groups(moments), ClassicalItemAnalysis().pooled(moments))
    #expect(groups.map(\.group) == ["F", "M"] && groups.map(\.personCount) == [243, 73])
    for item in pooled.items.indices {
      let sum = zip(groups[0].items[item].categoryCounts, groups[1].items[item].categoryCounts).map(+)
      #expect(sum == pooled.items[item].categoryCounts)
    }
  }

  /// Five persons, of whom one answered nothing, on an item that all agree on, one with a gap, and one nobody reached.
  @Test func badDataIsSaidNotComputed() {
    let missing = ItemResponses.missing
    let responses = ItemResponses(
      items: ["same", "gap", "none"], categoryCounts: [3, 3, 3], groupOfPerson: [0, 0, 0, 0, 0],
      categories: [
        2, 2, missing, 2, 0, missing, 2, missing, missing, 2, 2, missing, missing, missing, missing,
      ])
    let own = ClassicalItemAnalysis().pooled(ItemMoments(collecting: responses))
    #expect(own.personCount == 4 && own.emptyPersonCount == 1)
    #expect(own.items.map(\.missingCount) == [1, 2, 5])
    #expect(own.items[0].ceilingShare == 1 && own.items[0].floorShare == 0)
    #expect(own.items[1].mean == 4.0 / 3 && own.items[2].mean == nil)
    #expect(own.reliability.alpha == nil && own.reliability.omega == nil)
    #expect(own.warnings.map(\.code) == [.constantItem])
    #expect(own.ceilingShare == 0.75 && own.floorShare == 0)
  }

  @Test func formsThatNeverMeetHaveNoReliability() {
    let missing = ItemResponses.missing
    let responses = ItemResponses(
      items: ["a", "b"], categoryCounts: [2, 2], groupOfPerson: [0, 0, 0, 0],
      categories: [0, missing, 1, missing, missing, 0, missing, 1])
    let own = ClassicalItemAnalysis().pooled(ItemMoments(collecting: responses))
    #expect(own.reliability.alpha == nil && own.items.allSatisfy { $0.itemRestCorrelation == nil })
    #expect(own.warnings.map(\.code) == [.itemsNeverTogether])
  }

  @Test func nobodyIsDescribedWithoutNumbers() {
    let responses = ItemResponses(items: ["a", "b"], categoryCounts: [2, 2], groupOfPerson: [], categories: [])
    let own = ClassicalItemAnalysis().pooled(ItemMoments(collecting: responses))
    #expect(own.floorShare == nil && own.items.allSatisfy { $0.mean == nil && $0.standardDeviation == nil })
  }
}
