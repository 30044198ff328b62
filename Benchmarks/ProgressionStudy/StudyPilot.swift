import Evaluation
import Findings
import Foundation
import RecordStore
import Records
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
    let plan = try plan(of: simulator)
    let cohort = try cohort(of: simulator)
    let effects = try Evaluator(plan: plan, planSHA256: "").latentEffects(of: cohort)
    let unit = simulator.truth.shownTraitStandardDeviation
    return effects.compactMap { effect in
      guard let estimate = effect.estimate.value else { return nil }
      let ofOutcome = simulator.truth.effects[effect.outcome]
      let truth = (effect.wave == "final" ? ofOutcome?.final : ofOutcome?.interim) ?? 0
      return StudyAnswer(
        pilot: seed, outcome: effect.outcome, wave: effect.wave, truth: truth / unit, estimate: estimate)
    }
  }

  /// The plan that goes with a simulated pilot, with the model of the study and without a risk index.
  private func plan(of simulator: PilotSimulator) throws -> Plan {
    let files = try CompanionFiles(simulator, command: "").all()
    func text(_ name: String) -> String { files.first { $0.name == name }?.text ?? "" }
    var plan = try Plan(yaml: text("plan.yml"), instrument: simulator.instrument, riskFramework: text)
    plan.progression.model = model
    plan.risk = nil
    return plan
  }

  private func cohort(of simulator: PilotSimulator) throws -> Cohort {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("study-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try RecordStore(path: folder.appendingPathComponent("pilot.db").path, mode: .create)
    let source = ImportSource(label: "study", files: [], dataSHA256: String(repeating: "0", count: 64))
    try store.replaceRecords(simulator.simulate(), source: source)
    return try store.cohort()
  }
}
