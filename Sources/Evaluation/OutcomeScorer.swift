internal import Records

/// Scores sheets in development areas by the forms of an instrument.
struct OutcomeScorer: Sendable {
  private let scorers: [String: AreaScorer]
  private let rule: LevelRule?

  init(_ instrument: Instrument) {
    rule = instrument.levelRule
    scorers = Dictionary(
      instrument.forms.compactMap { form in
        AreaScorer(instrument: instrument, form: form).map { (form.key, $0) }
      }
    ) { first, _ in first }
  }

  /// The score of a sheet in one development area; `nil` without a sheet or with too few marks.
  func score(_ sheet: Assessment?, area: Int) -> DevelopmentAreaScore? {
    guard let sheet else { return nil }
    return scorers[sheet.form]?.score(marks: sheet.marks, area: area)
  }

  /// The level of a score by the instrument's rule.
  func level(_ score: DevelopmentAreaScore?) -> Level? {
    guard let score, let rule else { return nil }
    return score.level(by: rule)
  }
}

/// Looks up continuous scores by child, wave and outcome.
struct MeasuredScores: Sendable {
  private struct Key: Hashable {
    var child: String
    var wave: Int
    var outcome: String
  }
  private let values: [Key: Double]
  private let children: [Child]

  init(records: PilotRecords, plan: Plan) {
    let waves = WaveIndex(plan)
    var values: [Key: Double] = [:]
    values.reserveCapacity(records.scores.count)
    for score in records.scores {
      guard let wave = waves[score.schoolYear, score.officialWave] else { continue }
      values[Key(child: score.child, wave: wave, outcome: score.outcome)] = score.value
    }
    self.values = values
    children = records.children
  }

  /// One value per row, NaN where there is no score.
  func values(of outcome: String, rows: [Panel.Row]) -> [Double] {
    rows.map { values[Key(child: children[$0.child].pseudonym, wave: $0.wave, outcome: outcome)] ?? .nan }
  }
}
