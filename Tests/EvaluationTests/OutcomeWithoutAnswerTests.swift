import Findings
import Records
import Testing

/// Outcomes that nothing can be said about stand beside those that are estimated.
@Suite struct OutcomeWithoutAnswerTests {
  private let pilot: TrialPilot

  init() throws { pilot = try TrialPilot { $0.points + ($0.isExperimental && $0.isAfter ? 2 : 0) } }

  @Test(arguments: ["flat", "never"], Plan.Effects.Estimator.allCases)
  func thereAreNoNumbersAndAWarning(_ outcome: String, _ estimator: Plan.Effects.Estimator) throws {
    let findings = try evaluate(pilot.records, trialPlan(outcomes: [outcome, "math"]))
    for wave in ["interim", "final"] {
      let effect = try findings.effect(outcome, wave, estimator)
      #expect(effect.estimate == .noData && effect.standardized == .noData && effect.adjustedPValue == .noData)
      #expect(effect.warnings.codes.contains(.notEstimable))
    }
  }

  @Test(arguments: ["flat", "never"], Plan.Effects.Estimator.allCases)
  func theOthersAreLeftAlone(_ outcome: String, _ estimator: Plan.Effects.Estimator) throws {
    let both = try evaluate(pilot.records, trialPlan(outcomes: [outcome, "math"]))
    let alone = try evaluate(pilot.records, trialPlan(outcomes: ["math"]))
    for wave in ["interim", "final"] {
      #expect(try both.effect("math", wave, estimator) == alone.effect("math", wave, estimator))
      #expect(try alone.effect("math", wave, estimator).estimate != .noData)
    }
  }
}
