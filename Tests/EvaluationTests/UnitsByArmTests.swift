import Evaluation
import Findings
import Records
import Testing

/// Which unit was assigned, as the data show it, on pilots of eight preschools of two groups in one region.
@Suite struct UnitsByArmTests {
  private func units(_ arm: @escaping (_ preschool: Int, _ group: Int) -> Arm) throws -> [AssignmentUnits] {
    try statedDesign(TrialPilot(arm: arm).records, trialPlan(outcomes: ["math"])).design.units
  }

  private func counts(_ units: [AssignmentUnits]) -> [[Int]] {
    units.map { [$0.controlOnly, $0.experimentalOnly, $0.bothArms] }
  }

  @Test func preschoolsOfOneArmEachWereAssigned() throws {
    let units = try units { preschool, _ in preschool % 2 == 0 ? .control : .experimental }
    #expect(units.map(\.level) == ["region", "preschool", "group"])
    #expect(counts(units) == [[0, 0, 1], [4, 4, 0], [8, 8, 0]])
    #expect(units.map(\.isPlanned) == [false, true, false])
    #expect(units.map(\.isFound) == [false, true, false])
  }

  @Test func onePreschoolOfBothArmsMakesGroupsTheUnit() throws {
    let units = try units { preschool, group in
      preschool % 2 == 1 || (preschool, group) == (0, 1) ? .experimental : .control
    }
    #expect(counts(units) == [[0, 0, 1], [3, 4, 1], [7, 9, 0]])
    #expect(units.map(\.isPlanned) == [false, true, false])
    #expect(units.map(\.isFound) == [false, false, true])
  }

  @Test func oneArmShowsNoAssignment() throws {
    let units = try units { _, _ in .control }
    #expect(counts(units) == [[1, 0, 0], [8, 0, 0], [16, 0, 0]])
    #expect(units.allSatisfy { !$0.isFound })
  }
}
