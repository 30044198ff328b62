import ArgumentParser
import Evaluation
import Findings
import RecordStore
import Records

struct Design: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what the data show about the design: units and arms, losses, balance, clusters, power.",
    discussion: """
      Example: tarazy design pilot.db --plan datasets/pilot-2026/plan.yml

      For the analyst, as it is, before disclosure control; no run is stored. Only the detectable effects come from \
      fitted models, and from their standard errors alone.
      """)

  @Argument(help: "Store.") var store: String
  @Option(help: "Plan file.") var plan: String
  @Option(help: "text or json.") var format = AnswerFormat.text

  func run() async throws {
    try await reportingFailures {
      let cohort = try RecordStore(path: store, mode: .readOnly).cohort()
      let file = try PlanFile(path: plan, instrument: cohort.records.instrument)
      let statement = try Evaluator(plan: file.plan, planSHA256: file.sha256).design(of: cohort)
      switch format {
      case .json: print(try prettyJSON(statement))
      case .text: print(DesignText(statement).text)
      }
    }
  }
}
