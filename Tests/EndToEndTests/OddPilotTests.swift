import Foundation
import TestSupport
import Testing

/// The findings of a small pilot whose files were changed first.
private func findings(changing change: (Folder) throws -> Void) throws -> JSONValue {
  let folder = try SmallPilot.copy()
  try change(folder)
  try Program.succeed("import", "pilot", "--into", "pilot.db", in: folder)
  let findings = try Program.json(
    "evaluate", "pilot.db", "--plan", "pilot/plan.yml", "--format", "json", in: folder)
  // What can be found can be reported.
  try Program.succeed("report", "latest", "--store", "pilot.db", "-o", "report.html", in: folder)
  return findings
}

private func codes(_ finding: JSONValue) throws -> Set<String> {
  try Set(finding.value("warnings").elements.compactMap { $0.text("code") })
}

/// Records an issue unless no effect is estimated and each says why.
private func expectNoEffect(_ findings: JSONValue) throws {
  let effects = try findings.value("effects").elements
  #expect(effects.count == 50)
  for effect in effects {
    #expect(try effect.value("estimate") == .null)
    #expect(try codes(effect).contains("not_estimable"))
  }
}

@Test func constantOutcomeIsNotEstimatedAndSaid() throws {
  let findings = try findings {
    try $0.edit("pilot/assessments.csv") { lines in
      for line in 1..<(lines.count - 1) {
        let cells = lines[line].components(separatedBy: ",")
        let marks = cells[6...].map { ["1", "3"].contains($0) ? "2" : $0 }
        lines[line] = (cells[..<6] + marks).joined(separator: ",")
      }
    }
  }
  try expectNoEffect(findings)
}

@Test func oneClusterIsNotEstimatedAndSaid() throws {
  let findings = try findings {
    try $0.edit("pilot/groups.csv") { lines in
      for line in 1..<(lines.count - 1) { replaceCell(1, of: &lines[line], with: "P-001") }
    }
  }
  try expectNoEffect(findings)
  #expect(try codes(findings).contains("assignment_mismatch"))
}

@Test func emptyArmIsNotEstimatedAndSaid() throws {
  let findings = try findings {
    try $0.edit("pilot/groups.csv") { lines in
      for line in 1..<(lines.count - 1) { replaceCell(5, of: &lines[line], with: "control") }
    }
  }
  try expectNoEffect(findings)
}

@Test func groupsOfBothArmsInOnePreschoolAreSaid() throws {
  let folder = try Folder()
  try Program.succeed(
    "simulate", "--preschools", "4", "--assignment", "group", "--seed", "7", "-o", "pilot", in: folder)
  // What was assigned is what must be free to change: slopes of preschools alone would understate the error.
  #expect(try folder.text("pilot/plan.yml").contains("wave_slopes: [group]"))
  try Program.succeed("import", "pilot", "--into", "pilot.db", in: folder)
  let findings = try Program.json("evaluate", "pilot.db", "--plan", "pilot/plan.yml", "--format", "json", in: folder)
  #expect(try codes(findings).contains("contamination"))
  // At the last wave every preschool has one group left, so that groups cannot be compared within preschools.
  for effect in try findings.value("effects").elements {
    let isLost = try effect.text("estimator") == "cluster_level" && effect.text("wave") == "final"
    #expect(try (effect.value("estimate") == .null) == isLost)
    if isLost { #expect(try codes(effect).contains("not_estimable")) }
  }
}

/// With one preschool per region nothing tells how much preschools differ: no interval, and so no index.
@Test func riskWithoutAnErrorIsNotGivenAsCertain() throws {
  let findings = try findings { _ in }
  for region in try findings.value("risk").elements {
    #expect(try region.value("index") == .null)
    #expect(try codes(region).contains("insufficient_data"))
  }
}

@Test func planWithoutRiskHasNoRisk() throws {
  let findings = try findings {
    try $0.edit("pilot/plan.yml") { lines in lines.removeAll { $0.hasPrefix("risk:") } }
  }
  #expect(try findings.value("risk").elements.isEmpty)
}

@Test func planWithoutBaselineComparesTheArms() throws {
  let findings = try findings {
    try $0.edit("pilot/plan.yml") { lines in lines.removeAll { $0.contains("name: baseline") } }
  }
  #expect(try codes(findings).contains("no_baseline"))
  #expect(try findings.value("effects").elements.count == 50)
}
