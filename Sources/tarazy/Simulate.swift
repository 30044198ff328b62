import ArgumentParser
import Foundation
import Intake
import Records
import Simulation

struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a synthetic pilot of any size from a stated truth.",
    discussion: "Example: tarazy simulate --seed 2026 -o datasets/pilot-2026")

  @Option(help: "Seed; the same seed gives the same files (default: 2026, or that of --truth).") var seed: UInt64?
  @Option(help: "Number of preschools (default: 100, or that of --truth).") var preschools: Int?
  @Option(help: "preschool or group (default: preschool, or that of --truth).") var assignment: Plan.Assignment.Unit?
  @Option(help: "A truth.json to start from: effects, variances, rates, shape and seed.") var truth: String?
  @Option(name: .short, help: "Folder to write.") var output: String

  func run() async throws {
    try await reportingFailures {
      let simulator = try simulator()
      try PilotFolder.write(simulator.simulate(), to: output)
      for file in try CompanionFiles(simulator, command: command).all() {
        try writeText(file.text, to: output + "/" + file.name)
      }
      print(output)
    }
  }

  private func simulator() throws -> PilotSimulator {
    var shape = PilotShape()
    var stated = PilotTruth()
    var usedSeed: UInt64 = 2026
    if let truth {
      guard let data = FileManager.default.contents(atPath: truth) else {
        throw Failure(status: .usage, message: "cannot read \(truth)")
      }
      do {
        let start = try PilotSimulator(truthFile: data)
        (shape, stated, usedSeed) = (start.shape, start.truth, start.seed)
      } catch let error as DecodingError {
        throw Failure(status: .data, message: "\(truth) is not a truth file: \(error)")
      }
    }
    if let preschools { shape.preschoolCount = preschools }
    if let assignment { shape.assignment = assignment }
    return try PilotSimulator(shape: shape, truth: stated, seed: seed ?? usedSeed)
  }

  /// The command line that makes the folder again.
  private var command: String {
    var words = ["tarazy simulate"]
    if let seed { words.append("--seed \(seed)") }
    if let preschools { words.append("--preschools \(preschools)") }
    if let assignment { words.append("--assignment \(assignment.rawValue)") }
    if let truth { words.append("--truth \(truth)") }
    return (words + ["-o \(output)"]).joined(separator: " ")
  }
}
