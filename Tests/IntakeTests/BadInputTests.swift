import Foundation
import Intake
import Testing

/// A change to a good folder, and every line that its reading must report.
struct BadInput: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let file: String
  let change: @Sendable (inout [String]) -> Void
  let expected: [String]

  init(
    _ description: String, _ file: String, _ expected: [String], change: @escaping @Sendable (inout [String]) -> Void
  ) {
    testDescription = description
    self.file = file
    self.change = change
    self.expected = expected
  }

  /// Replaces one cell of one line (from 1).
  init(_ description: String, _ file: String, line: Int, cell: Int, _ text: String, _ expected: String...) {
    self.init(description, file, expected) { replaceCell(cell - 1, of: &$0[line - 1], with: text) }
  }
}

private let tables: [BadInput] = [
  BadInput("truncated", "children.csv", ["children.csv:31:3: 3 cells where the header has 6; the line may be cut off"])
  {
    $0[30] = $0[30].components(separatedBy: ",")[..<3].joined(separator: ",")
    $0.removeSubrange(31...)
  },
  BadInput("truncated in a quote", "regions.csv", ["regions.csv:2:3: a quoted cell begins here and never ends"]) {
    $0 = [$0[0], "KZ-27,Батыс,\"Запад"]
  },
  BadInput(
    "semicolons", "groups.csv", ["groups.csv:1: the columns look separated by semicolons; save the file with commas"]
  ) {
    $0 = $0.map { $0.replacingOccurrences(of: ",", with: ";") }
  },
  BadInput("tabs", "groups.csv", ["groups.csv:1: the columns look separated by tabs; save the file with commas"]) {
    $0 = $0.map { $0.replacingOccurrences(of: ",", with: "\t") }
  },
  BadInput("empty file", "enrolments.csv", ["enrolments.csv: the file is empty; expected a header line"]) { $0 = [] },
  BadInput("empty instrument", "instrument.yml", ["instrument.yml:1:1: the file is empty"]) { $0 = [] },
  BadInput(
    "instrument with an unknown key", "instrument.yml",
    ["instrument.yml:1:1: area: unknown key; known here: areas, items, forms, continuous, levels"]
  ) { $0.insert("area: {}", at: 0) },
  BadInput(
    "missing column", "children.csv",
    [
      "children.csv:1: the column 'sex' is missing",
      "children.csv:1:2: gender: unknown column; known here: child, sex, consent, birth_month, special_needs, consent_date",
    ].reversed()
  ) {
    replaceCell(1, of: &$0[0], with: "gender")
  },
  BadInput(
    "personal column", "children.csv",
    ["children.csv:1:3: Ф.И.О.: personal data must not be imported; remove the column"]
  ) {
    replaceCell(2, of: &$0[0], with: "Ф.И.О.")
  },
  BadInput("double column", "children.csv", ["children.csv:1: sex: the column is there twice"]) {
    replaceCell(2, of: &$0[0], with: "sex")
  },
]

private let cells: [BadInput] = [
  BadInput(
    "mark of 4", "assessments.csv", line: 3, cell: 8, "4",
    "assessments.csv:3:8: 4-Ф.2: '4' is not a mark; use 1, 2, 3, na or an empty cell"),
  BadInput("unknown sex", "children.csv", line: 2, cell: 2, "w", "children.csv:2:2: sex: 'w' is not one of f, m"),
  BadInput(
    "unknown consent", "children.csv", line: 2, cell: 5, "yes",
    "children.csv:2:5: consent: 'yes' is not one of granted, refused, withdrawn, not_applicable"),
  BadInput(
    "no such day", "enrolments.csv", line: 2, cell: 3, "2025-09-31",
    "enrolments.csv:2:3: entered: '2025-09-31' is not a date written YYYY-MM-DD"),
  BadInput(
    "empty group", "enrolments.csv", line: 2, cell: 2, "", "enrolments.csv:2:2: group: the cell is empty"),
  BadInput(
    "decimal comma", "scores.csv", line: 2, cell: 6, "\"1,5\"",
    "scores.csv:2:6: value: '1,5' is not a number with a decimal point"),
  BadInput(
    "identification number", "groups.csv", line: 2, cell: 8, "200101500003",
    "groups.csv:2:8: educator: looks like an individual identification number; personal data must not be imported"),
  BadInput(
    "telephone", "groups.csv", line: 2, cell: 8, "+7 (701) 123-45-67",
    "groups.csv:2:8: educator: looks like a telephone number; personal data must not be imported"),
  BadInput(
    "consent without date", "children.csv", line: 2, cell: 6, "",
    "children.csv:2:6: consent_date: consent is granted but has no date"),
]

private let rules: [BadInput] = [
  BadInput("duplicate child", "children.csv", ["children.csv:32:1: child: given already in line 2"]) { $0[31] = $0[1] },
  BadInput("unknown group", "enrolments.csv", ["enrolments.csv:3:2: group: the group 'P-9-Z' does not exist"]) {
    replaceCell(1, of: &$0[2], with: "P-9-Z")
  },
  BadInput(
    "assessment after leaving", "enrolments.csv",
    ["assessments.csv:7:4: observed_on: the child 'c112a8b6' was in no group on 2026-09-14"]
  ) {
    replaceCell(3, of: &$0[2], with: "2026-06-30")
  },
  BadInput(
    "wave out of order", "assessments.csv",
    ["assessments.csv:3:4: observed_on: not after the interim wave on 2026-01-20"]
  ) {
    replaceCell(3, of: &$0[2], with: "2025-12-24")
  },
  BadInput(
    "outside the school year", "assessments.csv",
    ["assessments.csv:3:4: observed_on: the day does not lie in the school year 2025-26"]
  ) {
    replaceCell(3, of: &$0[2], with: "2026-10-24")
  },
  BadInput(
    "wrong form", "assessments.csv",
    ["assessments.csv:3:6: form: the form is for the interim wave, the sheet for final"]
  ) {
    replaceCell(5, of: &$0[2], with: "4-interim")
  },
  BadInput("unknown form", "assessments.csv", ["assessments.csv:3:6: form: the form '9-final' does not exist"]) {
    replaceCell(5, of: &$0[2], with: "9-final")
  },
  BadInput("score out of range", "scores.csv", ["scores.csv:2:6: value: 21.0 is outside 0.0 … 20.5"]) {
    replaceCell(5, of: &$0[1], with: "21")
  },
]

@Test(arguments: tables + cells + rules) func badInputIsReportedAtItsPlace(input: BadInput) throws {
  let folder = try TemporaryFolder.withPilot()
  try folder.edit(input.file, input.change)
  #expect(folder.issues() == input.expected)
}

@Test func markOfAnItemOffTheFormIsReported() throws {
  let folder = try TemporaryFolder.withPilot()
  try folder.edit("assessments.csv") { lines in
    lines[0] += ",5-Ф.1"
    for line in 1..<(lines.count - 1) { lines[line] += line == 4 ? ",3" : "," }
  }
  #expect(
    folder.issues() == [
      "assessments.csv:5:13: 5-Ф.1: the item is not on the form '4-interim' of this sheet; leave the cell empty"
    ])
}

@Test func folderWithoutObservationsIsRefused() throws {
  let folder = try TemporaryFolder.withPilot()
  for name in ["assessments.csv", "scores.csv"] { try FileManager.default.removeItem(atPath: folder.file(name)) }
  #expect(
    folder.issues() == [
      "assessments.csv: the folder has neither assessments.csv nor scores.csv; one of them is needed"
    ])
}

@Test func missingFilesAndFolderAreNamed() throws {
  let folder = try TemporaryFolder.withPilot()
  try FileManager.default.removeItem(atPath: folder.file("groups.csv"))
  #expect(folder.issues() == ["groups.csv: the file is missing"])
  #expect(throws: IntakeError.noSuchFolder(path: "/nowhere/at/all")) { try PilotFolder.read("/nowhere/at/all") }
}

@Test func problemsAreCountedBeyondTheLimit() throws {
  let folder = try TemporaryFolder.withPilot()
  try folder.edit("assessments.csv") { lines in
    for line in 1..<(lines.count - 1) { replaceCell(6, of: &lines[line], with: "7") }
  }
  let error = #expect(throws: IntakeError.self) { try PilotFolder.read(folder.path, issueLimit: 5) }
  guard case .issues(let found) = error else {
    Issue.record("\(String(describing: error))")
    return
  }
  #expect(found.issues.count == 5)
  #expect(found.totalCount == 90)
}

@Test func issuesAreWrittenAsJSON() throws {
  let folder = try TemporaryFolder.withPilot()
  try folder.edit("children.csv") { replaceCell(1, of: &$0[1], with: "w") }
  let error = #expect(throws: IntakeError.self) { try PilotFolder.read(folder.path) }
  guard case .issues(let found) = error else { return }
  let encoder = JSONEncoder()
  encoder.outputFormatting = .sortedKeys
  #expect(
    String(decoding: try encoder.encode(found), as: UTF8.self) == """
      {"issues":[{"code":"not_among","column":2,"column_name":"sex","file":"children.csv","line":2,\
      "message":"'w' is not one of f, m"}],"total_count":1}
      """)
}

/// A file this large must be refused in about the time it takes to read it.
private let randomByteCount = 50_000_000

@Test func randomBytesAreRefused() throws {
  let folder = try TemporaryFolder.withPilot()
  var state: UInt64 = 2026
  var bytes = [UInt8](repeating: 0, count: randomByteCount)
  bytes.withUnsafeMutableBytes { buffer in
    for index in buffer.indices {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      buffer[index] = UInt8(truncatingIfNeeded: state >> 56)
    }
  }
  try folder.write(bytes, to: "assessments.csv")
  #expect(folder.issues().count == 1)
  #expect(folder.issues().first?.hasSuffix(": not a text file; save it as text in UTF-8") ?? false)
}
