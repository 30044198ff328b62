import Foundation
import TestSupport
import Testing

/// What `tarazy design` says of Project STAR, held against R.
private struct StarDesign: Sendable {
  let text: String
  let answer: JSONValue

  static let shared = Result { try StarDesign() }
  static let expected = Result { try Fixture.json("star_design") }

  private init() throws {
    let folder = try Folder()
    let data = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../datasets/star")
      .standardizedFileURL.path(percentEncoded: false)
    try Program.succeed("import", data, "--into", "star.db", in: folder)
    text = try Program.succeed("design", "star.db", "--plan", data + "/plan.yml", in: folder)
    answer = try Program.json("design", "star.db", "--plan", data + "/plan.yml", "--format", "json", in: folder)
  }

  func finding(_ part: String, _ address: String) throws -> JSONValue {
    try #require(answer.value("design.\(part)").elements.first { $0.text("address") == address })
  }
}

@Test(arguments: ["preschool", "group"]) func unitsByArmAgreeWithR(level: String) throws {
  let units = try StarDesign.shared.get().answer.value("design.units").elements
  let unit = try #require(units.first { $0.text("level") == level })
  for (key, count) in try StarDesign.expected.get().namedNumbers("units.\(level)") {
    #expect(try unit.number(key) == count)
  }
  #expect(try unit.value("is_found") == .boolean(level == "group"))
  #expect(try unit.value("is_planned") == .boolean(level == "group"))
}

@Test(arguments: ["first_grade", "second_grade", "third_grade"], ["group", "child"])
func lossesAgreeWithR(wave: String, level: String) throws {
  let finding = try StarDesign.shared.get().finding("attrition", "attrition:\(wave).\(level)")
  let expected = try StarDesign.expected.get().numbers("attrition.\(wave).\(level)")
  try expectClose(
    ["at_first_wave", "overall", "control", "experimental"].map { try finding.number($0) }, expected,
    relative: Tolerance.closedForm)
  expectNoticesErrors(in: expected, relative: Tolerance.closedForm)
  #expect(finding.text("cautious") == (level == "group" ? "low" : "high"))
}

@Test(arguments: ["sex.f", "free_lunch.1"]) func balanceAgreesWithR(variable: String) throws {
  let finding = try StarDesign.shared.get().finding("balance", "balance:\(variable)")
  let expected = try StarDesign.expected.get().value("balance").value(at: [variable])
  let keys = ["control_mean", "experimental_mean", "value", "lower", "upper"]
  let paths = [
    "control_mean", "experimental_mean", "difference.value", "difference.interval.lower", "difference.interval.upper",
  ]
  let numbers = try keys.map { try expected.number($0) }
  try expectClose(paths.map { try finding.number($0) }, numbers, relative: Tolerance.iterated)
  expectNoticesErrors(in: numbers, relative: Tolerance.iterated)
}

@Test(arguments: ["math", "read"], ["kindergarten", "first_grade", "second_grade", "third_grade"])
func intraclassCorrelationsAgreeWithLme4(outcome: String, wave: String) throws {
  let expected = try StarDesign.expected.get().value("clustering").value(at: ["\(outcome).\(wave)"])
  for level in ["preschool", "group"] {
    let finding = try StarDesign.shared.get().finding("clustering", "clustering:\(outcome).\(wave).\(level)")
    let (share, wanted) = try (finding.number("intraclass_correlation"), expected.number(level))
    expectClose(share, wanted, relative: Tolerance.iterated, finding.text("address") ?? "")
    expectNoticesErrors(in: [wanted], relative: Tolerance.iterated)
    #expect(try finding.number("interval.lower") < share && share < finding.number("interval.upper"))
  }
}

@Test func designOfStarReadsWell() throws {
  let text = try StarDesign.shared.get().text
  for part in [
    "80 preschools hold both arms", "by the plan, as found", "No wave lies before the treatment", "high: the loss can",
    "Warning (contamination)", "free_lunch=1", "80 of 100 cases",
  ] { #expect(text.contains(part), "\(part)") }
  #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
}

@Test func designIsStatedWithoutARun() throws {
  let folder = try SmallPilot.copyWithStore()
  let text = try Program.succeed("design", "pilot.db", "--plan", "pilot/plan.yml", in: folder)
  #expect(text.contains("SYNTHETIC DATA") && text.contains("social_emotional"))
  #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
  let runs = try Program.json("runs", "--store", "pilot.db", "--format", "json", in: folder).elements
  #expect(runs.isEmpty)
}

@Test func designHoldsThePlanAgainstTheData() throws {
  let folder = try Folder()
  try Program.succeed(
    "simulate", "--preschools", "4", "--assignment", "group", "--seed", "7", "-o", "pilot", in: folder)
  let plan = try folder.text("pilot/plan.yml")
  try folder.write(
    plan.replacing(/assignment: \{.*\}/, with: "assignment: {unit: preschool, strata: [], randomised: true}"),
    to: "pilot/plan.yml")
  try Program.succeed("import", "pilot", "--into", "pilot.db", in: folder)
  let text = try Program.succeed("design", "pilot.db", "--plan", "pilot/plan.yml", in: folder)
  let sentences = text.replacing("\n", with: " ")
  #expect(sentences.contains("The plan says that each preschool was assigned; the data show each group was."))
  #expect(sentences.contains("preschools hold both arms"))
  #expect(sentences.contains("Warning (assignment_mismatch)"))
}

@Test func designOfAnUnknownPlanIsRefused() throws {
  let folder = try SmallPilot.copyWithStore()
  try Program.refuse(["design", "pilot.db", "--plan", "none.yml"], in: folder, status: 64, ["none.yml"])
  try Program.refuse(["design", "none.db", "--plan", "pilot/plan.yml"], in: folder, status: 65, ["none.db"])
}
