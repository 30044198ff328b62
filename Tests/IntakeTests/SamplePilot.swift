import Records

/// A small pilot without faults: every list filled, marks a fixed pattern, one child in ten without consent.
enum SamplePilot {
  private static let letters = [("physical", "Ф"), ("communicative", "К"), ("social_emotional", "Ә")]

  /// Bands 4 and 5 with `itemsPerArea` items per area; the September sheet of band 5 carries the items of band 4.
  static func instrument(itemsPerArea: Int) -> Instrument {
    func items(_ band: Int) -> [Instrument.Item] {
      letters.flatMap { area, letter in
        (1...itemsPerArea).map {
          Instrument.Item(code: "\(band)-\(letter).\($0)", area: area, activity: "a \"\(area)\"")
        }
      }
    }
    func form(_ key: String, _ band: Int, _ wave: OfficialWave, itemBand: Int) -> Instrument.Form {
      Instrument.Form(key: key, ageBand: band, officialWave: wave, items: items(itemBand).map(\.code))
    }
    return Instrument(
      developmentAreas: letters.map { .init(key: $0.0, names: Names(kk: "қаз \($0)", ru: "рус", en: $0.0)) },
      items: items(4) + items(5),
      forms: [
        form("4-interim", 4, .interim, itemBand: 4), form("4-final", 4, .final, itemBand: 4),
        form("5-start", 5, .start, itemBand: 4), form("5-interim", 5, .interim, itemBand: 5),
      ],
      continuousOutcomes: [
        .init(key: "counting", names: Names(kk: "санау", ru: "счёт", en: "counting"), minimum: 0, maximum: 20.5)
      ],
      levelRule: LevelRule(cuts: [1.6, 2.3], roundingDecimals: 1, minimumItemShare: 0.75))
  }

  /// Preschools of two groups, one per arm, all of age band 4 in 2025-26 and 5 in 2026-27, seen at three waves.
  static func records(preschoolCount: Int = 3, childrenPerGroup: Int = 5, itemsPerArea: Int = 2) -> PilotRecords {
    var records = PilotRecords(instrument: instrument(itemsPerArea: itemsPerArea))
    records.regions = [
      Region(code: "KZ-27", names: Names(kk: "Батыс", ru: "Запад, область", en: "West"), kind: "oblast"),
      Region(code: "KZ-75", names: Names(kk: "Алматы", ru: "Алматы", en: "Almaty"), kind: "city"),
    ]
    for preschool in 0..<preschoolCount {
      addPreschool(preschool, to: &records)
      for arm in Arm.allCases { addGroup(arm, childrenPerGroup, itemsPerArea, to: &records) }
    }
    return records
  }

  private static func addPreschool(_ number: Int, to records: inout PilotRecords) {
    let code = "P-\(number + 1)"
    records.preschools.append(
      Preschool(
        code: code, name: "Preschool \"\(code)\", synthetic", region: records.regions[number % 2].code,
        district: number % 2 == 0 ? nil : "Орал", locality: number % 3 == 0 ? nil : .rural, ownership: .state))
    for (indicator, value, denominator) in [("staff_turnover", 1.0, 12.0), ("environment", 0.625, nil)] {
      records.indicators.append(
        IndicatorValue(
          preschool: code, quarter: Quarter("2026Q1")!, indicator: indicator, value: value, denominator: denominator))
    }
  }

  private static func addGroup(_ arm: Arm, _ childCount: Int, _ itemsPerArea: Int, to records: inout PilotRecords) {
    let preschool = records.preschools[records.preschools.count - 1].code
    let code = "\(preschool)-\(arm == .control ? "A" : "B")"
    for year in 0..<2 {
      records.groups.append(
        Group(
          code: code, preschool: preschool, schoolYear: SchoolYear(startYear: 2025 + year)!, ageBand: 4 + year,
          language: "kk", arm: arm, directions: arm == .control ? [] : ["sewing", "crafts"], educator: "E-\(code)"))
    }
    records.sessions.append(
      SessionCount(
        group: code, direction: "sewing", month: CalendarMonth(year: 2026, month: 3)!, planned: 4, held: 3,
        attended: 40))
    records.feedback.append(
      Feedback(educator: "E-\(code)", quarter: Quarter("2026Q2")!, question: "materials", score: 4.5))
    for _ in 0..<childCount { addChild(group: code, itemsPerArea, to: &records) }
  }

  private static func addChild(group: String, _ itemsPerArea: Int, to records: inout PilotRecords) {
    let number = records.children.count
    let pseudonym = "c" + String(1_000_003 * (number + 17) % 0xFFFF_FFFF, radix: 16)
    let consent: Child.Consent = number % 10 == 3 ? .refused : .granted
    records.children.append(
      Child(
        pseudonym: pseudonym, sex: number % 2 == 0 ? .female : .male,
        birthMonth: number % 7 == 0 ? nil : CalendarMonth(year: 2021, month: 1 + number % 12),
        hasSpecialNeeds: number % 5 == 0 ? nil : number % 11 == 0, consent: consent,
        consentDate: consent == .granted ? CalendarDate("2025-12-01") : nil))
    records.enrolments.append(
      Enrolment(
        child: pseudonym, group: group, entered: CalendarDate("2025-09-01")!,
        left: number % 4 == 0 ? CalendarDate("2026-11-30") : nil))
    addSheets(pseudonym, number, group, itemsPerArea, to: &records)
    records.scores.append(
      Score(
        child: pseudonym, schoolYear: SchoolYear("2025-26")!, officialWave: .final,
        observedOn: CalendarDate("2026-05-18")!, outcome: "counting", value: Double(number % 41) / 2))
  }

  private static func addSheets(
    _ child: String, _ number: Int, _ group: String, _ itemsPerArea: Int, to records: inout PilotRecords
  ) {
    let sheets: [(String, OfficialWave, String, String)] = [
      ("2025-26", .interim, "4-interim", "2026-01-20"), ("2025-26", .final, "4-final", "2026-05-18"),
      ("2026-27", .start, "5-start", "2026-09-14"),
    ]
    for (position, (year, wave, form, date)) in sheets.enumerated() {
      records.assessments.append(
        Assessment(
          child: child, schoolYear: SchoolYear(year)!, officialWave: wave, observedOn: CalendarDate(date)!,
          assessor: number % 6 == 0 ? "" : "E-\(group)", form: form,
          marks: (0..<(3 * itemsPerArea)).map { mark(number + 3 * position + 5 * $0) }))
    }
  }

  private static func mark(_ number: Int) -> Mark {
    [.low, .medium, .high, .medium, .high, .missing, .low, .medium, .notApplicable][number % 9]
  }
}
