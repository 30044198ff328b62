import Findings
import Records
import Testing

/// What the data show about the design is held against what the plan says.
@Suite struct DesignCheckTests {
  private let ofInterest: Set<FindingWarning.Code> = [
    .contamination, .assignmentMismatch, .noBaseline, .ratedByTeacher, .notRandomised, .differentialAttrition,
  ]

  private func codes(_ records: PilotRecords, _ plan: Plan) throws -> Set<FindingWarning.Code> {
    try evaluate(records, plan).warnings.codes.intersection(ofInterest)
  }

  /// Groups of both arms in every preschool.
  private func mixed() throws -> PilotRecords {
    try TrialPilot(arm: { preschool, group in (preschool + group) % 2 == 0 ? .control : .experimental }).records
  }

  @Test func aDesignAsPlannedHasNoWarning() throws {
    #expect(try codes(TrialPilot().records, trialPlan()) == [])
  }

  @Test func groupsOfBothArmsInAPreschoolMayLearnFromEachOther() throws {
    let warnings = try evaluate(mixed(), trialPlan(unit: .group)).warnings
    #expect(warnings.codes.intersection(ofInterest) == [.contamination])
    #expect(warnings.first { $0.code == .contamination }?.facts == ["preschools": "8"])
  }

  @Test func assignmentOfPreschoolsIsHeldAgainstTheGroups() throws {
    #expect(try codes(mixed(), trialPlan()) == [.assignmentMismatch])
  }

  @Test func assignmentOfGroupsIsHeldAgainstThePreschools() throws {
    #expect(try codes(TrialPilot().records, trialPlan(unit: .group)) == [.assignmentMismatch])
  }

  @Test func aPlanWithoutABaselineIsSaid() throws {
    #expect(try codes(TrialPilot().records, trialPlan(baseline: .after)) == [.noBaseline])
  }

  @Test func assignmentWithoutALotIsSaid() throws {
    var plan = try trialPlan()
    plan.assignment.isRandomised = false
    #expect(try codes(TrialPilot().records, plan) == [.notRandomised])
  }

  @Test func educatorsWhoRateTheirOwnChildrenAreSaid() throws {
    var records = try TrialPilot().records
    for index in records.assessments.indices {
      records.assessments[index].assessor = "E" + records.assessments[index].child.dropFirst().dropLast(2)
    }
    #expect(try codes(records, trialPlan()) == [.ratedByTeacher])
  }

  /// A band that leaves for school is not attrition; children of one arm who stay away are.
  @Test func onlyChildrenWhoCouldStayAreLost() throws {
    let leaving = try TrialPilot { $0.ageBand == 5 && $0.wave == 2 && $0.isExperimental ? nil : $0.points }
    #expect(try codes(leaving.records, trialPlan()) == [.differentialAttrition])
    // Most of the experimental children of band 5 were never seen: the band is a larger part of the control arm.
    let together = try TrialPilot { observation in
      guard observation.ageBand == 5 else { return observation.points }
      let wasSeen = !observation.isExperimental || observation.child.hasSuffix("0") || observation.child.hasSuffix("1")
      return wasSeen && observation.wave < 2 ? observation.points : nil
    }
    #expect(try codes(together.records, trialPlan()) == [])
  }
}
