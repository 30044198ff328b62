import Records
import Tabular

/// One file of a pilot folder as CSV.
struct FolderTableText {
  private var writer = CSVWriter()
  private(set) var rowCount = 0

  var bytes: [UInt8] { writer.bytes }

  init(records: PilotRecords, file: RecordFile) {
    switch file {
    case .regions: places(records.regions)
    case .preschools: preschools(records.preschools)
    case .groups: groups(records.groups)
    case .children: children(records.children)
    case .enrolments: enrolments(records.enrolments)
    case .assessments: assessments(records.assessments, instrument: records.instrument)
    case .scores: scores(records.scores)
    case .indicators: indicators(records.indicators)
    case .sessions: sessions(records.sessions)
    case .feedback: feedback(records.feedback)
    }
  }

  private mutating func row(_ cells: [String?]) {
    writer.appendRow(cells)
    rowCount += 1
  }

  private mutating func endRow() {
    writer.endRow()
    rowCount += 1
  }

  private mutating func places(_ regions: [Region]) {
    writer.appendRow(["region", "name_kk", "name_ru", "name_en", "kind"])
    for region in regions { row([region.code, region.names.kk, region.names.ru, region.names.en, region.kind]) }
  }

  private mutating func preschools(_ preschools: [Preschool]) {
    writer.appendRow(["preschool", "name", "region", "district", "locality", "ownership"])
    for preschool in preschools {
      row([
        preschool.code, preschool.name, preschool.region, preschool.district, preschool.locality?.rawValue,
        preschool.ownership?.rawValue,
      ])
    }
  }

  private mutating func groups(_ groups: [Group]) {
    writer.appendRow([
      "group", "preschool", "school_year", "age_band", "language", "arm", "directions", "educator",
    ])
    for group in groups {
      row([
        group.code, group.preschool, group.schoolYear.description, String(group.ageBand), group.language,
        group.arm.rawValue, group.directions.joined(separator: ";"), group.educator,
      ])
    }
  }

  private mutating func children(_ children: [Child]) {
    writer.appendRow(["child", "sex", "birth_month", "special_needs", "consent", "consent_date"])
    for child in children {
      row([
        child.pseudonym, child.sex.rawValue, child.birthMonth?.description,
        child.hasSpecialNeeds.map { $0 ? "1" : "0" }, child.consent.rawValue, child.consentDate?.description,
      ])
    }
  }

  private mutating func enrolments(_ enrolments: [Enrolment]) {
    writer.appendRow(["child", "group", "entered", "left"])
    for enrolment in enrolments {
      row([enrolment.child, enrolment.group, enrolment.entered.description, enrolment.left?.description])
    }
  }

  /// One column per item that stands on a form of the sheets, in the order of the instrument.
  private mutating func assessments(_ assessments: [Assessment], instrument: Instrument) {
    let forms = Dictionary(instrument.forms.map { ($0.key, $0.items) }, uniquingKeysWith: { first, _ in first })
    let used = Set(Set(assessments.map(\.form)).flatMap { forms[$0] ?? [] })
    let items = instrument.items.map(\.code).filter(used.contains)
    let slots = forms.mapValues { form in items.map { form.firstIndex(of: $0) } }
    writer.appendRow(["child", "school_year", "official_wave", "observed_on", "assessor", "form"] + items)
    for assessment in assessments {
      for cell in [
        assessment.child, assessment.schoolYear.description, assessment.officialWave.rawValue,
        assessment.observedOn.description, assessment.assessor, assessment.form,
      ] { writer.append(cell) }
      for slot in slots[assessment.form] ?? [] { append(slot.map { assessment.marks[$0] } ?? .missing) }
      endRow()
    }
  }

  private mutating func append(_ mark: Mark) {
    if let points = mark.points {
      writer.append(points)
    } else {
      writer.append(mark == .notApplicable ? "na" : nil)
    }
  }

  private mutating func scores(_ scores: [Score]) {
    writer.appendRow(["child", "school_year", "official_wave", "observed_on", "outcome", "value"])
    for score in scores {
      writer.append(score.child)
      writer.append(score.schoolYear.description)
      writer.append(score.officialWave.rawValue)
      writer.append(score.observedOn.description)
      writer.append(score.outcome)
      writer.append(score.value)
      endRow()
    }
  }

  private mutating func indicators(_ indicators: [IndicatorValue]) {
    writer.appendRow(["preschool", "quarter", "indicator", "value", "denominator"])
    for indicator in indicators {
      writer.append(indicator.preschool)
      writer.append(indicator.quarter.description)
      writer.append(indicator.indicator)
      writer.append(indicator.value)
      writer.append(indicator.denominator ?? .nan)
      endRow()
    }
  }

  private mutating func sessions(_ sessions: [SessionCount]) {
    writer.appendRow(["group", "direction", "month", "planned", "held", "attended"])
    for session in sessions {
      row([
        session.group, session.direction, session.month.description, String(session.planned), String(session.held),
        String(session.attended),
      ])
    }
  }

  private mutating func feedback(_ answers: [Feedback]) {
    writer.appendRow(["educator", "quarter", "question", "score"])
    for answer in answers {
      writer.append(answer.educator)
      writer.append(answer.quarter.description)
      writer.append(answer.question)
      writer.append(answer.score)
      endRow()
    }
  }
}
