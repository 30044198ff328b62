import Records
import Testing

/// What an effect is: mirrored arms have none, and what is added to one of them comes back.
@Suite struct EffectRecoveryTests {
  /// Rounding of sums of a few hundred scores of up to 60 points.
  private let rounding = 1e-9

  /// Points of a scale of 20 items, and of the mean of its items.
  private let unitsOfOutcome = ["math": 1.0, "physical": 1.0 / 20]

  private func expectEffects(
    _ expected: [String: Int], _ pilot: TrialPilot, _ estimator: Plan.Effects.Estimator,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let findings = try evaluate(pilot.records, trialPlan())
    for (outcome, unit) in unitsOfOutcome {
      for (wave, points) in expected {
        let value = try findings.effectValue(outcome, wave, estimator)
        #expect(
          abs(value - unit * Double(points)) < rounding, "\(outcome) \(wave): \(value)", sourceLocation: sourceLocation)
      }
    }
  }

  /// The first and the last wave share their form: growth between them belongs to the wave, not to the treatment.
  @Test(arguments: Plan.Effects.Estimator.allCases)
  func commonGrowthOnOneFormIsNoEffect(_ estimator: Plan.Effects.Estimator) throws {
    try expectEffects(["interim": 0, "final": 0], TrialPilot(), estimator)
  }

  @Test(arguments: Plan.Effects.Estimator.allCases)
  func aDifferenceBeforeTheTreatmentIsNoEffect(_ estimator: Plan.Effects.Estimator) throws {
    let pilot = try TrialPilot { $0.points + ($0.isExperimental ? 3 : 0) }
    try expectEffects(["interim": 0, "final": 0], pilot, estimator)
  }

  @Test(arguments: Plan.Effects.Estimator.allCases)
  func anAddedEffectComesBack(_ estimator: Plan.Effects.Estimator) throws {
    let pilot = try TrialPilot { $0.points + ($0.isExperimental ? [0, 2, 5][$0.wave] : 0) }
    try expectEffects(["interim": 2, "final": 5], pilot, estimator)
  }

  /// Children of band 5 differ by 4 points between the arms from the start, and are gone at the last wave.
  @Test(arguments: Plan.Effects.Estimator.allCases)
  func aBandThatLeavesTakesItsBaselineAlong(_ estimator: Plan.Effects.Estimator) throws {
    let pilot = try TrialPilot { observation in
      guard observation.ageBand == 4 || observation.wave < 2 else { return nil }
      let baseline = observation.ageBand == 5 ? 4 : 0
      return observation.points + (observation.isExperimental ? baseline + [0, 2, 3][observation.wave] : 0)
    }
    try expectEffects(["interim": 2, "final": 3], pilot, estimator)
  }
}
