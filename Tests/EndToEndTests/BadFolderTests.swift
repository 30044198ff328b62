import Foundation
import TestSupport
import Testing

/// A fault in a good pilot folder, and what the refusal must say.
struct BadFolder: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let words: [String]
  let spoil: @Sendable (Folder) throws -> Void

  init(_ description: String, _ words: String..., spoil: @escaping @Sendable (Folder) throws -> Void) {
    testDescription = description
    self.words = words
    self.spoil = spoil
  }
}

private let children = "pilot/children.csv"
private let groups = "pilot/groups.csv"
private let enrolments = "pilot/enrolments.csv"
private let assessments = "pilot/assessments.csv"

/// A file this large must be refused in about the time it takes to read it.
private let largeByteCount = 50_000_000

private let badFiles = [
  BadFolder("truncated", "children.csv:31:3: 3 cells where the header has 6") {
    try $0.edit(children) { lines in
      lines = Array(lines[..<31])
      lines[30] = lines[30].components(separatedBy: ",")[..<3].joined(separator: ",")
    }
  },
  BadFolder("wrong delimiter", "groups.csv:1: the columns look separated by semicolons") {
    try $0.write($0.text(groups).replacingOccurrences(of: ",", with: ";"), to: groups)
  },
  BadFolder("empty file", "enrolments.csv: the file is empty") { try $0.write("", to: enrolments) },
  BadFolder("missing file", "groups.csv: the file is missing") { try $0.remove(groups) },
  BadFolder("neither UTF-8 nor Windows-1251", "regions.csv:2", "not a text file") {
    try $0.write(Data("region,name_kk,name_ru,name_en,kind\nKZ-10,\u{0},,,\n".utf8), to: "pilot/regions.csv")
  },
  BadFolder("50 MB of random bytes", "assessments.csv", "not a text file") {
    try $0.write(randomBytes(count: largeByteCount), to: assessments)
  },
  BadFolder("random bytes as the instrument", "instrument.yml") {
    try $0.write(randomBytes(count: 4096), to: "pilot/instrument.yml")
  },
]

private let badRecords = [
  BadFolder("duplicate child", "children.csv:", ":1: child: given already in line 2") {
    try $0.edit(children) { lines in lines[lines.count - 1] = lines[1] }
  },
  BadFolder("mark of 4", "assessments.csv:2:7: 4-Ф.1: '4' is not a mark") {
    try $0.edit(assessments) { replaceCell(6, of: &$0[1], with: "4") }
  },
  BadFolder("unknown group", "enrolments.csv:2:2: group: the group 'G-999-Z' does not exist") {
    try $0.edit(enrolments) { replaceCell(1, of: &$0[1], with: "G-999-Z") }
  },
  BadFolder("assessment after leaving", "assessments.csv:2:4: observed_on:", "was in no group on") {
    try $0.edit(enrolments) { replaceCell(3, of: &$0[1], with: "2025-09-02") }
  },
  BadFolder("wave out of order", "assessments.csv:3:4: observed_on: not after the interim wave on") {
    try $0.edit(assessments) { replaceCell(3, of: &$0[2], with: "2026-01-02") }
  },
]

@Test(arguments: badFiles + badRecords) func badFolderIsRefusedAndTheStoreStaysAsItWas(fault: BadFolder) throws {
  let folder = try SmallPilot.copy()
  try fault.spoil(folder)
  let request = ["import", "pilot", "--into", "pilot.db"]
  try Program.refuse(request, in: folder, status: 65, fault.words + ["nothing was imported"])
  #expect(try folder.names() == ["pilot"])
  try folder.copy(SmallPilot.store.get().url.appending(path: "pilot.db"), as: "pilot.db")
  let before = try folder.bytes("pilot.db")
  try Program.refuse(request, in: folder, status: 65, fault.words)
  #expect(try folder.names() == ["pilot", "pilot.db"])
  #expect(try folder.bytes("pilot.db") == before)
}

@Test func problemsAreListedAsJSON() throws {
  let folder = try SmallPilot.copy()
  try folder.edit(assessments) { lines in for line in 1...5 { replaceCell(6, of: &lines[line], with: "4") } }
  let outcome = try Program.run("import", "pilot", "--into", "pilot.db", "--limit", "2", "--format", "json", in: folder)
  #expect(outcome.status == 65 && !outcome.isSignalled)
  let answer = try JSONValue(text: outcome.output)
  #expect(try answer.value("issues").elements.count == 2)
  #expect(try answer.number("total_count") == 5)
  #expect(try answer.value("issues.0").text("file") == "assessments.csv")
}

@Test func windows1251IsReadAndSaid() throws {
  let folder = try SmallPilot.copy()
  let russian = "pilot/regions.csv"
  // Windows-1251 lacks some Kazakh letters.
  try folder.edit(russian) { lines in
    for line in 1..<(lines.count - 1) { for cell in 1...2 { replaceCell(cell, of: &lines[line], with: "область") } }
  }
  try folder.write(#require(folder.text(russian).data(using: .windowsCP1251)), to: russian)
  let outcome = try Program.run("import", "pilot", "--into", "pilot.db", in: folder)
  #expect(outcome.status == 0)
  #expect(outcome.errors == "tarazy: note: regions.csv: not UTF-8; read as Windows-1251\n")
}

@Test func dryRunWritesNothing() throws {
  let folder = try SmallPilot.copy()
  try Program.succeed("import", "pilot", "--into", "pilot.db", "--dry-run", in: folder)
  #expect(try folder.names() == ["pilot"])
}

@Test(arguments: [
  ["validate", "pilot.db"], ["evaluate", "pilot.db", "--plan", "pilot/plan.yml"], ["runs", "--store", "pilot.db"],
  ["report", "latest", "--store", "pilot.db", "-o", "r.html"], ["serve", "pilot.db"],
  ["import", "pilot", "--into", "pilot.db"],
])
func randomBytesAsAStoreAreRefused(request: [String]) throws {
  let folder = try SmallPilot.copy()
  let bytes = randomBytes(count: 100_000)
  try folder.write(bytes, to: "pilot.db")
  try Program.refuse(request, in: folder, status: 65, ["pilot.db is not a Tarazy store"])
  #expect(try folder.bytes("pilot.db") == bytes)
  #expect(try folder.names() == ["pilot", "pilot.db"])
}

@Test func missingFolderAndStoreAreNamed() throws {
  let folder = try Folder()
  try Program.refuse(["import", "nowhere", "--into", "pilot.db"], in: folder, status: 64, ["no folder nowhere"])
  try Program.refuse(
    ["import", SmallPilot.folder.get().path("pilot"), "--into", "no/such/folder.db"], in: folder, status: 65,
    ["the store cannot be opened"])
  try Program.refuse(["runs", "--store", "nowhere.db"], in: folder, status: 65, ["no store nowhere.db"])
  try Program.refuse(["evaluate", "nowhere.db", "--plan", "plan.yml"], in: folder, status: 65, ["no store nowhere.db"])
  #expect(try folder.names().isEmpty)
}
