import Evaluation
import Findings
import Records
import SimulatedStudy
import Simulation

/// One latent effect of one simulated pilot, beside the truth.
struct StudyAnswer: Sendable {
  /// Seed of the pilot.
  var pilot: UInt64
  var outcome: String
  var wave: String
  var truth: Double
  var estimate: EffectFinding.Estimate

  /// Whether the interval holds the truth.
  var isCovered: Bool { estimate.interval.map { $0.lower <= truth && truth <= $0.upper } ?? false }
}

/// A simulated pilot, stored and evaluated as a real one is.
struct StudyPilot {
  let shape: PilotShape
  let model: Plan.Progression.Model
  let seed: UInt64

  /// The latent effects that could be estimated.
  func answers() throws -> [StudyAnswer] {
    let simulator = try PilotSimulator(shape: shape, seed: seed)
    var plan = try simulator.studyPlan()
    plan.progression.model = model
    plan.risk = nil
    let effects = try Evaluator(plan: plan, planSHA256: "").latentEffects(of: simulator.studyCohort())
    let unit = simulator.truth.shownTraitStandardDeviation
    return effects.compactMap { effect in
      guard let estimate = effect.estimate.value else { return nil }
      let ofOutcome = simulator.truth.effects[effect.outcome]
      let truth = (effect.wave == "final" ? ofOutcome?.final : ofOutcome?.interim) ?? 0
      return StudyAnswer(
        pilot: seed, outcome: effect.outcome, wave: effect.wave, truth: truth / unit, estimate: estimate)
    }
  }
}
