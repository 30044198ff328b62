import Moments
import TestSupport

/// The made-up tables of the fixture `transitions`: `experimental`, `control` and `sparse`.
enum TransitionFixture {
  static let names = ["experimental", "control", "sparse"]

  static func table(_ name: String) throws -> TransitionTable {
    var table = TransitionTable()
    for line in try Fixture.text("transitions", "data.csv").split(whereSeparator: \.isNewline).dropFirst() {
      let fields = line.split(separator: ",")
      guard fields[0] == name, let from = Int(fields[1]), let to = Int(fields[2]), let count = Int(fields[3]) else {
        continue
      }
      table[from, to] = count
    }
    return table
  }

  static func expected(_ name: String) throws -> JSONValue { try Fixture.json("transitions").value(name) }
}
