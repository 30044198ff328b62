import ArgumentParser
import Findings
import Foundation
import SimulatedStudy
import Simulation

/// How often places are named for what their children gained, and how often they are among the best.
@main
struct ValueAddedStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "value-added-study",
    abstract: "Candidates for competence centres in simulated pilots, whose truth is known.",
    discussion: """
      Prints the tables of Documentation/WhosePracticeIsWorthALook.md. Without --gains preschools do not differ in what \
      children gain, and whoever is named is named wrongly. Example: value-added-study --pilots 500 --gains 0.2
      """)

  @Option(help: "Simulated pilots.") var pilots = 500
  @Option(help: "Preschools of each.") var preschools = 100
  @Option(help: "Seed of the first pilot; the same one gives the same tables on any number of threads.")
  var seed: UInt64 = 1
  @Option(help: "Standard deviation between preschools of what their children gain, in latent standard deviations.")
  var gains = 0.0

  func validate() throws {
    guard gains >= 0, gains.isFinite else { throw ValidationError("--gains \(gains): not a standard deviation") }
  }

  func run() throws {
    var shape = PilotShape()
    shape.preschoolCount = preschools
    let answers = try studyTrials(pilots) { [shape, gains, seed] trial in
      try StudyPilot(shape: shape, gains: gains, seed: seed &+ UInt64(trial)).answers()
    }
    print(CandidateTable(answers: answers, pilots: pilots).text + "\n")
    guard gains > 0 else { return }
    print(RankTable(answers: answers.filter { $0.level == .preschool }.compactMap(\.rank)).text)
  }
}
