import Foundation
import TestSupport
import Testing

private let store = SimulatedPilot.store

@Test func runsListsTheRun() throws {
  let folder = try SimulatedPilot.shared.get().folder
  let runs = try Program.json("runs", "--store", store, "--format", "json", in: folder).elements
  #expect(runs.count == 1)
  let name = try #require(runs.first?.text("run"))
  #expect(try Program.succeed("runs", "--store", store, in: folder).contains(name))
  #expect(try Program.succeed("show", name, "--store", store, in: folder).contains(name))
}

@Test func storeIsFoundInTheEnvironment() throws {
  let folder = try SimulatedPilot.shared.get().folder
  let elsewhere = try Folder()
  let outcome = try Program.run("runs", in: elsewhere, environment: ["TARAZY_STORE": folder.path(store)])
  #expect(outcome.status == 0 && outcome.output.contains("Synthetic pilot"))
  #expect(try Program.run("runs", in: folder).status == 0)
}

@Test func showGivesEveryEffectOfThePlan() throws {
  let folder = try SimulatedPilot.shared.get().folder
  let findings = try Program.json("show", "latest", "--store", store, "--format", "json", in: folder)
  let effects = try findings.value("effects").elements
  let addresses = effects.compactMap { $0.text("address") }
  let expected = SimulatedPilot.outcomes.flatMap { outcome in
    ["interim", "final"].flatMap { wave in
      ["mixed_model", "cluster_robust", "wild_bootstrap", "randomization", "cluster_level"].map {
        "effect:\(outcome).\(wave).\($0)"
      }
    }
  }
  #expect(addresses == expected)
  for effect in effects {
    let (low, value) = try (effect.number("estimate.interval.lower"), effect.number("estimate.value"))
    #expect(try low < value && value < effect.number("estimate.interval.upper"))
  }
}

@Test func showIsReadableInATerminal() throws {
  let folder = try SimulatedPilot.shared.get().folder
  let text = try Program.succeed("show", "latest", "--store", store, in: folder)
  #expect(text.contains("SYNTHETIC DATA"))
  #expect(text.contains("West Kazakhstan Region"))
  // Sentences may be wrapped by the terminal, tables must not.
  let tables = text.split(separator: "\n").filter { !$0.hasPrefix("Warning") && !$0.hasPrefix("Note") }
  #expect(tables.allSatisfy { $0.count <= 80 }, "\(text)")
}

@Test func regionsWithoutPreschoolsHaveNoData() throws {
  let folder = try SimulatedPilot.shared.get().folder
  let findings = try Program.json("show", "latest", "--store", store, "--format", "json", in: folder)
  let places = try findings.value("risk").value("places").elements
  let risk = places.filter { $0.text("level") == "region" && $0.text("quarter") == nil }
  #expect(risk.count == 20)
  for region in risk {
    let code = try #require(region.text("place"))
    let hasIndex = try region.value("index") != .null
    #expect(hasIndex == SimulatedPilot.regions.contains(code), "\(code)")
  }
}

@Test(arguments: [
  "effect:cognitive.final.mixed_model", "risk:KZ-27", "levels:cognitive.final.control",
  "transitions:cognitive.baseline-final.control", "flow:final.control", "quality:ceiling.final.control",
  "verdict:cognitive.final", "subgroup:cognitive.final.sex.f", "heterogeneity:cognitive.final.sex",
  "balance:cognitive", "attrition:final.child", "clustering:cognitive.final.preschool",
])
func explainShowsAFindingWithItsSources(address: String) throws {
  let folder = try SimulatedPilot.shared.get().folder
  let text = try Program.succeed("explain", address, "--store", store, in: folder)
  for part in [address, "plan     SHA-256", "data     SHA-256", "seed     7", "random_intercepts"] {
    #expect(text.contains(part))
  }
}

@Test func unknownRunAndAddressAreRefused() throws {
  let folder = try SimulatedPilot.shared.get().folder
  try Program.refuse(["show", "2020-01-01-abcdef", "--store", store], in: folder, status: 65, ["2020-01-01-abcdef"])
  try Program.refuse(["explain", "risk:KZ-99", "--store", store], in: folder, status: 64, ["risk:KZ-99"])
  try Program.refuse(
    ["report", "no-such-run", "--store", store, "-o", "report.html"], in: folder, status: 65, ["no-such-run"])
  #expect(!folder.exists("report.html"))
}

@Test func recordsOfAnImportHoldTheRules() throws {
  let folder = try SimulatedPilot.shared.get().folder
  #expect(try Program.succeed("validate", store, in: folder).hasPrefix("0 rules broken"))
}

@Test func demoEndsWithTheReport() throws {
  let folder = try SmallPilot.copy()
  let text = try Program.succeed("demo", "--pilot", "pilot", "-o", "out", in: folder)
  let report = try #require(text.split(separator: "\n").last)
  #expect(report.hasSuffix("/out/report-en.html"))
  #expect(FileManager.default.fileExists(atPath: String(report)))
  let reports = try folder.names("out").filter { $0.hasPrefix("report-") }
  #expect(reports == ["en", "kk", "ru"].flatMap { ["report-\($0).html", "report-\($0).md"] })
}

@Test(arguments: [
  ["demo"], ["import"], ["validate"], ["design"], ["evaluate"], ["runs"], ["show"], ["explain"], ["fit", "ols"],
  ["fit", "lmm"],
  ["report"], ["export"], ["risk"], ["scores"], ["card"], ["serve"], ["simulate"],
])
func helpHasAnExample(command: [String]) throws {
  let outcome = try Program.run(command + ["--help"], in: Folder())
  #expect(outcome.status == 0)
  #expect(outcome.output.contains("Example") && outcome.output.contains("tarazy " + command.joined(separator: " ")))
}

@Test func misspeltCommandIsAUsageError() throws {
  let outcome = try Program.run("evalute", in: Folder())
  #expect(outcome.status == 64 && !outcome.isSignalled)
}
