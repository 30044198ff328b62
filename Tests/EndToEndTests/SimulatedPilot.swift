import Foundation
import Testing

/// A small synthetic pilot, simulated, imported and evaluated once by the program for all tests that only read it.
struct SimulatedPilot: Sendable {
  let folder: Folder

  static let shared = Result { try SimulatedPilot() }

  /// The regions that have preschools: five each, enough to be shown.
  static let regions = ["KZ-10", "KZ-27", "KZ-71", "KZ-75"]
  static let preschoolCount = 20
  /// What its plan evaluates: two areas of five, to be quick.
  static let outcomes = ["cognitive", "social_emotional"]

  /// Store, beside the pilot folder `pilot`.
  static let store = "pilot.db"

  private init() throws {
    folder = try Folder()
    try Self.simulate(in: folder)
    let planned = try folder.text("pilot/plan.yml")
    let outcomes = "[\(Self.outcomes.joined(separator: ", "))]"
    try folder.write(
      planned.replacing(/outcomes: \[.*\]/, with: "outcomes: \(outcomes)"), to: "pilot/plan.yml")
    try Program.succeed("import", "pilot", "--into", Self.store, in: folder)
    try Program.succeed("evaluate", Self.store, "--plan", "pilot/plan.yml", in: folder)
  }

  /// Simulates the folder `pilot` and gathers its preschools in few regions.
  static func simulate(in folder: Folder, preschools: Int = preschoolCount) throws {
    try Program.succeed(
      "simulate", "--preschools", String(preschools), "--seed", "7", "-o", "pilot", in: folder)
    try folder.edit("pilot/preschools.csv") { lines in
      for line in 1...preschools {
        replaceCell(2, of: &lines[line], with: regions[(line - 1) * regions.count / preschools])
      }
    }
  }
}

/// A pilot folder too small to evaluate well and quick to import, for tests that spoil it.
enum SmallPilot {
  static let folder = Result {
    let folder = try Folder()
    try SimulatedPilot.simulate(in: folder, preschools: 4)
    return folder
  }

  /// Holds the pilot's store, `pilot.db`.
  static let store = Result {
    let store = try Folder()
    let pilot = try folder.get().path("pilot")
    try Program.succeed("import", pilot, "--into", "pilot.db", in: store)
    return store
  }

  /// A copy of the pilot folder, `pilot`, that a test may change.
  static func copy() throws -> Folder {
    let copy = try Folder()
    try copy.copy(URL(filePath: folder.get().path("pilot")), as: "pilot")
    return copy
  }

  /// A copy of the pilot folder with its store, `pilot.db`.
  static func copyWithStore() throws -> Folder {
    let copy = try copy()
    try copy.copy(store.get().url.appending(path: "pilot.db"), as: "pilot.db")
    return copy
  }
}
