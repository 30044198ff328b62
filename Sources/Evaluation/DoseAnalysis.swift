internal import Findings
internal import Records

/// How the change of experimental children – or the score, in a plan without a wave before the treatment – goes with the
/// sessions that their group held before the wave.
///
/// Least squares on the dose, sheet and covariates, with CR2 errors by preschool. Only whole months before the wave's
/// median day count, so that no session held after the observation does. Groups that appear nowhere among the sessions
/// have an unknown dose and are left out. The dose was not randomised, and every finding says so.
struct DoseAnalysis {
  private static let doseName = "ten_sessions"
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  /// One per outcome and wave after the start of treatment; none without records of sessions.
  func findings() -> [DoseFinding] {
    guard !panel.records.sessions.isEmpty else { return [] }
    let waves = panel.effectWaves.map { wave in (scores: experimental(wave), doses: doses(wave: wave)) }
    return panel.plan.outcomes.indices.flatMap { outcome in
      waves.map { finding(outcome: outcome, scores: $0.scores, doses: $0.doses) }
    }
  }

  private func experimental(_ wave: Int) -> LaterScores {
    let scores = LaterScores(panel, wave: wave)
    return scores.selecting { panel.rows[scores.rows[$0]].place.arm == .experimental }
  }

  /// Tens of sessions held before a wave by code of the group.
  private func doses(wave: Int) -> [String: Double] {
    guard let day = panel.medianDate(ofWave: wave) else { return [:] }
    return panel.records.sessions.reduce(into: [:]) { doses, sessions in
      let isBefore = sessions.month.months(until: day) > 0
      doses[sessions.group, default: 0] += isBefore ? Double(sessions.held) / 10 : 0
    }
  }

  private func finding(outcome: Int, scores: LaterScores, doses: [String: Double]) -> DoseFinding {
    let ownDoses = scores.rows.map { doses[panel.groups[panel.rows[$0].place.group].code] ?? .nan }
    let answer = AlternativeAnswer.attempt {
      try ChildRegression(
        panel, rows: scores.rows, sheets: scores.sheets, hasArm: false, further: [(Self.doseName, ownDoses)]
      ).answer(Self.doseName, response: scores.gains(outcome), rows: scores.rows)
    }.explained
    let (key, wave) = (panel.plan.outcomes[outcome], panel.plan.waves[scores.wave].name)
    let caveat = FindingWarning(.doseNotRandomised, "the number of sessions was not randomised")
    return DoseFinding(
      address: "dose:\(key).\(wave)", outcome: key, wave: wave, counts: .shown(panel.counts(rows: answer.rows)),
      slope: Disclosable(answer.estimate), warnings: [caveat] + answer.warnings)
  }
}
