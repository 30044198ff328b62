import ArgumentParser
import Evaluation
import Foundation
import SimulatedStudy
import Simulation

/// How often the intervals of regional risk indices hold the true indices of simulated pilots.
@main
struct RiskStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "risk-study",
    abstract: "Coverage of the regional risk indices of simulated pilots, whose truth is known.",
    discussion: "Prints tables in Markdown. Example: risk-study --pilots 2000 --seed 1")

  @Option(help: "Simulated pilots.") var pilots = 2000
  @Option(help: "Preschools of each.") var preschools = 100
  @Option(help: "Seed of the first pilot; the same one gives the same tables on any number of threads.")
  var seed: UInt64 = 1
  @Flag(exclusivity: .exclusive) var regions: StudyRegions?
  @Option(help: "File for every estimate beside its truth, as CSV.") var answers: String?

  @Flag(help: "Print instead how long the risk tables of all levels and quarters of one pilot take.")
  var timings = false

  func run() throws {
    var shape = PilotShape()
    shape.preschoolCount = preschools
    guard !timings else {
      return print(
        try StudyTimings(pilots: pilots, shape: shape, seed: seed) { plan, cohort in
          _ = try Evaluator(plan: plan, planSHA256: "").risk(of: cohort)
        }.text)
    }
    let all = try studyTrials(pilots) { [shape, seed, regions] trial in
      [try StudyPilot(shape: shape, seed: seed &+ UInt64(trial), regions: regions).answers()]
    }
    let quantities = all.flatMap(\.quantities)
    if let answers { try StudyAnswer.csv(quantities).write(toFile: answers, atomically: true, encoding: .utf8) }
    print(CoverageTable(answers: quantities).text + "\n")
    print(RankTable(answers: all.flatMap(\.ranks)).text)
  }
}
