import ArgumentParser
import Disclosure
import Foundation
import Intake
import Reporting

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the whole evaluation on the bundled synthetic pilot and say where the report is.",
    discussion: "Example, in the folder of the repository: tarazy demo")

  @Option(help: "Pilot folder with a plan.yml.") var pilot = "datasets/pilot-2026"
  @Option(name: .short, help: "Folder for the store and the reports.") var output = "demo-output"

  func run() async throws {
    try await reportingFailures {
      let store = output + "/pilot.db"
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
      _ = try Importer.importFolder(pilot, intoStoreAt: store)
      let run = try evaluate(storePath: store, planPath: pilot + "/plan.yml")
      print(RunText(run).text + "\n")
      let released = LeavingRun.released(DisclosureRules.release(run))
      for language in Language.allCases {
        for format in [Report.Format.md, .html] {
          try writeReport(released, language: language, format: format, to: path(language, format))
        }
      }
      print("Ask it: tarazy serve \(store)")
      print("Reports in \(Language.allCases.map(\.rawValue).joined(separator: ", ")); in English:")
      print(URL(fileURLWithPath: path(.en, .html)).standardizedFileURL.path)
    }
  }

  private func path(_ language: Language, _ format: Report.Format) -> String {
    "\(output)/report-\(language.rawValue).\(format.rawValue)"
  }
}
