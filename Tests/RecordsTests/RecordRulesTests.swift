import Records
import Testing

/// One preschool, one group in two school years, one child seen at three waves.
private func pilot() throws -> PilotRecords {
  let instrument = try Instrument(
    yaml: """
      areas: {a: {kk: a, ru: a, en: a}}
      items: [{code: 4-Ф.1, area: a}, {code: 5-Ф.1, area: a}]
      forms:
        4-interim: {age_band: 4, official_wave: interim, items: [4-Ф.1]}
        4-final: {age_band: 4, official_wave: final, items: [4-Ф.1]}
        5-start: {age_band: 5, official_wave: start, items: [4-Ф.1]}
      continuous: {math: {kk: m, ru: m, en: m, minimum: 0, maximum: 10}}
      levels: {cuts: [1.6, 2.3], minimum_item_share: 0.5}
      """)
  var records = PilotRecords(instrument: instrument)
  records.regions = [Region(code: "R", names: Names(kk: "r", ru: "r", en: "r"), kind: "oblast")]
  records.preschools = ["P", "Q"].map {
    Preschool(code: $0, name: $0, region: "R", district: nil, locality: nil, ownership: nil)
  }
  records.groups = try ["2025-26", "2026-27"].enumerated().map { offset, year in
    Group(
      code: "G", preschool: "P", schoolYear: try #require(SchoolYear(year)), ageBand: 4 + offset, language: "kk",
      arm: .control, directions: [], educator: "E")
  }
  records.children = [
    Child(
      pseudonym: "c", sex: .female, birthMonth: nil, hasSpecialNeeds: nil, consent: .granted,
      consentDate: CalendarDate("2025-12-01"))
  ]
  records.enrolments = [Enrolment(child: "c", group: "G", entered: try date("2025-09-01"), left: nil)]
  records.assessments = [
    try sheet("2025-26", .interim, "4-interim", "2026-01-20"), try sheet("2025-26", .final, "4-final", "2026-05-20"),
    try sheet("2026-27", .start, "5-start", "2026-09-15"),
  ]
  records.scores = [
    Score(
      child: "c", schoolYear: records.groups[0].schoolYear, officialWave: .final, observedOn: try date("2026-05-20"),
      outcome: "math", value: 10)
  ]
  return records
}

private func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

private func sheet(_ year: String, _ wave: OfficialWave, _ form: String, _ day: String) throws -> Assessment {
  Assessment(
    child: "c", schoolYear: try #require(SchoolYear(year)), officialWave: wave, observedOn: try date(day),
    assessor: "", form: form, marks: [.high])
}

/// A change to a pilot without faults, and the one violation it must cause.
struct Fault: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let change: @Sendable (inout PilotRecords) throws -> Void
  let file: RecordFile
  let index: Int
  let column: String
  let reason: RecordViolation.Reason
}

private let faults: [Fault] = [
  Fault(
    testDescription: "unknown region", change: { $0.preschools[1].region = "X" }, file: .preschools, index: 1,
    column: "region", reason: .unknown(.region, code: "X")),
  Fault(
    testDescription: "duplicate preschool", change: { $0.preschools[1].code = "P" }, file: .preschools, index: 1,
    column: "preschool", reason: .duplicate(firstIndex: 0)),
  Fault(
    testDescription: "group moves", change: { $0.groups[1].preschool = "Q" }, file: .groups, index: 1,
    column: "preschool", reason: .differentPreschool(otherIndex: 0)),
  Fault(
    testDescription: "duplicate child", change: { $0.children.append($0.children[0]) }, file: .children, index: 1,
    column: "child", reason: .duplicate(firstIndex: 0)),
  Fault(
    testDescription: "consent without date", change: { $0.children[0].consentDate = nil }, file: .children,
    index: 0, column: "consent_date", reason: .consentWithoutDate),
  Fault(
    testDescription: "unknown group",
    change: {
      $0.enrolments.append(
        Enrolment(child: "c", group: "X", entered: try date("2020-09-01"), left: try date("2020-09-02")))
    },
    file: .enrolments, index: 1, column: "group", reason: .unknown(.group, code: "X")),
  Fault(
    testDescription: "unknown child",
    change: { $0.enrolments.append(Enrolment(child: "d", group: "G", entered: try date("2025-09-01"), left: nil)) },
    file: .enrolments, index: 1, column: "child", reason: .unknown(.child, code: "d")),
  Fault(
    testDescription: "overlap",
    change: { $0.enrolments.append(Enrolment(child: "c", group: "G", entered: try date("2026-09-20"), left: nil)) },
    file: .enrolments, index: 1, column: "entered", reason: .overlappingEnrolment(otherIndex: 0)),
  Fault(
    testDescription: "left before entered",
    change: {
      $0.enrolments.insert(
        Enrolment(child: "c", group: "G", entered: try date("2024-09-02"), left: try date("2024-09-01")), at: 0)
    },
    file: .enrolments, index: 0, column: "left", reason: .leftBeforeEntered),
  Fault(
    testDescription: "observed after leaving", change: { $0.enrolments[0].left = try date("2026-09-14") },
    file: .assessments, index: 2, column: "observed_on",
    reason: .notEnrolled(child: "c", on: CalendarDate(year: 2026, month: 9, day: 15)!)),
  Fault(
    testDescription: "group without year", change: { $0.groups.removeLast() }, file: .assessments, index: 2,
    column: "school_year", reason: .groupWithoutYear(group: "G", schoolYear: SchoolYear(startYear: 2026)!)),
  Fault(
    testDescription: "duplicate sheet", change: { $0.assessments.append($0.assessments[0]) }, file: .assessments,
    index: 3, column: "child", reason: .duplicate(firstIndex: 0)),
  Fault(
    testDescription: "unknown form", change: { $0.assessments[0].form = "X" }, file: .assessments, index: 0,
    column: "form", reason: .unknown(.form, code: "X")),
  Fault(
    testDescription: "wrong age band",
    change: {
      $0.groups[0].ageBand = 3; $0.assessments.remove(at: 1)
    },
    file: .assessments, index: 0, column: "form", reason: .wrongAgeBand(form: 4, group: 3)),
  Fault(
    testDescription: "wrong wave", change: { $0.assessments[0].form = "4-final" }, file: .assessments, index: 0,
    column: "form", reason: .wrongWave(form: .final, sheet: .interim)),
  Fault(
    testDescription: "wave out of order", change: { $0.assessments[1].observedOn = try date("2026-01-20") },
    file: .assessments, index: 1, column: "observed_on",
    reason: .waveOutOfOrder(earlier: .interim, on: CalendarDate(year: 2026, month: 1, day: 20)!)),
  Fault(
    testDescription: "outside the school year", change: { $0.assessments[1].observedOn = try date("2026-09-01") },
    file: .assessments, index: 1, column: "observed_on", reason: .outsideSchoolYear(SchoolYear(startYear: 2025)!)),
  Fault(
    testDescription: "too many marks", change: { $0.assessments[0].marks.append(.low) }, file: .assessments,
    index: 0, column: "form", reason: .wrongMarkCount(expected: 1, found: 2)),
  Fault(
    testDescription: "score out of range", change: { $0.scores[0].value = 10.5 }, file: .scores, index: 0,
    column: "value", reason: .outOfRange(value: 10.5, minimum: 0, maximum: 10)),
  Fault(
    testDescription: "unknown outcome", change: { $0.scores[0].outcome = "art" }, file: .scores, index: 0,
    column: "outcome", reason: .unknown(.outcome, code: "art")),
]

@Test func pilotWithoutFaultsHasNoViolations() throws {
  #expect(try pilot().violations() == [])
}

@Test(arguments: faults) func faultIsFound(fault: Fault) throws {
  var records = try pilot()
  try fault.change(&records)
  #expect(
    records.violations() == [
      RecordViolation(file: fault.file, index: fault.index, column: fault.column, reason: fault.reason)
    ])
}

@Test func firstGroupIsThatOfTheFirstEnrolment() throws {
  var records = try pilot()
  records.enrolments[0].left = try date("2026-08-31")
  records.enrolments.append(Enrolment(child: "c", group: "G", entered: try date("2026-09-01"), left: nil))
  let index = EnrolmentIndex(enrolments: records.enrolments.reversed(), groups: records.groups)
  #expect(index.firstGroup(of: "c")?.schoolYear.startYear == 2025)
  #expect(index.group(of: "c", on: try date("2026-09-15"))?.ageBand == 5)
  #expect(index.group(of: "c", on: try date("2025-08-31")) == nil)
}
