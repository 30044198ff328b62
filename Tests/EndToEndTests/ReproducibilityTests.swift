import Foundation
import TestSupport
import Testing

@Test func simulateGivesTheSameBytes() throws {
  let folder = try Folder()
  for name in ["first", "second"] {
    try Program.succeed("simulate", "--preschools", "4", "--seed", "11", "-o", name, in: folder)
  }
  let names = try folder.names("first")
  #expect(try names == folder.names("second") && names.contains("truth.json"))
  // The README says by which command it was made, and that names the folder.
  for name in names where name != "README.md" {
    #expect(try folder.bytes("first/\(name)") == folder.bytes("second/\(name)"), "\(name)")
  }
}

@Test func assignmentByGroupPutsBothArmsInPreschools() throws {
  let folder = try Folder()
  try Program.succeed("simulate", "--preschools", "4", "--assignment", "group", "-o", "pilot", in: folder)
  var arms: [String: Set<String>] = [:]
  for line in try folder.text("pilot/groups.csv").split(separator: "\n").dropFirst() {
    let cells = line.components(separatedBy: ",")
    arms[cells[1], default: []].insert(cells[5])
  }
  #expect(arms.count == 4)
  #expect(arms.values.contains { $0.count == 2 })
  #expect(try folder.text("pilot/plan.yml").contains("unit: group"))
}

@Test func sameDataAndPlanGiveTheSameFindings() throws {
  let first = try SimulatedPilot.shared.get().folder
  let second = try Folder()
  try second.copy(first.url.appending(path: "pilot"), as: "pilot")
  try Program.succeed("import", "pilot", "--into", "again.db", in: second)
  let again = try Program.json("evaluate", "again.db", "--plan", "pilot/plan.yml", "--format", "json", in: second)
  let shown = try Program.json("show", "latest", "--store", SimulatedPilot.store, "--format", "json", in: first)
  let naming: Set = ["run", "created_at"]
  #expect(shown.without(naming) == again.without(naming))
  #expect(shown.keys == again.keys && naming.isSubset(of: shown.keys))
}
