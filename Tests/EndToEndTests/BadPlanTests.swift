import Foundation
import TestSupport
import Testing

/// A change to a good plan, and what the refusal must say.
struct BadPlan: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let words: [String]
  let change: @Sendable (inout String) -> Void

  init(_ description: String, _ words: String..., change: @escaping @Sendable (inout String) -> Void) {
    testDescription = description
    self.words = words
    self.change = change
  }

  /// Replaces one piece of the plan's text by another.
  init(_ description: String, _ old: String, _ new: String, _ words: String...) {
    testDescription = description
    self.words = words
    change = { $0 = $0.replacingOccurrences(of: old, with: new) }
  }
}

private let badPlans = [
  BadPlan("missing column", "covariates: [sex,", "covariates: [height,", "plan.yml:11", "height"),
  BadPlan("unknown outcome", "outcomes: [physical,", "outcomes: [charm,", "plan.yml:10", "charm"),
  BadPlan("unknown key", "seed: 7", "sead: 7", "plan.yml:24:1", "sead", "unknown key"),
  BadPlan("unknown estimator", "primary: mixed_model", "primary: magic", "plan.yml:14", "magic"),
  BadPlan("confidence of 95", "confidence: 0.95", "confidence: 95", "plan.yml:19", "confidence"),
  BadPlan(
    "waves out of order", "school_year: 2025-26, official_wave: interim",
    "school_year: 2027-28, official_wave: interim", "plan.yml:"),
  BadPlan("missing risk framework", "framework: risk.yml", "framework: nowhere.yml", "nowhere.yml"),
  BadPlan("empty", "plan.yml") { $0 = "" },
  BadPlan("no YAML", "plan.yml:2:1: not YAML") { $0 = "pilot: {name: [\n" },
]

@Test(arguments: badPlans) func badPlanIsRefusedAndNoRunIsKept(fault: BadPlan) throws {
  let folder = try SmallPilot.copyWithStore()
  var plan = try folder.text("pilot/plan.yml")
  fault.change(&plan)
  try folder.write(plan, to: "pilot/plan.yml")
  let before = try folder.bytes("pilot.db")
  let outcome = try Program.run("evaluate", "pilot.db", "--plan", "pilot/plan.yml", in: folder)
  #expect([64, 65].contains(outcome.status) && !outcome.isSignalled && outcome.output.isEmpty)
  for word in fault.words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
  #expect(try folder.bytes("pilot.db") == before)
}

@Test func randomBytesAsAPlanAreRefused() throws {
  let folder = try SmallPilot.copyWithStore()
  try folder.write(randomBytes(count: 100_000), to: "plan.yml")
  try Program.refuse(["evaluate", "pilot.db", "--plan", "plan.yml"], in: folder, status: 65, ["plan.yml is not UTF-8"])
}

@Test func wavesWithoutObservationsAreNamed() throws {
  let folder = try SmallPilot.copyWithStore()
  try folder.edit("pilot/plan.yml") { lines in
    lines = lines.map { $0.replacingOccurrences(of: "2025-26", with: "2035-36") }
      .map { $0.replacingOccurrences(of: "2026-27", with: "2036-37") }
  }
  try Program.refuse(
    ["evaluate", "pilot.db", "--plan", "pilot/plan.yml"], in: folder, status: 65, ["baseline, interim, final"])
}
