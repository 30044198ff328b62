import ArgumentParser
import Foundation
import RecordStore

/// Which store a command works on.
struct StoreOption: ParsableArguments {
  @Option(help: "Store of records and runs (default: $TARAZY_STORE, else ./pilot.db).") var store: String?

  var path: String { store ?? ProcessInfo.processInfo.environment["TARAZY_STORE"] ?? "pilot.db" }

  func open() throws -> RecordStore { try RecordStore(path: path, mode: .readOnly) }
}
