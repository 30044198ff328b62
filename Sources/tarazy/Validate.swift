import ArgumentParser
import Intake
import RecordStore
import Records

struct Validate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Hold the records of a store against the rules again; exit status 1 when one is broken. Warnings break no rule.",
    discussion: "Example: tarazy validate pilot.db")

  @Argument(help: "Store.") var store: String

  func run() async throws {
    try await reportingFailures {
      let store = try RecordStore(path: store, mode: .readOnly)
      let records = try store.cohort().records
      for note in records.scaleNotes { print("warning: \(note.text)") }
      let violations = records.violations()
      for violation in violations.prefix(100) {
        print("\(violation.file.fileName): \(violation.column): \(violation.reason)")
      }
      print("\(violations.count) rules broken among the records of children with consent")
      if !violations.isEmpty { throw ExitCode(Failure.Status.no.rawValue) }
    }
  }
}
