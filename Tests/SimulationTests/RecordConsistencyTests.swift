import Records
import Simulation
import Testing

/// The records of a simulated pilot fit together.
@Suite struct RecordConsistencyTests {
  @Test(arguments: Plan.Assignment.Unit.allCases) func recordsBreakNoRule(unit: Plan.Assignment.Unit) throws {
    var shape = PilotShape()
    shape.preschoolCount = 40
    shape.assignment = unit
    #expect(try PilotSimulator(shape: shape, seed: 3).simulate().violations().isEmpty)
  }

  @Test func everySheetFallsIntoTheStayOfItsChild() throws {
    let records = try BundledPilot.records.get()
    let stays = Dictionary(uniqueKeysWithValues: records.enrolments.map { ($0.child, $0) })
    #expect(records.assessments.allSatisfy { stays[$0.child]?.covers($0.observedOn) == true })
    #expect(stays.values.allSatisfy { stay in stay.left.map { stay.entered <= $0 } ?? true })
    #expect(records.assessments.map(\.officialWave).contains(.start))
  }

  @Test func everySheetFitsItsGroupFormAndEducator() throws {
    let records = try BundledPilot.records.get()
    let group = Dictionary(uniqueKeysWithValues: records.enrolments.map { ($0.child, $0.group) })
    let rows = Dictionary(uniqueKeysWithValues: records.groups.map { (GroupYear($0.code, $0.schoolYear), $0) })
    let forms = Dictionary(uniqueKeysWithValues: records.instrument.forms.map { ($0.key, $0) })
    for sheet in records.assessments {
      let form = try #require(forms[sheet.form])
      let row = try #require(rows[GroupYear(group[sheet.child] ?? "", sheet.schoolYear)])
      try #require(form.ageBand == row.ageBand && form.officialWave == sheet.officialWave)
      try #require(sheet.assessor == row.educator && sheet.marks.count == form.items.count)
    }
  }

  @Test func septemberSheetsOfBandFiveCarryItemsOfBandFour() throws {
    let records = try BundledPilot.records.get()
    let september = records.assessments.filter { $0.officialWave == .start }
    #expect(!september.isEmpty)
    #expect(september.allSatisfy { $0.form == "5-start" && $0.marks.count == 66 })
    let schoolChildren = Set(records.groups.filter { $0.schoolYear.startYear == 2025 && $0.ageBand == 5 }.map(\.code))
    let lastDay = try #require(CalendarDate("2026-08-31"))
    for stay in records.enrolments where schoolChildren.contains(stay.group) {
      #expect(try #require(stay.left) <= lastDay)
    }
  }

  @Test func childrenHaveTheAgeOfTheirBandAndAPseudonymOfTheirOwn() throws {
    let records = try BundledPilot.records.get()
    #expect(Set(records.children.map(\.pseudonym)).count == records.children.count)
    let band = Dictionary(
      records.groups.map { ($0.code, $0.ageBand) }, uniquingKeysWith: { first, _ in first })
    let group = Dictionary(uniqueKeysWithValues: records.enrolments.map { ($0.child, $0.group) })
    let cutOff = try #require(CalendarDate("2025-09-01"))
    for child in records.children {
      let months = try #require(child.birthMonth).months(until: cutOff)
      // Born in September to August: completed months from band × 12 (a September child is 12 months older).
      let youngest = try #require(band[group[child.pseudonym] ?? ""]) * 12 + 1
      try #require((youngest..<youngest + 12).contains(months))
    }
  }

  @Test func implementationIsReportedWhereThereIsSomethingToReport() throws {
    let records = try BundledPilot.records.get()
    let experimental = Set(records.groups.filter { $0.arm == .experimental }.map(\.code))
    #expect(records.groups.allSatisfy { $0.directions.isEmpty == ($0.arm == .control) })
    #expect(!records.sessions.isEmpty && records.sessions.allSatisfy { experimental.contains($0.group) })
    #expect(records.sessions.allSatisfy { $0.held <= $0.planned && $0.attended <= $0.held * 40 })
    #expect(records.feedback.allSatisfy { (1...5).contains($0.score) })
    #expect(records.indicators.allSatisfy { $0.value >= 0 && $0.value <= $0.denominator ?? 0 })
    let experimentalPreschools = Set(records.groups.filter { $0.arm == .experimental }.map(\.preschool))
    let trained = Set(records.indicators.filter { $0.indicator == "pilot_training" }.map(\.preschool))
    #expect(trained == experimentalPreschools)
  }

  private struct GroupYear: Hashable {
    let code: String
    let year: SchoolYear
    init(_ code: String, _ year: SchoolYear) {
      self.code = code
      self.year = year
    }
  }
}
