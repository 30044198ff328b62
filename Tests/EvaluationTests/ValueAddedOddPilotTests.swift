import Findings
import Records
import Testing

/// The comparison of gains in pilots that are not as they should be: no number without a meaning, and no crash.
@Suite struct ValueAddedOddPilotTests {
  private func plan(_ outcomes: [String] = ["math"]) throws -> Plan {
    var plan = try trialPlan(outcomes: outcomes)
    plan.effects.also = []
    plan.disclosure.minimumPreschools = 2
    return plan
  }

  /// The comparison, all of whose numbers are finite and all of whose intervals hold their estimates.
  private func compared(_ records: PilotRecords, _ plan: Plan) throws -> ValueAddedFindings {
    let comparison = try evaluate(records, plan).valueAdded
    for place in comparison.places {
      let direct = place.direct.value ?? 0
      let probabilities = [place.probabilityAboveExpected.value ?? 0, place.probabilityInHighestFifth.value ?? 0]
      #expect(direct.isFinite && probabilities.allSatisfy { (0...1).contains($0) })
      let estimate = try #require(place.estimate.value)
      #expect(estimate.value.isFinite && estimate.interval.lower.isFinite && estimate.interval.upper.isFinite)
      #expect(estimate.interval.lower <= estimate.value && estimate.value <= estimate.interval.upper)
    }
    return comparison
  }

  private func pilot(directions: (_ group: String) -> [String]) throws -> PilotRecords {
    var records = try TrialPilot().records
    for index in records.groups.indices { records.groups[index].directions = directions(records.groups[index].code) }
    return records
  }

  @Test func directionsThatCannotBeComparedAreNot() throws {
    #expect(try compared(pilot { _ in [] }, plan()).places(.direction).isEmpty)
    #expect(try compared(pilot { _ in ["garden"] }, plan()).places(.direction).isEmpty)
    #expect(try compared(pilot { _ in ["garden", "sewing"] }, plan()).places(.direction).isEmpty)
  }

  @Test func everyGroupMayFollowItsOwnDirection() throws {
    let directions = try compared(pilot { [$0] }, plan()).places(.direction)
    #expect(directions.count == 8 && directions.allSatisfy { $0.counts.value?.groups == 1 })
  }

  /// Two directions that always go together are told apart from others, not from each other.
  @Test func directionsThatGoTogetherHaveOneGain() throws {
    let directions = try compared(
      pilot { $0.hasSuffix("0") ? ["garden"] : ["culinary", "sewing"] }, plan()
    ).places(.direction)
    #expect(directions.map(\.place) == ["culinary", "garden", "sewing"])
    let values = try directions.map { try #require($0.estimate.value).value }
    #expect(abs(values[0] - values[2]) < 1e-9)
  }

  @Test func aDirectionNamedTwiceCountsOnce() throws {
    let once = try compared(pilot { $0.hasSuffix("0") ? ["garden"] : ["garden", "sewing"] }, plan())
    let twice = try compared(
      pilot { $0.hasSuffix("0") ? ["garden", "garden"] : ["garden", "sewing", "garden"] }, plan())
    #expect(once.places == twice.places && once.places(.direction).count == 2)
  }

  @Test func aPreschoolWithoutACharacteristicIsLeftOut() throws {
    var plan = try plan()
    plan.covariates = ["sex", "special_needs"]
    var records = try TrialPilot().records
    let none = try compared(records, plan)
    #expect(none.places.isEmpty && none.method == nil && none.warnings.codes == [.notEstimable])
    for (index, child) in records.children.enumerated() where !child.pseudonym.hasPrefix("P3") {
      records.children[index].hasSpecialNeeds = index % 5 == 0
    }
    let some = try compared(records, plan)
    #expect(some.places(.preschool).map(\.place) == ["P1", "P5", "P7"])
    #expect(some.method?.leftOut == .shown(12))
  }

  @Test func equalResultsAreNotCompared() throws {
    for outcomes in [["flat"], ["never"], ["physical", "flat", "never"]] {
      let comparison = try compared(TrialPilot { _ in 40 }.records, plan(outcomes))
      #expect(comparison.places.isEmpty && comparison.warnings.codes == [.notEstimable], "\(outcomes)")
    }
  }

  @Test func covariatesThatSayTheSameAreDropped() throws {
    var plan = try plan()
    plan.covariates = ["sex", "locality", "ownership", "language", "age_months"]
    var records = try TrialPilot().records
    for index in records.preschools.indices {
      records.preschools[index].locality = index < 4 ? .urban : .rural
      records.preschools[index].ownership = index < 4 ? .state : .private
    }
    for index in records.children.indices {
      records.children[index].birthMonth = CalendarMonth("2021-0\(1 + index % 9)")
    }
    let comparison = try compared(records, plan)
    #expect(comparison.places(.preschool).count == 4)
  }

  @Test func onlyOneWaveAfterTheTreatmentHasFewChildren() throws {
    // Three children of each group are seen again, those of two preschools.
    let pilot = try TrialPilot { observation in
      let number = observation.child.last?.wholeNumberValue ?? 0
      return observation.isAfter && (number > 2 || observation.preschool > 3) ? nil : observation.points
    }
    #expect(try compared(pilot.records, plan()).places(.preschool).count <= 2)
  }

  @Test func aChildThatMovedCountsWhereThePlanSays() throws {
    var records = try TrialPilot().records
    let left = try #require(CalendarDate("2026-03-01"))
    for index in records.enrolments.indices where records.enrolments[index].child.hasPrefix("P1-0") {
      records.enrolments[index].left = left
      var moved = records.enrolments[index]
      (moved.group, moved.entered, moved.left) = ("P3-1", left, nil)
      records.enrolments.append(moved)
    }
    #expect(try compared(records, plan()).places(.preschool).first?.counts.value?.children == 12)
    var attended = try plan()
    attended.effects.arm = .attended
    let places = try compared(records, attended).places(.preschool)
    #expect(places.first?.counts.value?.children == 6 && places[1].counts.value?.children == 18)
  }

  /// Residuals add up to 0 with weights that the funnel and the shrinkage tell: a single hidden region would follow.
  @Test func aRegionThatIsNotComparedTakesASecondOneWithIt() throws {
    var records = try TrialPilot(arm: { _, group in group == 0 ? .experimental : .control }).records
    records.regions = ["A", "B", "C", "D"].map {
      Region(code: $0, names: Names(kk: $0, ru: $0, en: $0), kind: "oblast")
    }
    // Three, two and two preschools, and one alone.
    for (index, region) in "AAABBCCD".enumerated() { records.preschools[index].region = String(region) }
    var plan = try plan()
    plan.assignment.unit = .group
    let comparison = try compared(records, plan)
    #expect(comparison.places(.region).map(\.place) == ["A", "C"] && comparison.method?.regionsNotCompared == 2)
    let shown = comparison.places(.region).reduce(0) { $0 + ($1.counts.value?.children ?? 0) }
    #expect((comparison.method?.children.value ?? 0) - shown >= plan.disclosure.minimumCell)
  }

  /// Whoever reads the comparison alone learns that educators mark their own groups.
  @Test func thatEducatorsMarkTheirOwnGroupsIsSaidInTheComparison() throws {
    var records = try TrialPilot().records
    for index in records.assessments.indices {
      records.assessments[index].assessor = "E" + records.assessments[index].child.dropFirst().dropLast(2)
    }
    #expect(try compared(records, plan()).warnings.codes.contains(.ratedByTeacher))
    #expect(!(try compared(TrialPilot().records, plan()).warnings.codes.contains(.ratedByTeacher)))
  }
}
