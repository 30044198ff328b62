internal import Findings
internal import Records

/// Level shares, and the difference between the arms at level III, under the rules that are in use.
///
/// No public source settles the cuts, so a report says how much its levels depend on them.
struct LevelRuleAnalysis {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  /// One per outcome with levels, wave with an observed child, and rule; the instrument's own rule first.
  func findings() -> [LevelRuleFinding] {
    guard let own = panel.records.instrument.levelRule else { return [] }
    let usual = UsualLevelRule.allCases
    let isUsual = usual.contains { $0.isRule(of: own) }
    return panel.levelledOutcomes.flatMap { outcome -> [LevelRuleFinding] in
      let scores = areaScores(outcome)
      return panel.plan.waves.indices.flatMap { wave -> [LevelRuleFinding] in
        let instruments = isUsual ? nil : finding(.instrument, panel.levels[outcome], outcome: outcome, wave, true)
        let others = usual.sorted { $0.isRule(of: own) && !$1.isRule(of: own) }.map { rule in
          finding(
            rule.finding, scores.map { $0.map { UInt8(rule.level(of: $0).rawValue) } ?? 0 }, outcome: outcome, wave,
            rule.isRule(of: own))
        }
        return ([instruments] + others).compactMap(\.self)
      }
    }
  }

  /// The score of each row of the panel; `nil` where too few items are marked.
  private func areaScores(_ outcome: Int) -> [DevelopmentAreaScore?] {
    let instrument = panel.records.instrument
    let scorer = OutcomeScorer(instrument)
    guard let area = instrument.developmentAreas.firstIndex(where: { $0.key == panel.plan.outcomes[outcome] }) else {
      return panel.rows.map { _ in nil }
    }
    return panel.rows.map { row in scorer.score(row.assessment.map { panel.records.assessments[$0] }, area: area) }
  }

  /// The finding of one rule; `nil` when no child of the wave has a level.
  private func finding(
    _ rule: LevelRuleFinding.Rule, _ levels: [UInt8], outcome: Int, _ wave: Int, _ isInstrumentRule: Bool
  ) -> LevelRuleFinding? {
    let rows = panel.rows.indices.filter { panel.rows[$0].wave == wave && levels[$0] > 0 }
    guard !rows.isEmpty else { return nil }
    let (key, name) = (panel.plan.outcomes[outcome], panel.plan.waves[wave].name)
    func own(_ arm: Arm) -> [Int] { rows.filter { panel.rows[$0].place.arm == arm } }
    func shares(_ rows: [Int]) -> [Disclosable<Double>] {
      (1...3).map { level in
        rows.isEmpty ? .noData : .shown(Double(rows.count { levels[$0] == level }) / Double(rows.count))
      }
    }
    let (control, experimental) = (own(.control), own(.experimental))
    return LevelRuleFinding(
      address: "level_rule:\(key).\(name).\(rule.rawValue)", outcome: key, wave: name, rule: rule,
      isInstrumentRule: isInstrumentRule, control: .shown(panel.counts(rows: control)),
      experimental: .shown(panel.counts(rows: experimental)), controlShares: shares(control),
      experimentalShares: shares(experimental),
      levelThree: Disclosable(panel.levelThreeDifference(levels: levels, wave: wave)))
  }
}

extension UsualLevelRule {
  fileprivate var finding: LevelRuleFinding.Rule {
    switch self {
    case .thirds: .thirds
    case .roundedThirds: .roundedThirds
    case .mostMarks: .mostMarks
    }
  }
}
