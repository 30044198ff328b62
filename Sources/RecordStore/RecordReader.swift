import Foundation
import GRDB
import Records

/// Reads records back in the order of the import; of children without consent it reads nothing.
struct RecordReader {
  let database: Database

  func consentedRecords(instrument: Instrument) throws -> PilotRecords {
    let regions = try readRegions()
    let preschools = try readPreschools(regions: regions.map(\.code))
    let groupCodes = try codes("SELECT id, code FROM groups ORDER BY id")
    let (children, pseudonyms) = try readChildren()
    return PilotRecords(
      regions: regions, preschools: preschools,
      groups: try readGroups(codes: groupCodes, preschools: preschools.map(\.code)),
      children: children, enrolments: try readEnrolments(pseudonyms: pseudonyms, groups: groupCodes),
      assessments: try readAssessments(pseudonyms: pseudonyms, forms: instrument.forms.map(\.key)),
      scores: try readScores(pseudonyms: pseudonyms),
      indicators: try readIndicators(preschools: preschools.map(\.code)),
      sessions: try readSessions(groups: groupCodes), feedback: try readFeedback(), instrument: instrument)
  }

  /// Counts children without consent by the arm of their first enrolment.
  func excludedChildren(groups: [Records.Group]) throws -> ExcludedChildren {
    let codes = try codes("SELECT id, code FROM groups ORDER BY id")
    let sql = """
      SELECT child, group_id, entered FROM enrolments JOIN children ON children.id = child WHERE NOT \(Self.consents)
      """
    let enrolments: [Enrolment] = try read(sql) { row in
      Enrolment(
        child: String(row[0] as Int), group: try element(codes, row[1], "enrolments", "group_id"),
        entered: try date(row, 2, "enrolments", "entered"), left: nil)
    }
    let index = EnrolmentIndex(enrolments: enrolments, groups: groups)
    var excluded = ExcludedChildren()
    for child in try Int.fetchAll(database, sql: "SELECT id FROM children WHERE NOT \(Self.consents)") {
      switch index.firstGroup(of: String(child))?.arm {
      case .control: excluded.control += 1
      case .experimental: excluded.experimental += 1
      case nil: excluded.notEnrolled += 1
      }
    }
    return excluded
  }

  private static let consents = "consent IN ('granted', 'not_applicable')"

  private func codes(_ sql: String) throws -> [String] { try Row.fetchAll(database, sql: sql).map { $0[1] } }

  /// One value per row of a query, read by position through a cursor.
  private func read<Value>(_ sql: String, _ value: (Row) throws -> Value?) throws -> [Value] {
    var values: [Value] = []
    let cursor = try Row.fetchCursor(database, sql: sql)
    while let row = try cursor.next() {
      if let next = try value(row) { values.append(next) }
    }
    return values
  }

  private func readRegions() throws -> [Region] {
    try read("SELECT code, name_kk, name_ru, name_en, kind FROM regions ORDER BY id") {
      Region(code: $0[0], names: Names(kk: $0[1], ru: $0[2], en: $0[3]), kind: $0[4])
    }
  }

  private func readPreschools(regions: [String]) throws -> [Preschool] {
    try read("SELECT code, name, region, district, locality, ownership FROM preschools ORDER BY id") {
      Preschool(
        code: $0[0], name: $0[1], region: try element(regions, $0[2], "preschools", "region"), district: $0[3],
        locality: ($0[4] as String?).flatMap(Preschool.Locality.init),
        ownership: ($0[5] as String?).flatMap(Preschool.Ownership.init))
    }
  }

  private func readGroups(codes: [String], preschools: [String]) throws -> [Records.Group] {
    let homes: [Int] = try read("SELECT preschool FROM groups ORDER BY id") { $0[0] }
    let sql = """
      SELECT group_id, school_year, age_band, language, arm, directions, educator FROM group_years ORDER BY id
      """
    return try read(sql) { row in
      let group: Int = row[0]
      return Records.Group(
        code: try element(codes, group, "group_years", "group_id"),
        preschool: try element(preschools, element(homes, group, "groups", "preschool"), "groups", "preschool"),
        schoolYear: try parsed(SchoolYear(row[1] as String), "group_years", "school_year"), ageBand: row[2],
        language: row[3], arm: try parsed(Arm(rawValue: row[4]), "group_years", "arm"),
        directions: (row[5] as String).split(separator: ";").map(String.init), educator: row[6])
    }
  }

  /// Consented children, and by row identifier the pseudonym of each, `nil` without consent.
  private func readChildren() throws -> ([Child], [String?]) {
    var pseudonyms: [String?] = []
    let sql = """
      SELECT pseudonym, sex, birth_month, special_needs, consent, consent_date, \(Self.consents)
      FROM children ORDER BY id
      """
    let children: [Child] = try read(sql) { row in
      guard row[6] else {
        pseudonyms.append(nil)
        return nil
      }
      pseudonyms.append(row[0])
      return Child(
        pseudonym: row[0], sex: try parsed(Child.Sex(rawValue: row[1]), "children", "sex"),
        birthMonth: (row[2] as String?).flatMap { CalendarMonth($0) }, hasSpecialNeeds: row[3],
        consent: try parsed(Child.Consent(rawValue: row[4]), "children", "consent"),
        consentDate: (row[5] as String?).flatMap { CalendarDate($0) })
    }
    return (children, pseudonyms)
  }

  private func readEnrolments(pseudonyms: [String?], groups: [String]) throws -> [Enrolment] {
    try read("SELECT child, group_id, entered, left_on FROM enrolments ORDER BY id") { row in
      guard let child = try element(pseudonyms, row[0], "enrolments", "child") else { return nil }
      return Enrolment(
        child: child, group: try element(groups, row[1], "enrolments", "group_id"),
        entered: try date(row, 2, "enrolments", "entered"),
        left: (row[3] as String?).flatMap { CalendarDate($0) })
    }
  }

  private func readAssessments(pseudonyms: [String?], forms: [String]) throws -> [Assessment] {
    let sql = """
      SELECT child, school_year, official_wave, observed_on, assessor, form, marks FROM assessments ORDER BY id
      """
    return try read(sql) { row in
      guard let child = try element(pseudonyms, row[0], "assessments", "child") else { return nil }
      return Assessment(
        child: child, schoolYear: try parsed(SchoolYear(row[1] as String), "assessments", "school_year"),
        officialWave: try parsed(OfficialWave(rawValue: row[2]), "assessments", "official_wave"),
        observedOn: try date(row, 3, "assessments", "observed_on"), assessor: row[4],
        form: try element(forms, row[5], "assessments", "form"),
        marks: try marks(row, 6))
    }
  }

  private func readScores(pseudonyms: [String?]) throws -> [Score] {
    let sql = "SELECT child, school_year, official_wave, observed_on, outcome, value FROM scores ORDER BY id"
    return try read(sql) { row in
      guard let child = try element(pseudonyms, row[0], "scores", "child") else { return nil }
      return Score(
        child: child, schoolYear: try parsed(SchoolYear(row[1] as String), "scores", "school_year"),
        officialWave: try parsed(OfficialWave(rawValue: row[2]), "scores", "official_wave"),
        observedOn: try date(row, 3, "scores", "observed_on"), outcome: row[4], value: row[5])
    }
  }

  private func readIndicators(preschools: [String]) throws -> [IndicatorValue] {
    try read("SELECT preschool, quarter, indicator, value, denominator FROM indicators ORDER BY id") { row in
      IndicatorValue(
        preschool: try element(preschools, row[0], "indicators", "preschool"),
        quarter: try parsed(Quarter(row[1] as String), "indicators", "quarter"),
        indicator: row[2], value: row[3], denominator: row[4])
    }
  }

  private func readSessions(groups: [String]) throws -> [SessionCount] {
    try read("SELECT group_id, direction, month, planned, held, attended FROM sessions ORDER BY id") { row in
      SessionCount(
        group: try element(groups, row[0], "sessions", "group_id"), direction: row[1],
        month: try parsed(CalendarMonth(row[2] as String), "sessions", "month"), planned: row[3], held: row[4],
        attended: row[5])
    }
  }

  private func readFeedback() throws -> [Feedback] {
    try read("SELECT educator, quarter, question, score FROM feedback ORDER BY id") { row in
      Feedback(
        educator: row[0], quarter: try parsed(Quarter(row[1] as String), "feedback", "quarter"), question: row[2],
        score: row[3])
    }
  }

  private func date(_ row: Row, _ column: Int, _ table: String, _ name: String) throws -> CalendarDate {
    try parsed(CalendarDate(row[column] as String), table, name)
  }

  private func marks(_ row: Row, _ column: Int) throws -> [Mark] {
    try row.withUnsafeData(atIndex: column) { data in
      let bytes = data ?? Data()
      let marks = bytes.withUnsafeBytes { $0.compactMap(Mark.init(rawValue:)) }
      guard marks.count == bytes.count else {
        throw RecordStoreError.corrupt(table: "assessments", column: "marks")
      }
      return marks
    }
  }

  /// The element with a row identifier, which is its position counted from 1.
  private func element<Element>(_ list: [Element], _ id: Int, _ table: String, _ column: String) throws -> Element {
    guard list.indices.contains(id - 1) else { throw RecordStoreError.corrupt(table: table, column: column) }
    return list[id - 1]
  }

  private func parsed<Value>(_ value: Value?, _ table: String, _ column: String) throws -> Value {
    guard let value else { throw RecordStoreError.corrupt(table: table, column: column) }
    return value
  }
}
