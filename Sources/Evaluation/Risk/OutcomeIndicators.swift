internal import Records

/// Records behind the indicators of children's outcomes.
struct OutcomeIndicators {
  private let histories: ChildHistories
  private var panel: Panel { histories.panel }

  init(_ histories: ChildHistories) { self.histories = histories }

  func records(_ source: RiskFramework.Indicator.Source) -> [IndicatorRecord] {
    switch source {
    case .levelOneShare: ofLastRows { ($0.low, $0.known) }
    case .vulnerableInOne: ofLastRows { ($0.low >= 1 ? 1 : 0, $0.known > 0 ? 1 : 0) }
    case .vulnerableInTwo: ofLastRows { ($0.low >= 2 ? 1 : 0, $0.known > 1 ? 1 : 0) }
    case .noProgressShare: noProgress()
    case .regressionToOne: regression()
    case .notReady: notReady()
    case .belowTenthPercentile: belowTenthPercentile()
    default: []
    }
  }

  private func ofLastRows(_ count: (_ levels: (known: Int, low: Int)) -> (Int, Int)) -> [IndicatorRecord] {
    histories.rows.compactMap { rows in
      guard let last = rows.last else { return nil }
      let (numerator, denominator) = count(histories.levels(last))
      return denominator > 0 ? histories.record(last, numerator: numerator, denominator: denominator) : nil
    }
  }

  /// Areas at the top of the scale on the first sheet cannot rise and are not counted.
  private func noProgress() -> [IndicatorRecord] {
    let comparison = SharedItems(panel.records.instrument)
    return histories.rows.compactMap { rows in
      guard rows.count > 1, let first = histories.sheet(rows[0]), let last = histories.sheet(rows[rows.count - 1])
      else { return nil }
      let changes = comparison.changes(from: first, to: last).filter { !$0.startedAtTop }
      guard !changes.isEmpty else { return nil }
      return histories.record(
        rows[rows.count - 1], numerator: changes.count { $0.pointChange <= 0 }, denominator: changes.count)
    }
  }

  private func regression() -> [IndicatorRecord] {
    histories.rows.compactMap { rows in
      guard rows.count > 1 else { return nil }
      let (first, last) = (rows[0], rows[rows.count - 1])
      let levels = panel.levelledOutcomes.map { (panel.levels[$0][first], panel.levels[$0][last]) }
        .filter { $0.0 >= 2 && $0.1 > 0 }
      guard !levels.isEmpty else { return nil }
      return histories.record(last, numerator: levels.count { $0.1 == 1 }, denominator: levels.count)
    }
  }

  private func notReady() -> [IndicatorRecord] {
    histories.rows.compactMap { rows in
      guard let last = rows.last else { return nil }
      let wave = panel.plan.waves[panel.rows[last].wave]
      let levels = histories.levels(last)
      guard wave.officialWave == .final, wave.schoolYear.startYear - panel.birthCohort(of: last) == 5, levels.known > 0
      else { return nil }
      return histories.record(last, numerator: levels.low > 0 ? 1 : 0, denominator: 1)
    }
  }

  /// The cut is that of the whole pilot at its first wave, per form and area, and stays the same from then on.
  private func belowTenthPercentile() -> [IndicatorRecord] {
    let baseline = panel.rows.indices.filter { panel.rows[$0].wave == 0 }
    let cuts = panel.levelledOutcomes.map { outcome in
      Dictionary(grouping: baseline.filter { !panel.scores[outcome][$0].isNaN }) { panel.rows[$0].sheet }
        .mapValues { rows in rows.map { panel.scores[outcome][$0] }.sorted()[rows.count / 10] }
    }
    return histories.rows.compactMap { rows in
      guard let last = rows.last else { return nil }
      let compared = zip(panel.levelledOutcomes, cuts).compactMap { outcome, cuts -> Bool? in
        let score = panel.scores[outcome][last]
        guard !score.isNaN, let cut = cuts[panel.rows[last].sheet] else { return nil }
        return score < cut
      }
      guard !compared.isEmpty else { return nil }
      return histories.record(last, numerator: compared.count { $0 }, denominator: compared.count)
    }
  }
}
