import Records

// One reader per file: a row becomes a record, or `nil` after its problems were reported.

func readRegion(_ row: FolderRow) -> Region? {
  let (code, kind) = (row.text("region"), row.text("kind"))
  let (kk, ru, en) = (row.text("name_kk"), row.text("name_ru"), row.text("name_en"))
  guard let code, let kind, let kk, let ru, let en else { return nil }
  return Region(code: code, names: Names(kk: kk, ru: ru, en: en), kind: kind)
}

func readPreschool(_ row: FolderRow) -> Preschool? {
  let (code, name, region) = (row.text("preschool"), row.text("name"), row.text("region"))
  let district = row.optionalText("district")
  let locality = row.optionalChoice("locality", Preschool.Locality.self)
  let ownership = row.optionalChoice("ownership", Preschool.Ownership.self)
  guard let code, let name, let region else { return nil }
  return Preschool(
    code: code, name: name, region: region, district: district, locality: locality, ownership: ownership)
}

func readGroup(_ row: FolderRow) -> Group? {
  let (code, preschool, language) = (row.text("group"), row.text("preschool"), row.text("language"))
  let (schoolYear, ageBand) = (row.schoolYear("school_year"), row.wholeNumber("age_band"))
  let arm = row.choice("arm", Arm.self)
  let directions = row.optionalText("directions") ?? ""
  let educator = row.optionalText("educator") ?? ""
  guard let code, let preschool, let language, let schoolYear, let ageBand, let arm else { return nil }
  return Group(
    code: code, preschool: preschool, schoolYear: schoolYear, ageBand: ageBand, language: language, arm: arm,
    directions: directions.split(separator: ";").map(String.init), educator: educator)
}

func readChild(_ row: FolderRow) -> Child? {
  let (pseudonym, sex) = (row.text("child"), row.choice("sex", Child.Sex.self))
  let consent = row.choice("consent", Child.Consent.self)
  let birthMonth = row.optionalMonth("birth_month")
  let hasSpecialNeeds = row.optionalFlag("special_needs")
  let consentDate = row.optionalDate("consent_date")
  guard let pseudonym, let sex, let consent else { return nil }
  return Child(
    pseudonym: pseudonym, sex: sex, birthMonth: birthMonth, hasSpecialNeeds: hasSpecialNeeds, consent: consent,
    consentDate: consentDate)
}

func readEnrolment(_ row: FolderRow) -> Enrolment? {
  let (child, group) = (row.text("child"), row.text("group"))
  let (entered, left) = (row.date("entered"), row.optionalDate("left"))
  guard let child, let group, let entered else { return nil }
  return Enrolment(child: child, group: group, entered: entered, left: left)
}

func readScore(_ row: FolderRow) -> Score? {
  let (child, outcome, value) = (row.text("child"), row.text("outcome"), row.number("value"))
  let (schoolYear, observedOn) = (row.schoolYear("school_year"), row.date("observed_on"))
  let wave = row.choice("official_wave", OfficialWave.self)
  guard let child, let outcome, let value, let schoolYear, let observedOn, let wave else { return nil }
  return Score(
    child: child, schoolYear: schoolYear, officialWave: wave, observedOn: observedOn, outcome: outcome, value: value)
}

func readIndicator(_ row: FolderRow) -> IndicatorValue? {
  let (preschool, indicator) = (row.text("preschool"), row.text("indicator"))
  let (quarter, value, denominator) = (row.quarter("quarter"), row.number("value"), row.optionalNumber("denominator"))
  guard let preschool, let indicator, let quarter, let value else { return nil }
  return IndicatorValue(
    preschool: preschool, quarter: quarter, indicator: indicator, value: value, denominator: denominator)
}

func readSession(_ row: FolderRow) -> SessionCount? {
  let (group, direction, month) = (row.text("group"), row.text("direction"), row.month("month"))
  let counts = (row.wholeNumber("planned"), row.wholeNumber("held"), row.wholeNumber("attended"))
  guard let group, let direction, let month, let planned = counts.0, let held = counts.1, let attended = counts.2
  else { return nil }
  return SessionCount(
    group: group, direction: direction, month: month, planned: planned, held: held, attended: attended)
}

func readFeedback(_ row: FolderRow) -> Feedback? {
  let (educator, quarter) = (row.text("educator"), row.quarter("quarter"))
  let (question, score) = (row.text("question"), row.number("score"))
  guard let educator, let quarter, let question, let score else { return nil }
  return Feedback(educator: educator, quarter: quarter, question: question, score: score)
}
