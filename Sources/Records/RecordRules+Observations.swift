extension RecordRules {
  mutating func checkAssessments() {
    let assessments = records.assessments
    let forms = Dictionary(
      records.instrument.forms.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    checkDuplicates(.assessments, "child", assessments) {
      ObservationKey(child: $0.child, outcome: "", schoolYear: $0.schoolYear, wave: $0.officialWave)
    }
    for (index, assessment) in assessments.enumerated() {
      let group = checkObservation(
        .assessments, index, child: assessment.child, on: assessment.observedOn, in: assessment.schoolYear)
      guard let form = forms[assessment.form] else {
        report(.assessments, index, "form", .unknown(.form, code: assessment.form))
        continue
      }
      checkForm(form, of: assessment, index, group: group)
    }
    checkWaveOrder(
      .assessments,
      assessments.indices.map { index in
        let sheet = assessments[index]
        return Occasion(
          child: children[sheet.child] ?? -1, outcome: 0, schoolYear: sheet.schoolYear, wave: sheet.officialWave,
          date: sheet.observedOn, index: index)
      })
  }

  mutating func checkScores() {
    let scores = records.scores
    let outcomes = records.instrument.continuousOutcomes
    let numbers = Dictionary(zip(outcomes.map(\.key), 0...), uniquingKeysWith: { first, _ in first })
    checkDuplicates(.scores, "child", scores) {
      ObservationKey(child: $0.child, outcome: $0.outcome, schoolYear: $0.schoolYear, wave: $0.officialWave)
    }
    for (index, score) in scores.enumerated() {
      checkObservation(.scores, index, child: score.child, on: score.observedOn, in: score.schoolYear)
      guard let outcome = numbers[score.outcome].map({ outcomes[$0] }) else {
        report(.scores, index, "outcome", .unknown(.outcome, code: score.outcome))
        continue
      }
      if !(outcome.minimum <= score.value && score.value <= outcome.maximum) {
        let range = (outcome.minimum, outcome.maximum)
        report(.scores, index, "value", .outOfRange(value: score.value, minimum: range.0, maximum: range.1))
      }
    }
    checkWaveOrder(
      .scores,
      scores.indices.map { index in
        let score = scores[index]
        return Occasion(
          child: children[score.child] ?? -1, outcome: numbers[score.outcome] ?? -1, schoolYear: score.schoolYear,
          wave: score.officialWave, date: score.observedOn, index: index)
      })
  }

  /// The child is known, the day lies in the school year, and the child was in a group on it; gives that group.
  @discardableResult
  private mutating func checkObservation(
    _ file: RecordFile, _ index: Int, child: String, on date: CalendarDate, in schoolYear: SchoolYear
  ) -> Group? {
    guard children[child] != nil else {
      report(file, index, "child", .unknown(.child, code: child))
      return nil
    }
    guard schoolYear.contains(date) else {
      report(file, index, "observed_on", .outsideSchoolYear(schoolYear))
      return nil
    }
    guard let enrolment = enrolments.enrolment(of: child, on: date) else {
      report(file, index, "observed_on", .notEnrolled(child: child, on: date))
      return nil
    }
    guard let group = enrolments.group(enrolment.group, in: schoolYear) else {
      if groups.contains(enrolment.group) {
        report(file, index, "school_year", .groupWithoutYear(group: enrolment.group, schoolYear: schoolYear))
      }
      return nil
    }
    return group
  }

  /// The form is that of the group's age band and of the wave; September sheets carry the previous band's items under
  /// a form of the child's own band.
  private mutating func checkForm(
    _ form: Instrument.Form, of assessment: Assessment, _ index: Int, group: Group?
  ) {
    if let group, group.ageBand != form.ageBand {
      report(.assessments, index, "form", .wrongAgeBand(form: form.ageBand, group: group.ageBand))
    }
    if form.officialWave != assessment.officialWave {
      report(.assessments, index, "form", .wrongWave(form: form.officialWave, sheet: assessment.officialWave))
    }
    if assessment.marks.count != form.items.count {
      report(
        .assessments, index, "form",
        .wrongMarkCount(expected: form.items.count, found: assessment.marks.count))
    }
  }

  /// Start, interim and final of a school year lie on days that follow each other.
  private mutating func checkWaveOrder(_ file: RecordFile, _ occasions: [Occasion]) {
    let ordered = occasions.filter { $0.child >= 0 }.sorted()
    for (earlier, later) in zip(ordered, ordered.dropFirst())
    where earlier.isSameYear(as: later) && earlier.wave < later.wave && earlier.date >= later.date {
      report(file, later.index, "observed_on", .waveOutOfOrder(earlier: earlier.wave, on: earlier.date))
    }
  }
}

private struct ObservationKey: Hashable {
  let child: String
  let outcome: String
  let schoolYear: SchoolYear
  let wave: OfficialWave
}

/// The day of one wave of one child and outcome.
private struct Occasion: Comparable {
  let child: Int
  let outcome: Int
  let schoolYear: SchoolYear
  let wave: OfficialWave
  let date: CalendarDate
  let index: Int

  func isSameYear(as other: Occasion) -> Bool {
    child == other.child && outcome == other.outcome && schoolYear == other.schoolYear
  }

  static func < (a: Self, b: Self) -> Bool {
    (a.child, a.outcome, a.schoolYear, a.wave, a.index) < (b.child, b.outcome, b.schoolYear, b.wave, b.index)
  }
}
