import Findings
import Records
import Testing

/// Signs in the sheets: what one assessor did shows in the arm, and nowhere else.
@Suite struct RaterAnalysisTests {
  private let rounding = 1e-12

  /// Every group has an assessor of its own.
  private func pilot() throws -> TrialPilot {
    var pilot = try TrialPilot()
    for index in pilot.records.assessments.indices {
      pilot.records.assessments[index].assessor = "A-" + pilot.records.assessments[index].child.dropLast(2)
    }
    return pilot
  }

  private func raters(_ pilot: TrialPilot, _ address: String) throws -> RaterFinding {
    try #require(evaluate(pilot.records, trialPlan()).raters.first { $0.address == address })
  }

  @Test func armsThatAreMirrorImagesAreMarkedAlike() throws {
    let findings = try evaluate(pilot().records, trialPlan()).raters
    #expect(findings.count == 6)
    for wave in ["baseline", "interim", "final"] {
      let arms = findings.filter { $0.wave == wave }
      #expect(arms.map(\.arm) == ["control", "experimental"] && arms.map(\.assessorCount) == [8, 8])
      #expect(arms[0].counts.value == Counts(children: 48, groups: 8, preschools: 4))
      #expect(arms[0].ceiling == arms[1].ceiling && arms[0].identical == arms[1].identical)
      let (control, experimental) = (try #require(arms[0].spread.value), try #require(arms[1].spread.value))
      #expect(abs(control - experimental) < rounding && control > 0)
    }
  }

  @Test func sheetsOfOneMarkAreCounted() throws {
    var pilot = try pilot()
    for index in pilot.records.assessments.indices where pilot.records.assessments[index].child.hasPrefix("P1-0-") {
      if pilot.records.assessments[index].officialWave == .final {
        pilot.records.assessments[index].marks = [Mark](repeating: .high, count: TrialPilot.itemCount)
      }
    }
    let found = try raters(pilot, "raters:interim.experimental")
    let mirrored = try raters(pilot, "raters:interim.control")
    // A sheet of 40 points has the mark 2 throughout; the twins of the six sheets may hold some.
    let twins = pilot.records.assessments.count { sheet in
      sheet.child.hasPrefix("P0-0-") && sheet.officialWave == .final && Set(sheet.marks).count == 1
    }
    let added = try #require(found.straightLined.value) - #require(mirrored.straightLined.value)
    #expect(abs(added - Double(6 - twins) / 48) < rounding)
    #expect(try #require(found.identical.value) >= 6.0 / 48)
    #expect(try #require(found.ceiling.value) > #require(mirrored.ceiling.value))
    #expect(try #require(found.spread.value) < #require(mirrored.spread.value))
  }

  @Test func newAssessorIsToldFromTheOneWhoStayed() throws {
    var pilot = try TrialPilot { $0.preschool == 0 && $0.wave == 1 ? $0.points + 6 : $0.points }
    for index in pilot.records.assessments.indices where pilot.records.assessments[index].child.hasPrefix("P0-") {
      if pilot.records.assessments[index].officialWave == .final { pilot.records.assessments[index].assessor = "new" }
    }
    let found = try raters(pilot, "raters:interim.control")
    let plain = try raters(try TrialPilot(), "raters:interim.control")
    #expect(plain.changeWithNewAssessor == .noData)
    #expect(try #require(found.changeWithNewAssessor.value) > #require(found.changeWithSameAssessor.value))
    // The mean over all children is that of the untouched pilot, but for 6 points of 20 items in a quarter of them.
    let mean = try (#require(found.changeWithNewAssessor.value) + 3 * #require(found.changeWithSameAssessor.value)) / 4
    #expect(abs(mean - (try #require(plain.changeWithSameAssessor.value)) - 6.0 / 20 / 4) < rounding)
  }

  @Test func sheetWithoutAnAssessorIsNotCounted() throws {
    var pilot = try TrialPilot()
    for index in pilot.records.assessments.indices { pilot.records.assessments[index].assessor = "" }
    #expect(try evaluate(pilot.records, trialPlan()).raters.isEmpty)
  }
}
