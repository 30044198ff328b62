import Evaluation
import Findings
import Records
import TestSupport
import Testing

/// Losses counted by hand on pilots of four preschools of two groups of six children in each arm.
@Suite struct AttritionAnalysisTests {
  private func attrition(
    unit: Plan.Assignment.Unit = .preschool, _ points: (TrialPilot.Observation) -> Int?
  ) throws -> [String: AttritionFinding] {
    let design = try statedDesign(TrialPilot(points: points).records, trialPlan(outcomes: ["math"], unit: unit)).design
    return Dictionary(uniqueKeysWithValues: design.attrition.map { ($0.address, $0) })
  }

  private func expect(
    _ finding: AttritionFinding?, units: Int?, lost: [Double?], _ verdicts: [AttritionFinding.Verdict?],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let finding = try #require(finding, sourceLocation: sourceLocation)
    #expect(finding.atFirstWave.value == units, sourceLocation: sourceLocation)
    for (actual, wanted) in zip([finding.overall, finding.control, finding.experimental], lost) {
      #expect((actual.value == nil) == (wanted == nil), sourceLocation: sourceLocation)
      expectClose(
        actual.value ?? 0, wanted ?? 0, relative: Tolerance.closedForm, scale: 1, sourceLocation: sourceLocation)
    }
    #expect([finding.cautious.value, finding.optimistic.value] == verdicts, sourceLocation: sourceLocation)
  }

  @Test func nobodyIsLost() throws {
    let findings = try attrition { $0.points }
    #expect(findings.count == 4)
    try expect(findings["attrition:final.preschool"], units: 8, lost: [0, 0, 0], [.low, .low])
    try expect(findings["attrition:final.child"], units: 96, lost: [0, 0, 0], [.low, .low])
  }

  /// One experimental preschool is gone at the last wave, and two children of a control preschool that stayed.
  @Test func childrenAreCountedInThePreschoolsThatStayed() throws {
    let findings = try attrition { observation in
      let isLost = observation.preschool == 1 || ["P0-0-0", "P0-1-3"].contains(observation.child)
      return isLost && observation.wave == 2 ? nil : observation.points
    }
    try expect(findings["attrition:interim.preschool"], units: 8, lost: [0, 0, 0], [.low, .low])
    try expect(findings["attrition:final.preschool"], units: 8, lost: [1 / 8, 0, 1 / 4], [.high, .high])
    try expect(findings["attrition:final.child"], units: 84, lost: [2 / 84, 2 / 48, 0], [.low, .low])
  }

  /// 6 of 48 experimental children and none of the others: 12.5 points apart where about 6 and 11 are tolerated.
  @Test func moreThanTheBoundaryIsHigh() throws {
    let findings = try attrition { observation in
      observation.isExperimental && observation.child.hasSuffix("-0-0") && observation.preschool < 8
        && observation.wave == 2 || ["P1-1-0", "P3-1-0"].contains(observation.child) && observation.wave == 2
        ? nil : observation.points
    }
    let finding = findings["attrition:final.child"]
    try expect(finding, units: 96, lost: [6 / 96, 0, 6 / 48], [.high, .high])
    let cautious = try #require(finding?.cautiousBoundary)
    let optimistic = try #require(finding?.optimisticBoundary)
    #expect(0.05 < cautious && cautious < 0.07 && 0.1 < optimistic && optimistic < 0.125)
  }

  @Test func aBandThatLeavesForSchoolIsNotLost() throws {
    let findings = try attrition { $0.ageBand == 5 && $0.wave == 2 ? nil : $0.points }
    try expect(findings["attrition:interim.child"], units: 96, lost: [0, 0, 0], [.low, .low])
    try expect(findings["attrition:final.child"], units: 48, lost: [0, 0, 0], [.low, .low])
    let groups = try attrition(unit: .group) { $0.ageBand == 5 && $0.wave == 2 ? nil : $0.points }
    try expect(groups["attrition:final.group"], units: 8, lost: [0, 0, 0], [.low, .low])
  }

  @Test func aWaveWithoutObservationsHasNoData() throws {
    let findings = try attrition { $0.wave == 2 ? nil : $0.points }
    for level in ["preschool", "child"] {
      try expect(findings["attrition:final.\(level)"], units: nil, lost: [nil, nil, nil], [nil, nil])
      #expect(findings["attrition:final.\(level)"]?.cautiousBoundary == nil)
    }
  }

  @Test func anArmOfWhichNobodyIsLeftIsBeyondAnyBoundary() throws {
    let findings = try attrition { $0.wave == 2 && $0.isExperimental ? nil : $0.points }
    try expect(findings["attrition:final.preschool"], units: 8, lost: [1 / 2, 0, 1], [.high, .high])
    try expect(findings["attrition:final.child"], units: 48, lost: [0, 0, nil], [nil, nil])
  }

  /// A child observed in another group is not lost, whichever arm it counts for there.
  @Test func aChildThatMovedIsNotLost() throws {
    var records = try TrialPilot().records
    let child = TrialPilot.childCode(0, 0, 0)
    let index = try #require(records.enrolments.firstIndex { $0.child == child })
    records.enrolments[index].left = CalendarDate("2026-03-01")
    records.enrolments.append(
      Enrolment(
        child: child, group: TrialPilot.groupCode(1, 0), entered: try #require(CalendarDate("2026-03-02")), left: nil))
    var plan = try trialPlan(outcomes: ["math"])
    plan.effects.arm = .attended
    let attrition = try statedDesign(records, plan).design.attrition
    #expect(attrition.allSatisfy { $0.overall.value == 0 })
  }
}
