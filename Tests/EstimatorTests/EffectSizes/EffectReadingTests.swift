import EffectSizes
import Findings
import TestSupport
import Testing

/// Equivalence, the smallest effect of interest and the leniency tipping point.
struct EffectReadingTests {
  private func effect(_ value: Double, _ standardError: Double, _ df: Double = 20) -> EstimatedEffect {
    EstimatedEffect(value: value, standardError: standardError, degreesOfFreedom: df)
  }

  @Test(arguments: [("inside", "equivalent"), ("wide", "not_shown"), ("outside", "different")])
  func oneSidedTestsAgree(key: String, verdict: String) throws {
    let expected = try Fixture.json("effect_sizes").value("tost.\(key)")
    let fit = try EquivalenceTest(margin: expected.number("margin"))
      .fit(effect(expected.number("b"), expected.number("se"), expected.number("df")))
    let actual = [fit.lowerPValue, fit.upperPValue, fit.interval.lower, fit.interval.upper]
    let wanted = try ["lower_p", "upper_p", "low", "high"].map { try expected.number($0) }
    expectClose(actual, wanted, relative: Tolerance.closedForm)
    expectNoticesErrors(in: wanted, relative: Tolerance.closedForm)
    #expect(fit.pValue == max(fit.lowerPValue, fit.upperPValue) && fit.verdict.rawValue == verdict)
  }

  @Test(arguments: [-0.2, -0.04, 0, 0.03, 0.08, 0.2], [0.01, 0.02, 0.05])
  func equivalenceIsAnIntervalInsideTheMargin(value: Double, standardError: Double) throws {
    let fit = try EquivalenceTest(standardizedMargin: 0.2, standardDeviation: 0.5).fit(effect(value, standardError))
    let isInside = fit.interval.lower > -0.1 && fit.interval.upper < 0.1
    #expect((fit.verdict == .equivalent) == isInside && fit.margin == 0.1)
  }

  @Test func anEquivalentEffectMayDifferFromZero() throws {
    let fit = try EquivalenceTest(margin: 0.1).fit(effect(0.05, 0.01))
    #expect(fit.verdict == .equivalent && fit.differsFromZero)
  }

  @Test(arguments: [
    (0.5, 0.1, "at_least_interesting"), (-0.5, 0.1, "interesting_loss"), (0.0, 0.03, "equivalent"),
    (-0.15, 0.05, "smaller_than_interesting"), (0.15, 0.05, "undecided"), (0.0, 0.2, "undecided"),
  ])
  func everyPlaceOfTheIntervalHasItsVerdict(value: Double, standardError: Double, verdict: String) throws {
    #expect(try SmallestEffectOfInterest(0.1).verdict(on: effect(value, standardError)).rawValue == verdict)
  }

  @Test func tippingPointsAreWhereConclusionsChange() throws {
    let estimate = effect(0.3, 0.1)
    let fit = try LeniencyTippingPoint(standardDeviation: 0.5, smallestEffectOfInterest: 0.1).fit(estimate)
    #expect(fit.estimateVanishes.points == 0.3 && fit.estimateVanishes.standardDeviations == 0.6)
    // t(0.975; 20) = 2.0859634472658648
    expectClose(fit.intervalIncludesZero.points, 0.3 - 0.20859634472658648, relative: Tolerance.closedForm)
    let biased = effect(0.3 - fit.intervalIncludesZero.points, 0.1)
    expectClose(biased.interval(level: 0.95).lower, 0, relative: Tolerance.reordered, scale: 1)
    expectClose(try #require(fit.estimateFallsBelowInterest).points, 0.2, relative: Tolerance.closedForm)
    #expect(fit.isDistinguishable)
  }

  @Test func aNegativeEffectTipsWithStrictness() throws {
    let there = try LeniencyTippingPoint(standardDeviation: 1).fit(effect(0.3, 0.1))
    let back = try LeniencyTippingPoint(standardDeviation: 1).fit(effect(-0.3, 0.1))
    #expect(back.estimateVanishes.points == -there.estimateVanishes.points)
    #expect(back.intervalIncludesZero.points == -there.intervalIncludesZero.points)
    #expect(back.estimateFallsBelowInterest == nil)
  }

  @Test func anEffectThatIsNotDistinguishableNeedsNoBias() throws {
    let fit = try LeniencyTippingPoint(standardDeviation: 1, smallestEffectOfInterest: 0.5).fit(effect(0.1, 0.1))
    #expect(fit.intervalIncludesZero.points == 0 && fit.estimateFallsBelowInterest?.points == 0)
    #expect(!fit.isDistinguishable && fit.estimateVanishes.points == 0.1)
  }

  @Test func numbersThatCannotBeReadAreNamed() {
    #expect(throws: EffectSizeError.notANumber(quantity: "standard_error", value: 0)) {
      try EquivalenceTest(margin: 0.1).fit(effect(0.1, 0))
    }
    #expect(throws: EffectSizeError.notANumber(quantity: "margin", value: -0.1)) {
      try EquivalenceTest(margin: -0.1).fit(effect(0.1, 0.1))
    }
    #expect(throws: EffectSizeError.notANumber(quantity: "standard_deviation", value: 0)) {
      try LeniencyTippingPoint(standardDeviation: 0).fit(effect(0.1, 0.1))
    }
    #expect(throws: EffectSizeError.self) { try SmallestEffectOfInterest(.nan).verdict(on: effect(0.1, 0.1)) }
    #expect(throws: EffectSizeError.self) { try SmallestEffectOfInterest(0.1).verdict(on: effect(.nan, 0.1)) }
  }
}
