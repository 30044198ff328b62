import EffectSizes
import Findings
import TestSupport
import Testing

/// Robustness values and confounders against the published example and against regressions with a made confounder.
struct RobustnessValueTests {
  /// What follows from an estimate and a standard error that are given to seven digits.
  private static let sevenDigits = 1e-6
  /// What is printed to five digits.
  private static let fiveDigits = 5e-5

  private func darfur() throws -> (json: JSONValue, effect: EstimatedEffect) {
    let json = try Fixture.json("darfur")
    return (
      json,
      EstimatedEffect(
        value: try json.number("estimate"), standardError: try json.number("std_error"),
        degreesOfFreedom: try json.number("df"))
    )
  }

  @Test func publishedValuesAgree() throws {
    let (json, effect) = try darfur()
    let fit = try RobustnessValue().fit(effect)
    expectClose(fit.toLoseEstimate, try json.number("rv"), relative: Self.fiveDigits)
    expectClose(fit.toLoseSignificance, try json.number("rv_alpha"), relative: Self.fiveDigits)
    expectClose(fit.partialRSquared, try json.number("partial_r2"), relative: 2.5e-4, "four digits")
    expectNoticesErrors(in: [try json.number("rv")], relative: Self.fiveDigits)
  }

  @Test func publishedBoundsAgree() throws {
    let (json, effect) = try darfur()
    let shares = try json.numbers("treatment_share")
    let outcomes = try json.numbers("outcome_share")
    let ownShare = shares[0] / (1 + shares[0])
    // One multiple: r = (1 + √o)² / (1 − o) · ry / (1 − ry), with the overlap o of the same formula.
    let overlap = ownShare * ownShare / ((1 - ownShare) * (1 - ownShare))
    let odds = outcomes[0] * (1 - overlap) / ((1 + overlap.squareRoot()) * (1 + overlap.squareRoot()))
    let benchmark = Confounder(treatmentShare: ownShare, outcomeShare: odds / (1 + odds))
    for (index, multiple) in try json.numbers("multiples").enumerated() {
      let bound = try Confounder(atMost: multiple, and: multiple, timesAsStrongAs: benchmark)
      expectClose(bound.treatmentShare, shares[index], relative: Tolerance.closedForm)
      expectClose(bound.outcomeShare, outcomes[index], relative: Tolerance.closedForm)
      let adjusted = try bound.adjusting(effect)
      expectClose(adjusted.value, try json.numbers("adjusted_estimate")[index], relative: Self.sevenDigits)
      expectClose(adjusted.standardError, try json.numbers("adjusted_std_error")[index], relative: Self.sevenDigits)
      expectClose(adjusted.statistic, try json.numbers("adjusted_statistic")[index], relative: Self.sevenDigits)
      let interval = adjusted.interval(level: 0.95)
      let bounds = try [json.numbers("adjusted_low")[index], json.numbers("adjusted_high")[index]]
      expectClose([interval.lower, interval.upper], bounds, relative: Self.sevenDigits, scale: 0.1)
    }
  }

  @Test(arguments: [(0.05, 0.2), (0.3, 0.1), (0.5, 0.6)])
  func aMadeConfounderChangesTheRegressionAsStated(treatmentShare: Double, outcomeShare: Double) throws {
    let sample = ConfoundedSample(rowCount: 40)
    let confounder = Confounder(treatmentShare: treatmentShare, outcomeShare: outcomeShare)
    let adjusted = try confounder.adjusting(sample.effect(with: []))
    let truth = sample.effect(with: [sample.confounder(confounder)])
    expectClose(adjusted.value, truth.value, relative: Tolerance.matrixRoot, scale: 0.1)
    expectClose(adjusted.standardError, truth.standardError, relative: Tolerance.matrixRoot)
    #expect(adjusted.degreesOfFreedom == truth.degreesOfFreedom)
  }

  @Test func aConfounderOfTheRobustnessValueMakesTheEffectVanish() throws {
    let sample = ConfoundedSample(rowCount: 40)
    let naive = sample.effect(with: [])
    let share = try RobustnessValue().fit(naive).toLoseEstimate
    let confounder = Confounder(treatmentShare: share, outcomeShare: share)
    let truth = sample.effect(with: [sample.confounder(confounder)])
    expectClose(truth.value, 0, relative: Tolerance.closedForm, scale: abs(naive.value))
  }

  @Test(arguments: [(8.0, 3.0), (4.5, 5.0), (2.5, 12.0), (4.2, 783.0), (12.0, 30.0)])
  func noWeakerConfounderMakesTheEffectInsignificant(statistic: Double, df: Double) throws {
    let effect = EstimatedEffect(value: statistic, standardError: 1, degreesOfFreedom: df)
    let share = try RobustnessValue().fit(effect).toLoseSignificance
    func pValue(_ factor: Double) throws -> Double {
      try (0...400).map { step in
        let outcome = min(share * factor, 1) * Double(step) / 400
        let adjusted = try Confounder(treatmentShare: min(share * factor, 0.999), outcomeShare: outcome).adjusting(
          effect)
        return adjusted.value <= 0 ? 1 : adjusted.pValue
      }.max() ?? 0
    }
    #expect(try pValue(0.99) < 0.05)
    #expect(try pValue(1.01) > 0.05)
  }

  @Test func anInsignificantEffectNeedsNoConfounder() throws {
    let fit = try RobustnessValue().fit(EstimatedEffect(value: 1, standardError: 1, degreesOfFreedom: 20))
    #expect(fit.toLoseSignificance == 0 && fit.toLoseEstimate > 0)
    let none = try RobustnessValue().fit(EstimatedEffect(value: 0, standardError: 1, degreesOfFreedom: 20))
    #expect(none.toLoseEstimate == 0)
  }

  @Test func impossibleConfoundersAreRefused() {
    let effect = EstimatedEffect(value: 1, standardError: 1, degreesOfFreedom: 20)
    let half = Confounder(treatmentShare: 0.5, outcomeShare: 0.2)
    #expect(throws: EffectSizeError.impossibleMultiple(3)) {
      try Confounder(atMost: 3, and: 1, timesAsStrongAs: half)
    }
    #expect(throws: EffectSizeError.partialRSquaredOutOfRange(1)) {
      try Confounder(treatmentShare: 1, outcomeShare: 0.1).adjusting(effect)
    }
    #expect(throws: EffectSizeError.notANumber(quantity: "degrees_of_freedom", value: 1)) {
      try RobustnessValue().fit(EstimatedEffect(value: 1, standardError: 1, degreesOfFreedom: 1))
    }
  }
}
