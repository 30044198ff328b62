import Findings
import Foundation
import ItemResponse
import Moments
import TestSupport
import Testing

/// Differences between women and men at equal score in the verbal aggression data, against R's closed forms and clm.
@Suite struct DifferentialItemTests {
  private static let closedForm = 1e-12
  private static let iterated = 1e-8
  private static let expected = Result { try Fixture.json("irt_verbagg") }
  static let comparison = GroupComparison(reference: "M", focal: "F")

  private func fit() throws -> DifferentialItemFunctioningFit {
    let moments = ItemMoments(collecting: try VerbalAggression(byGender: true).responses)
    return DifferentialItemFunctioning().fit(moments, Self.comparison)
  }

  private func expect(
    _ key: String, of items: [ItemDifference], relative tolerance: Double, at path: (String) -> [String],
    _ value: (ItemDifference) -> Double?
  ) throws {
    let expected = try Self.expected.get()
    let oracle = try items.map { try expected.number(at: path($0.item)) }
    expectClose(items.map { value($0) ?? .nan }, oracle, relative: tolerance, scale: 0.1, key)
    expectNoticesErrors(in: oracle, relative: tolerance, scale: 0.1)
  }

  @Test func mantelAndItsEffectSizes() throws {
    let items = try fit().items
    for (key, value) in [
      ("chisq", { ($0.mantel?.z).map { $0 * $0 } }), ("p", \.mantel?.pValue), ("z", \.mantel?.z),
      ("sumFminusE", \.mantel?.excess), ("var", \.mantel?.variance),
      ("smd_focal_minus_ref", \.mantel?.meanDifference),
      ("liu_agresti_log_or_ref_over_focal", { ($0.mantel?.logOddsRatio).map { -$0 } }),
      ("strata_used", { ($0.mantel?.strataCount).map(Double.init) }),
      ("persons_used", { ($0.mantel?.personCount).map(Double.init) }),
    ] as [(String, (ItemDifference) -> Double?)] {
      try expect(key, of: items, relative: Self.closedForm, at: { ["dif_mantel_gender", $0, key] }, value)
    }
  }

  @Test func generalisedMantelHaenszel() throws {
    let items = try fit().items
    for (key, value) in [("chisq", \.general?.statistic), ("p", \.general?.pValue)]
      as [(String, (ItemDifference) -> Double?)]
    {
      try expect(key, of: items, relative: Self.closedForm, at: { ["dif_gmh_gender", $0, key] }, value)
    }
    #expect(items.allSatisfy { $0.general?.degreesOfFreedom == 2 })
  }

  /// Items cut between never and sometimes; the oracle's Δ has the focal side in the denominator.
  @Test func mantelHaenszelOfTwoCategories() throws {
    let graded = try VerbalAggression(byGender: true).responses
    let responses = ItemResponses(
      items: graded.items, categoryCounts: graded.items.map { _ in 2 }, groups: graded.groups,
      groupOfPerson: graded.groupOfPerson, categories: graded.categories.map { min($0, 1) })
    let items = DifferentialItemFunctioning().fit(ItemMoments(collecting: responses), Self.comparison).items
    for (key, value) in [
      ("log_or", \.oddsRatio?.logOddsRatio), ("se_log_or_RBG", \.oddsRatio?.standardError),
      ("chisq_cc", \.oddsRatio?.corrected?.statistic), ("p_cc", \.oddsRatio?.corrected?.pValue),
      ("chisq", { ($0.mantel?.z).map { $0 * $0 } }), ("p", \.mantel?.pValue),
      ("ets_delta", { ($0.oddsRatio?.delta).map { -$0 } }),
      ("strata_used", { ($0.mantel?.strataCount).map(Double.init) }),
    ] as [(String, (ItemDifference) -> Double?)] {
      try expect(key, of: items, relative: Self.closedForm, at: { ["dif_mh_binary_gender", $0, key] }, value)
    }
  }

  @Test func ordinalLogisticRegression() throws {
    let items = try fit().items
    for (key, value) in [
      ("LR_uniform_df1", \.logistic?.uniform?.statistic), ("p_uniform", \.logistic?.uniform?.pValue),
      ("LR_nonuniform_df1", \.logistic?.nonuniform?.statistic), ("LR_total_df2", \.logistic?.total?.statistic),
      ("p_total", \.logistic?.total?.pValue), ("se_f_m2", \.logistic?.sideStandardError),
    ] as [(String, (ItemDifference) -> Double?)] {
      try expect(key, of: items, relative: Self.iterated, at: { ["dif_ordlogit_gender", $0, key] }, value)
    }
    try expect("f", of: items, relative: Self.iterated, at: { ["dif_ordlogit_gender", $0, "coef_m2", "f"] }) {
      $0.logistic?.sideCoefficient
    }
    let logistic = items.compactMap(\.logistic)
    #expect(logistic.allSatisfy { $0.rSquaredChange >= 0 && $0.rSquaredChange < 0.2 && $0.personCount == 316 })
    for item in items where abs(item.mantel?.z ?? 0) > 2 {
      #expect((item.logistic?.expectedDifference ?? 0) * (item.mantel?.z ?? 0) > 0)
    }
  }

  @Test func independenceIsSaid() throws {
    let fit = try fit()
    #expect(fit.warnings.map(\.code) == [.independenceAssumed])
    #expect(fit.referenceCount == 73 && fit.focalCount == 243 && fit.clusterCount == nil)
  }

  /// The sides told apart by their names only: reversing them reverses every sign.
  @Test func theSidesAreSymmetric() throws {
    let moments = ItemMoments(collecting: try VerbalAggression(byGender: true).responses)
    let reversed = DifferentialItemFunctioning().fit(moments, GroupComparison(reference: "F", focal: "M"))
    for (own, other) in zip(try fit().items, reversed.items) {
      expectClose(try #require(own.mantel?.z), -(try #require(other.mantel?.z)), relative: 1e-11)
      expectClose(
        try #require(own.logistic?.total?.statistic), try #require(other.logistic?.total?.statistic), relative: 1e-8)
    }
  }
}
