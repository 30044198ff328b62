import Foundation
import Records
import Simulation
import Testing

/// The texts beside a simulated pilot are valid, and the bundled pilot is what the simulator writes.
@Suite struct CompanionFilesTests {
  private static let command = "tarazy simulate --seed 2026 -o datasets/pilot-2026"

  @Test(arguments: Plan.Assignment.Unit.allCases) func planAndRiskFrameworkAreRead(unit: Plan.Assignment.Unit) throws {
    var shape = PilotShape()
    shape.assignment = unit
    let files = try Self.files(PilotSimulator(shape: shape, seed: 7))
    let plan = try Plan(yaml: try #require(files["plan.yml"]), instrument: PilotInstrument.standard) { name in
      try #require(files[name])
    }
    #expect(plan.pilot.isSynthetic)
    #expect(plan.assignment.unit == unit)
    #expect(plan.waves.map(\.role) == [.before, .after, .after])
    #expect(plan.seed == 7)
    #expect(plan.risk?.blocks.map(\.key) == ["outcome", "implementation", "evidence"])
    #expect(plan.risk?.flags.map(\.key) == ["injury", "open_violation"])
  }

  @Test func everyReportedIndicatorHasGoalposts() throws {
    let simulator = try PilotSimulator(seed: 7)
    let framework = try RiskFramework(yaml: try #require(try Self.files(simulator)["risk.yml"]))
    let indicators = framework.indicators
    let reported = Set(try BundledPilot.records.get().indicators.map(\.indicator))
    let asked = indicators.filter { $0.source == .indicators }.map(\.key) + framework.flags.map(\.key)
    #expect(Set(asked) == reported)
    #expect(indicators.allSatisfy { $0.noRisk != nil && $0.fullRisk != nil && $0.source != nil })
  }

  @Test func theReadmeSaysThatTheDataAreSynthetic() throws {
    let readme = try #require(try Self.files(PilotSimulator(seed: 7))["README.md"])
    #expect(readme.contains("SYNTHETIC"))
    #expect(readme.contains(Self.command))
  }

  @Test func theBundledPilotIsWhatTheSimulatorMakes() throws {
    let simulator = try PilotSimulator(seed: 2026)
    let files = try Self.files(simulator)
    for name in ["README.md", "plan.yml", "risk.yml"] {
      #expect(try Self.bundled(name) == files[name], "datasets/pilot-2026/\(name)")
    }
    #expect(
      TruthDocument(try PilotSimulator(truthFile: Data(try Self.bundled("truth.json").utf8))).truth == PilotTruth())
    let records = try BundledPilot.records.get()
    #expect(try Self.firstColumn("children.csv") == records.children.map(\.pseudonym))
    #expect(try Self.firstColumn("groups.csv") == records.groups.map(\.code))
    #expect(try Self.firstColumn("assessments.csv") == records.assessments.map(\.child))
  }

  @Test func theBundledMarksAreTheSimulatedOnes() throws {
    let records = try BundledPilot.records.get()
    let codes = records.instrument.items.map(\.code)
    let forms = Dictionary(uniqueKeysWithValues: records.instrument.forms.map { ($0.key, Set($0.items)) })
    let rows = try Self.bundled("assessments.csv").split(separator: "\n").dropFirst()
    for (row, sheet) in zip(rows, records.assessments.prefix(200)) {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).dropFirst(6)
      let marks = zip(codes, cells).filter { forms[sheet.form]?.contains($0.0) == true }.map(\.1)
      try #require(marks == sheet.marks.map(Self.cell))
    }
  }

  private static func cell(_ mark: Mark) -> Substring {
    switch mark {
    case .missing: ""
    case .notApplicable: "na"
    default: Substring(mark.points.map(String.init) ?? "?")
    }
  }

  private static func bundled(_ name: String) throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../datasets/pilot-2026/\(name)").standardizedFileURL
    return try String(contentsOf: file, encoding: .utf8)
  }

  private static func firstColumn(_ name: String) throws -> [String] {
    try bundled(name).split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
  }

  private static func files(_ simulator: PilotSimulator) throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: try CompanionFiles(simulator, command: command).all().map { ($0.name, $0.text) })
  }
}
