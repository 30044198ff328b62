import ArgumentParser
import Foundation
import Intake
import RecordStore
import Records

struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a pilot folder and put its records into a store.",
    discussion: """
      A folder is the whole pilot: its records replace those in the store, runs stay. A folder with a fault changes
      nothing. Example: tarazy import datasets/pilot-2026 --into pilot.db
      """)

  @Argument(help: "Pilot folder.") var folder: String
  @Option(help: "Store to write; made when there is none.") var into: String
  @Option(
    help: "Which mark is the best, where instrument.yml does not say: best-is-3 or best-is-1 (1 and 3 are turned).")
  var direction: ScaleDirection?
  @Flag(help: "Check only; write nothing.") var dryRun = false
  @Option(help: "Most problems to print; all are counted.") var limit = 100
  @Option(help: "text or json.") var format = AnswerFormat.text

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit must be positive") }
  }

  func run() async throws {
    try await reportingFailures {
      do {
        try show(
          Importer.importFolder(
            folder, intoStoreAt: into, direction: direction, dryRun: dryRun, issueLimit: limit))
      } catch IntakeError.issues(let issues) where format == .json {
        print(try prettyJSON(issues))
        throw ExitCode(Failure.Status.data.rawValue)
      }
    }
  }

  private func show(_ summary: Importer.Summary) throws {
    for note in summary.notes { printError("note: \(note.text)") }
    switch format {
    case .json: print(try prettyJSON(ImportAnswer(summary)))
    case .text:
      let counts = summary.counts
      print(
        """
        \(summary.isStored ? "Imported into \(into)" : "No fault found; nothing written")
        \(counts.regions) regions, \(counts.preschools) preschools, \(counts.groups) groups (by school year)
        \(counts.children) children, \(counts.consentedChildren) of them with consent
        \(counts.enrolments) enrolments, \(counts.assessments) observation sheets, \(counts.scores) scores
        \(counts.indicators) indicator values, \(counts.sessions) session counts, \(counts.feedback) answers
        data SHA-256 \(summary.source.dataSHA256)
        """)
    }
  }
}

/// What an import did, as JSON.
private struct ImportAnswer: Encodable {
  let stored: Bool
  let counts: RecordCounts
  let dataSha256: String
  let notes: [String]

  init(_ summary: Importer.Summary) {
    stored = summary.isStored
    counts = summary.counts
    dataSha256 = summary.source.dataSHA256
    notes = summary.notes.map(\.text)
  }
}
