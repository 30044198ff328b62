import Findings
import Records
import Testing

/// The plan's rule for many effects: every rule leaves the estimates alone and lowers no p-value.
@Test(arguments: Plan.Effects.Multiplicity.allCases)
func adjustmentLowersNoPValue(rule: Plan.Effects.Multiplicity) throws {
  let pilot = try TrialPilot { $0.points + ($0.isExperimental ? [0, 2, 5][$0.wave] : 0) }
  var plan = try trialPlan()
  plan.effects.multiplicity = rule
  plan.effects.replications = 499
  let findings = try evaluate(pilot.records, plan)
  for verdict in findings.verdicts {
    // Romano–Wolf steps down from the bootstrap's own p-values.
    let own =
      rule == .romanoWolf
      ? try findings.effect(verdict.outcome, verdict.wave, .wildBootstrap).estimate.value?.pValue
      : verdict.estimate.value?.pValue
    let adjusted = try #require(verdict.adjustedPValue.value)
    #expect(adjusted >= (try #require(own)) && adjusted <= 1)
    if rule == .none { #expect(adjusted == own) }
  }
}
