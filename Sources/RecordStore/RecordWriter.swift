import Foundation
import GRDB
import Records

/// Inserts the records of a pilot; row identifiers are positions in the lists, counted from 1.
struct RecordWriter {
  let database: Database

  func write(_ records: PilotRecords) throws {
    let regions = identifiers(records.regions.map(\.code))
    let preschools = identifiers(records.preschools.map(\.code))
    let children = identifiers(records.children.map(\.pseudonym))
    let forms = identifiers(records.instrument.forms.map(\.key))
    try writePlaces(records, regions: regions)
    let groups = try writeGroups(records.groups, preschools: preschools)
    try writeInstrument(records.instrument)
    try writeChildren(records.children)
    try writeEnrolments(records.enrolments, children: children, groups: groups)
    try writeAssessments(records.assessments, children: children, forms: forms)
    try writeScores(records.scores, children: children)
    try writeImplementation(records, preschools: preschools, groups: groups)
  }

  private func identifiers(_ codes: [String]) -> [String: Int] {
    Dictionary(zip(codes, 1...), uniquingKeysWith: { first, _ in first })
  }

  /// Inserts one row per element; a reference that leads nowhere becomes NULL, which the schema refuses.
  private func insert<Element>(
    _ elements: [Element], into table: String, _ columns: String,
    values: (Element) throws -> [(any DatabaseValueConvertible)?]
  ) throws {
    let places = Array(repeating: "?", count: columns.split(separator: ",").count + 1).joined(separator: ", ")
    let statement = try database.makeStatement(sql: "INSERT INTO \(table) (id, \(columns)) VALUES (\(places))")
    for (position, element) in elements.enumerated() {
      try statement.execute(arguments: StatementArguments([position + 1] + values(element)))
    }
  }

  private func writePlaces(_ records: PilotRecords, regions: [String: Int]) throws {
    try insert(records.regions, into: "regions", "code, name_kk, name_ru, name_en, kind") {
      [$0.code, $0.names.kk, $0.names.ru, $0.names.en, $0.kind]
    }
    try insert(records.preschools, into: "preschools", "code, name, region, district, locality, ownership") {
      [$0.code, $0.name, regions[$0.region], $0.district, $0.locality?.rawValue, $0.ownership?.rawValue]
    }
  }

  /// Splits group × school year rows into groups and their years; gives the identifiers of the groups.
  private func writeGroups(_ years: [Records.Group], preschools: [String: Int]) throws -> [String: Int] {
    var identifiers: [String: Int] = [:]
    var groups: [Records.Group] = []
    for group in years where identifiers[group.code] == nil {
      groups.append(group)
      identifiers[group.code] = groups.count
    }
    try insert(groups, into: "groups", "code, preschool") { [$0.code, preschools[$0.preschool]] }
    try insert(
      years, into: "group_years", "group_id, school_year, age_band, language, arm, directions, educator"
    ) {
      [
        identifiers[$0.code], $0.schoolYear.description, $0.ageBand, $0.language, $0.arm.rawValue,
        $0.directions.joined(separator: ";"), $0.educator,
      ]
    }
    return identifiers
  }

  private func writeInstrument(_ instrument: Instrument) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let definition = String(decoding: try encoder.encode(instrument), as: UTF8.self)
    try database.execute(sql: "INSERT INTO instrument (id, definition) VALUES (1, ?)", arguments: [definition])
    try insert(instrument.forms, into: "forms", "key, item_count") { [$0.key, $0.items.count] }
    let areas = Dictionary(instrument.items.map { ($0.code, $0.area) }, uniquingKeysWith: { first, _ in first })
    for (form, definition) in instrument.forms.enumerated() {
      for (position, item) in definition.items.enumerated() {
        try database.execute(
          sql: "INSERT INTO form_items (form, position, item, area) VALUES (?, ?, ?, ?)",
          arguments: [form + 1, position + 1, item, areas[item]])
      }
    }
  }

  private func writeChildren(_ children: [Child]) throws {
    try insert(children, into: "children", "pseudonym, sex, birth_month, special_needs, consent, consent_date") {
      [
        $0.pseudonym, $0.sex.rawValue, $0.birthMonth?.description, $0.hasSpecialNeeds, $0.consent.rawValue,
        $0.consentDate?.description,
      ]
    }
  }

  private func writeEnrolments(_ enrolments: [Enrolment], children: [String: Int], groups: [String: Int]) throws {
    try insert(enrolments, into: "enrolments", "child, group_id, entered, left_on") {
      [children[$0.child], groups[$0.group], $0.entered.description, $0.left?.description]
    }
  }

  private func writeAssessments(
    _ assessments: [Assessment], children: [String: Int], forms: [String: Int]
  ) throws {
    try insert(
      assessments, into: "assessments", "child, school_year, official_wave, observed_on, assessor, form, marks"
    ) {
      [
        children[$0.child], $0.schoolYear.description, $0.officialWave.rawValue, $0.observedOn.description,
        $0.assessor, forms[$0.form], Data($0.marks.map(\.rawValue)),
      ]
    }
  }

  private func writeScores(_ scores: [Score], children: [String: Int]) throws {
    try insert(scores, into: "scores", "child, school_year, official_wave, observed_on, outcome, value") {
      [
        children[$0.child], $0.schoolYear.description, $0.officialWave.rawValue, $0.observedOn.description,
        $0.outcome, $0.value,
      ]
    }
  }

  private func writeImplementation(
    _ records: PilotRecords, preschools: [String: Int], groups: [String: Int]
  ) throws {
    try insert(records.indicators, into: "indicators", "preschool, quarter, indicator, value, denominator") {
      [preschools[$0.preschool], $0.quarter.description, $0.indicator, $0.value, $0.denominator]
    }
    try insert(records.sessions, into: "sessions", "group_id, direction, month, planned, held, attended") {
      [groups[$0.group], $0.direction, $0.month.description, $0.planned, $0.held, $0.attended]
    }
    try insert(records.feedback, into: "feedback", "educator, quarter, question, score") {
      [$0.educator, $0.quarter.description, $0.question, $0.score]
    }
  }
}
