import ArgumentParser
import Evaluation
import Foundation
import Records
import SimulatedStudy
import Simulation

/// How often the intervals of latent effects hold the true effects of simulated pilots.
@main
struct ProgressionStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progression-study",
    abstract: "Coverage of the latent effects of simulated pilots, whose truth is known.",
    discussion: "Prints the table of Documentation/HowIsProgressMeasured.md. Example: progression-study --pilots 2000")

  @Option(help: "Simulated pilots.") var pilots = 2000
  @Option(help: "Preschools of each.") var preschools = 100
  @Option(help: "Item response model: pcm, rsm, grm or gpcm.") var model = "pcm"
  @Option(help: "Seed of the first pilot; the same one gives the same table on any number of threads.")
  var seed: UInt64 = 1

  @Flag(help: "Print instead how long calibration, plausible values and effects of one pilot take.") var timings = false

  func validate() throws {
    guard Plan.Progression.Model(rawValue: model) != nil else { throw ValidationError("unknown model \(model)") }
  }

  func run() throws {
    var shape = PilotShape()
    shape.preschoolCount = preschools
    let model = Plan.Progression.Model(rawValue: model) ?? .partialCredit
    guard !timings else { return print(try timings(shape, model).text) }
    let answers = try studyTrials(pilots) { [shape, seed] trial in
      try StudyPilot(shape: shape, model: model, seed: seed &+ UInt64(trial)).answers()
    }
    print(StudyTable(answers: answers).text)
  }

  private func timings(_ shape: PilotShape, _ model: Plan.Progression.Model) throws -> StudyTimings {
    try StudyTimings(pilots: pilots, shape: shape, seed: seed) { plan, cohort in
      var plan = plan
      plan.progression.model = model
      _ = try Evaluator(plan: plan, planSHA256: "").latentEffects(of: cohort)
    }
  }
}
