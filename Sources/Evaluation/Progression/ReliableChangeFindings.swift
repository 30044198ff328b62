internal import Findings
internal import ItemResponse
internal import Moments
internal import Movement
internal import Records

/// Puts the verdicts on change of all scales of an outcome together, by arm, from the first wave to each later one.
struct ReliableChangeFindings {
  let panel: Panel
  let outcome: Int
  let analyses: [ReliableChangeAnalysis]

  init(_ panel: Panel, outcome: Int, scales: [MeasuredScale]) {
    self.panel = panel
    self.outcome = outcome
    analyses = scales.filter { $0.fit.model.hasSufficientScore }.map { ReliableChangeAnalysis($0, panel: panel) }
  }

  func findings() -> [ReliableChangeFinding] {
    var chances = analyses.map(\.chances)
    return panel.plan.waves.indices.dropFirst().flatMap { wave in
      Arm.allCases.compactMap { finding(to: wave, arm: $0, &chances) }
    }
  }

  private func finding(to wave: Int, arm: Arm, _ chances: inout [ChanceOfChange]) -> ReliableChangeFinding? {
    let parts = analyses.indices.map { analyses[$0].pairs(from: 0, to: wave, arm: arm, &chances[$0]) }
    let rows = parts.flatMap(\.rows)
    let counts = parts.reduce(LevelCounts()) { $0.merging($1.counts) }
    let number = Double(rows.count)
    let chance = ReliableChangeFit.ChanceShares(
      improved: parts.reduce(0) { $0 + $1.expectedImproved } / number,
      declined: parts.reduce(0) { $0 + $1.expectedDeclined } / number)
    let specification = ReliableChange(confidenceLevel: panel.plan.effects.confidenceLevel)
    guard !rows.isEmpty, let fit = try? specification.fit(counts, stratum: arm.rawValue, chance: chance) else {
      return nil
    }
    let (key, from, to) = (panel.plan.outcomes[outcome], panel.plan.waves[0].name, panel.plan.waves[wave].name)
    let shares = [fit.improved, fit.unchanged, fit.declined]
    return ReliableChangeFinding(
      address: "change:\(key).\(from)-\(to).\(arm.rawValue)", outcome: key, fromWave: from, toWave: to,
      arm: arm.rawValue, counts: .shown(panel.counts(rows: rows)), children: shares.map { .shown($0.count) },
      shares: shares.map { .shown($0.share) }, intervals: shares.map { Disclosable($0.interval) },
      expectedByChance: [
        .shown(chance.improved), .shown(1 - chance.improved - chance.declined), .shown(chance.declined),
      ])
  }
}
