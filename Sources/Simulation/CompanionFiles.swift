/// The text files that go with a simulated pilot's records, so that its folder can be evaluated as it is.
///
/// The records themselves (CSV files and `instrument.yml`) are written by the room that reads them.
public struct CompanionFiles: Sendable {
  /// Name of the file within the pilot folder, and its text.
  public typealias File = (name: String, text: String)

  private let simulator: PilotSimulator
  private let command: String

  /// Describes the pilot of `simulator`; `command` is the command line that makes the folder, as a reader types it.
  public init(_ simulator: PilotSimulator, command: String) {
    self.simulator = simulator
    self.command = command
  }

  /// `plan.yml`, `risk.yml`, `truth.json` and a `README.md` that says that the data are synthetic.
  ///
  /// - Throws: `EncodingError` when the truth cannot be written as JSON.
  public func all() throws -> [File] {
    [
      ("README.md", SimulatedPilotReadme(simulator: simulator, command: command).text),
      ("plan.yml", SimulatedPlanFile(assignment: simulator.shape.assignment, seed: simulator.seed).text),
      ("risk.yml", SimulatedRiskFile.text),
      ("truth.json", try TruthDocument(simulator).json()),
    ]
  }
}
