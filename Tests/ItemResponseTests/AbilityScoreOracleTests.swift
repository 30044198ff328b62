import Foundation
import ItemResponse
import Moments
import TestSupport
import Testing

/// Abilities of the first fifty persons of the verbal aggression data, against an independent solver.
@Suite struct AbilityScoreOracleTests {
  private static let tolerance = 1e-8

  private struct Scored {
    let fit: ItemResponseFit
    let scores: AbilityScores
    /// Cell of each of the first persons.
    let cells: [Int]
  }

  private func scored(_ model: PartialCreditModel, byGender: Bool = false) throws -> Scored {
    let collected = try ItemMoments.collect(VerbalAggression(byGender: byGender).responses)
    let fit = try model.fit(collected.moments)
    return Scored(
      fit: fit, scores: try AbilityScores(fit, collected.moments),
      cells: try collected.cellOfPerson.prefix(50).map { Int(try #require($0)) })
  }

  private func expect(
    _ estimates: [AbilityEstimate?], _ scored: Scored, _ keys: (value: String, error: String)
  ) throws {
    let expected = try Fixture.json("irt_verbagg")
    let own = try scored.cells.map { try #require(estimates[$0]) }
    let (values, errors) = (try expected.numbers(keys.value), try expected.numbers(keys.error))
    expectClose(own.map(\.value), values, relative: Self.tolerance, scale: 1, keys.value)
    expectClose(own.map(\.standardError), errors, relative: Self.tolerance, scale: 1, keys.error)
    expectNoticesErrors(in: values + errors, relative: Self.tolerance, scale: 1)
  }

  @Test(arguments: [("pcm", PartialCreditModel.Family.partialCredit), ("rsm", .ratingScale)])
  func posteriorsAndWeightedLikelihood(key: String, family: PartialCreditModel.Family) throws {
    let scored = try scored(PartialCreditModel(family: family))
    try expect(scored.scores.expectedAPosteriori(), scored, ("\(key).eap", "\(key).eap_sd"))
    try expect(scored.scores.weightedLikelihood(), scored, ("\(key).wle", "\(key).wle_se"))
    let reliability = try Fixture.json("irt_verbagg").number("\(key).eap_reliability_var_ratio")
    expectClose(try #require(scored.scores.marginalReliability()), reliability, relative: Self.tolerance)
    expectNoticesErrors(in: [reliability], relative: Self.tolerance)
  }

  @Test func everyGroupHasItsOwnPrior() throws {
    let scored = try scored(PartialCreditModel(), byGender: true)
    try expect(scored.scores.expectedAPosteriori(), scored, ("pcm_groups.eap", "pcm_groups.eap_sd"))
  }

  /// Maximum likelihood solves Σ E = score, and has no value at the extremes, where the others have one.
  @Test func maximumLikelihoodIsHonestAtTheExtremes() throws {
    let collected = try ItemMoments.collect(VerbalAggression().responses)
    let fit = try PartialCreditModel().fit(collected.moments)
    let scores = try AbilityScores(fit, collected.moments)
    let form = try TestForm(fit)
    let estimates = scores.maximumLikelihood()
    for (cell, estimate) in zip(collected.moments.cells, estimates) {
      switch cell.score {
      case 0: #expect(estimate == .belowAll)
      case 48: #expect(estimate == .aboveAll)
      default:
        let ability = try #require(estimate.estimate)
        expectClose(form.expectedScore(at: ability.value), Double(cell.score), relative: 1e-11)
        expectClose(ability.standardError, 1 / form.information(at: ability.value).squareRoot(), relative: 1e-11)
      }
    }
    #expect(estimates.contains(.belowAll))
    #expect(scores.weightedLikelihood().allSatisfy { $0?.value.isFinite == true })
    #expect(scores.expectedAPosteriori().allSatisfy { $0?.value.isFinite == true })
  }

  /// The table of a form gives, score by score, what persons with all items get.
  @Test func scoreTableIsThatOfThePersons() throws {
    let moments = try ItemMoments(collecting: VerbalAggression().responses)
    let fit = try PartialCreditModel().fit(moments)
    let scores = try AbilityScores(fit, moments)
    let table = ScoreTable(try TestForm(fit), prior: fit.groups[0])
    #expect(table.rows.map(\.score) == Array(0...48))
    expectClose(table.rows.reduce(0) { $0 + $1.share }, 1, relative: 1e-12)
    let found = zip(scores.weightedLikelihood(), scores.expectedAPosteriori())
    for (cell, (weighted, posterior)) in zip(moments.cells, found) {
      let entry = table.rows[cell.score]
      expectClose(
        try #require(entry.weightedLikelihood).value, try #require(weighted).value, relative: 1e-11, scale: 1)
      expectClose(entry.expectedAPosteriori.value, try #require(posterior).value, relative: 1e-11, scale: 1)
      expectClose(
        entry.expectedAPosteriori.standardError, try #require(posterior).standardError, relative: 1e-10, scale: 1)
    }
  }
}
