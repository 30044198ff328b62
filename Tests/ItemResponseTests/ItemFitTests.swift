import Findings
import Foundation
import ItemResponse
import Moments
import TestSupport
import Testing

/// Fit of the verbal aggression items to the partial credit model against an independent solver, and laws of S-X² and Q3.
@Suite struct ItemFitTests {
  /// Iterated: item parameters agree to 1e-9, and abilities with them.
  private static let tolerance = 1e-7

  private static let calibrated = Result {
    let moments = ItemMoments(collecting: try VerbalAggression().responses)
    return (fit: try PartialCreditModel().fit(moments), moments: moments)
  }

  @Test func meanSquaresAtWeightedLikelihoodEstimatesAndOverPosteriors() throws {
    let (calibration, moments) = try Self.calibrated.get()
    let items = try ItemFitAnalysis().fit(calibration, moments)
    let expected = try Fixture.json("irt_verbagg")
    for (kind, key, value) in [
      ("pcm_fit_wle", "outfit", \.weightedLikelihood?.outfit), ("pcm_fit_wle", "infit", \.weightedLikelihood?.infit),
      ("pcm_fit_wle", "outfit_z", \.weightedLikelihood?.outfitZ),
      ("pcm_fit_wle", "infit_z", \.weightedLikelihood?.infitZ),
      ("pcm_fit_posterior", "outfit", \.posterior?.outfit), ("pcm_fit_posterior", "infit", \.posterior?.infit),
    ] as [(String, String, (ItemFit) -> Double?)] {
      let oracle = try items.map { try expected.number(at: [kind, "items", $0.item, key]) }
      expectClose(items.map { value($0) ?? .nan }, oracle, relative: Self.tolerance, scale: 1, "\(kind) \(key)")
      expectNoticesErrors(in: oracle, relative: Self.tolerance, scale: 1)
    }
    #expect(items.allSatisfy { $0.weightedLikelihood?.personCount == 316 })
  }

  /// S-X² against a computation person by person in another language (`item_fit`).
  @Test func scoreFitAgainstAnIndependentComputation() throws {
    let (calibration, moments) = try Self.calibrated.get()
    let items = try ItemFitAnalysis().fit(calibration, moments)
    let expected = try Fixture.json("item_fit")
    for (key, value) in [
      ("statistic", \.scoreFit?.statistic), ("df", { ($0.scoreFit?.degreesOfFreedom).map(Double.init) }),
      ("p", \.scoreFit?.pValue), ("pools", { ($0.scoreFit?.poolCount).map(Double.init) }),
      ("persons", { ($0.scoreFit?.personCount).map(Double.init) }),
    ] as [(String, (ItemFit) -> Double?)] {
      let oracle = try items.map { try expected.number(at: ["sx2", $0.item, key]) }
      expectClose(items.map { value($0) ?? .nan }, oracle, relative: Self.tolerance, scale: 0.01, key)
      expectNoticesErrors(in: oracle, relative: Self.tolerance, scale: 0.01)
    }
  }

  /// Q3 from cells and pair tables is the correlation of residuals, person by person.
  @Test func residualCorrelationsAreThoseOfPersons() throws {
    let (calibration, moments) = try Self.calibrated.get()
    let own = try LocalDependence(calibration, moments)
    let expected = try Fixture.json("item_fit").namedNumbers("q3")
    let named = Dictionary(uniqueKeysWithValues: own.pairs.map { ("\($0.first):\($0.second)", $0.q3) })
    expectClose(named.filter { expected[$0.key] != nil }, expected, relative: Self.tolerance, "q3")
    expectNoticesErrors(in: Array(expected.values), relative: Self.tolerance)
    #expect(own.pairs.count == 276)
    expectClose(try #require(own.average), try Fixture.json("item_fit").number("q3_mean"), relative: Self.tolerance)
    expectClose(own.pairs.reduce(0) { $0 + $1.aboveAverage }, 0, relative: 1e-10, scale: 1)
    #expect(own.flagged().allSatisfy { $0.aboveAverage >= 0.2 } && !own.flagged().isEmpty)
  }

  /// Answers that are missing here and there leave no person with all items: no S-X², but everything else.
  @Test func noCompletePatternLeavesTheRest() throws {
    let full = try VerbalAggression().responses
    var categories = full.categories
    for person in 0..<full.personCount { categories[person * 24 + person % 24] = ItemResponses.missing }
    let responses = ItemResponses(
      items: full.items, categoryCounts: full.categoryCounts, groupOfPerson: full.groupOfPerson,
      categories: categories)
    let moments = ItemMoments(collecting: responses)
    let calibration = try PartialCreditModel().fit(moments)
    let items = try ItemFitAnalysis().fit(calibration, moments)
    #expect(items.allSatisfy { $0.scoreFit == nil && ($0.weightedLikelihood?.infit ?? 0) > 0.5 })
    #expect(items.allSatisfy { ($0.posterior?.personCount ?? 0) < 316 })
    let pairs = try LocalDependence(calibration, moments).pairs
    #expect(pairs.count == 276 && pairs.allSatisfy { abs($0.q3) < 1 && $0.personCount < 316 })
  }

  @Test func slopesHaveNoSuchFit() throws {
    let (calibration, moments) = try Self.calibrated.get()
    let patterns = ResponsePatterns(collecting: try VerbalAggression().responses)
    let graded = try SlopeModel(.gradedResponse).fit(patterns)
    #expect(throws: ItemResponseError.scoreNotSufficient) { try ItemFitAnalysis().fit(graded, moments) }
    #expect(calibration.items.count == 24)
  }

  @Test func driftOfTheSameCalibrationIsNone() throws {
    let (calibration, _) = try Self.calibrated.get()
    let drift = ItemDrift(from: calibration, to: calibration)
    #expect(drift.items.count == 24 && drift.shift == 0 && drift.items.allSatisfy { !$0.hasMoved })
    #expect(drift.items.allSatisfy { $0.displacement == 0 && ($0.standardError ?? 0) > 0 && $0.robustZ == nil })
  }

  /// Women's calibration beside that of all: displacements and robust z from the locations, by hand.
  @Test func displacementsAreAboutTheMedian() throws {
    let (calibration, moments) = try Self.calibrated.get()
    let byGender = ItemMoments(collecting: try VerbalAggression(byGender: true).responses)
    let women = try PartialCreditModel().fit(byGender.selecting(groups: [0]))
    let drift = ItemDrift(from: calibration, to: women)
    let mean = { (fit: ItemResponseFit, item: Int) in fit.items[item].locations.reduce(0, +) / 2 }
    let differences = (0..<24).map { mean(women, $0) - mean(calibration, $0) }
    let ascending = differences.sorted()
    let median = (ascending[11] + ascending[12]) / 2
    let quartiles = (
      ascending[5] + 0.75 * (ascending[6] - ascending[5]), ascending[17] + 0.25 * (ascending[18] - ascending[17])
    )
    for (item, difference) in differences.enumerated() {
      expectClose(drift.items[item].displacement, difference - median, relative: 1e-12, scale: 0.01)
      expectClose(
        try #require(drift.items[item].robustZ), (difference - median) / (0.74 * (quartiles.1 - quartiles.0)),
        relative: 1e-10, scale: 0.01)
    }
    #expect(moments.items.count == 24 && drift.warnings.isEmpty)
  }
}
