import ArgumentParser
import Findings
import RecordStore

struct Runs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the runs of a store, newest first.", discussion: "Example: tarazy runs --store pilot.db")

  @OptionGroup var store: StoreOption
  @Option(help: "text or json.") var format = AnswerFormat.text

  func run() async throws {
    try await reportingFailures {
      let runs = try store.open().runs()
      switch format {
      case .json: print(try prettyJSON(runs))
      case .text:
        var table = TextTable(["run", "made at", "plan", "data", "pilot"])
        for run in runs {
          table.add([
            run.run, run.createdAt, String(run.planSHA256?.prefix(8) ?? ""), String(run.dataSHA256.prefix(8)),
            run.pilot + (run.isSynthetic ? " (synthetic)" : ""),
          ])
        }
        print(table.text)
      }
    }
  }
}

struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what a run found, as it is: for the analyst, before disclosure control.",
    discussion: "Example: tarazy show latest --store pilot.db")

  @Argument(help: "Run, or latest.") var run: String
  @OptionGroup var store: StoreOption
  @Option(help: "text or json.") var format = AnswerFormat.text

  func run() async throws {
    try await reportingFailures {
      let findings = try store.open().findings(run: run)
      switch format {
      case .json: print(try prettyJSON(findings))
      case .text: print(RunText(findings).text)
      }
    }
  }
}

struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print one finding with everything it was made from.",
    discussion: "Example: tarazy explain effect:cognitive.final.mixed_model --store pilot.db")

  @Argument(help: "Address of a finding, such as risk:KZ-27.") var address: String
  @Option(help: "Run, or latest.") var run = "latest"
  @OptionGroup var store: StoreOption

  func run() async throws {
    try await reportingFailures {
      let store = try store.open()
      let findings = try store.findings(run: run)
      guard let explanation = try Explanation(of: address, in: findings, planText: store.planText(run: findings.run))
      else {
        throw Failure(
          status: .usage,
          message: "run \(findings.run) has no finding \(address); its addresses begin with "
            + Explanation.kinds.joined(separator: ", ") + " and a colon")
      }
      print(explanation.text)
    }
  }
}
