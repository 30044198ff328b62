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
    #expect(plan.risk?.blocks.map(\.key) == ["outcome", "implementation"])
  }

  @Test func everyReportedIndicatorHasGoalposts() throws {
    let simulator = try PilotSimulator(seed: 7)
    let framework = try RiskFramework(yaml: try #require(try Self.files(simulator)["risk.yml"]))
    let indicators = framework.blocks.flatMap(\.indicators)
    let reported = Set(simulator.simulate().indicators.map(\.indicator))
    #expect(Set(indicators.filter { $0.source == .indicators }.map(\.key)) == reported)
    #expect(Set(indicators.map(\.source)) == Set(RiskFramework.Indicator.Source.allCases))
  }

  @Test func theReadmeSaysThatTheDataAreSynthetic() throws {
    let readme = try #require(try Self.files(PilotSimulator(seed: 7))["README.md"])
    #expect(readme.contains("SYNTHETIC"))
    #expect(readme.contains(Self.command))
  }

  private static func files(_ simulator: PilotSimulator) throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: try CompanionFiles(simulator, command: command).all().map { ($0.name, $0.text) })
  }
}
