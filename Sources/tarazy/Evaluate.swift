import ArgumentParser
import Evaluation
import Findings
import Foundation
import RecordStore
import Records

struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Evaluate a pilot by its plan; the run is kept in the same store.",
    discussion: "Example: tarazy evaluate pilot.db --plan datasets/pilot-2026/plan.yml")

  @Argument(help: "Store.") var store: String
  @Option(help: "Plan file.") var plan: String
  @Option(help: "text or json.") var format = AnswerFormat.text

  func run() async throws {
    try await reportingFailures {
      let run = try evaluate(storePath: store, planPath: plan)
      switch format {
      case .json: print(try prettyJSON(run))
      case .text:
        print(RunText(run).text)
        print("\nRun \(run.run) is kept in \(store).")
      }
    }
  }
}

/// Evaluates the records of a store by a plan and keeps the run in the store.
///
/// The store is opened for writing once there is a run to keep: whatever fails before leaves its file as it was.
func evaluate(storePath: String, planPath: String) throws -> RunFindings {
  let cohort = try RecordStore(path: storePath, mode: .readOnly).cohort()
  let file = try PlanFile(path: planPath, instrument: cohort.records.instrument)
  let run = try Evaluator(plan: file.plan, planSHA256: file.sha256).evaluate(cohort, at: Date())
  try RecordStore(path: storePath, mode: .existing)
    .save(run: run, planText: file.text, riskText: file.riskText)
  return run
}

/// A plan with the risk framework that it names.
struct PlanFile {
  let plan: Plan
  let text: String
  let riskText: String?
  /// Of the plan's text followed by that of the risk framework.
  let sha256: String

  init(path: String, instrument: Instrument) throws {
    let text = try readText(path)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    var riskText: String?
    plan = try Plan(yaml: text, file: path, instrument: instrument) { name in
      let found = try readText(folder.appendingPathComponent(name).path)
      riskText = found
      return found
    }
    self.text = text
    self.riskText = riskText
    sha256 = contentHash(Data((text + (riskText ?? "")).utf8))
  }
}

/// The text of a UTF-8 file.
private func readText(_ path: String) throws -> String {
  guard let data = FileManager.default.contents(atPath: path) else {
    throw Failure(status: .usage, message: "cannot read \(path)")
  }
  guard let text = String(data: data, encoding: .utf8) else {
    throw Failure(status: .data, message: "\(path) is not UTF-8 text")
  }
  return text
}
