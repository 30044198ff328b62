internal import Findings
internal import Moments
internal import Movement
internal import Records

/// Level shares by arm and wave, and the moves between levels from the first wave to each later one.
///
/// Both are counted per preschool, so that intervals know that children of one preschool resemble each other.
struct LevelAnalysis {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  private var outcomes: [Int] {
    panel.plan.outcomes.indices.filter { panel.hasLevels(outcome: panel.plan.outcomes[$0]) }
  }

  private func preschool(of row: Int) -> String { panel.records.preschools[panel.rows[row].place.preschool].code }

  /// One finding per outcome, wave and arm with an observed child.
  ///
  /// - Returns: Findings in order of outcomes, waves and arms.
  /// - Throws: `MovementError` when a stratum that holds children has none.
  func shares() throws -> [LevelShareFinding] {
    try outcomes.flatMap { outcome in
      try panel.plan.waves.indices.flatMap { wave in
        try Arm.allCases.compactMap { try shares(outcome: outcome, wave: wave, arm: $0) }
      }
    }
  }

  private func shares(outcome: Int, wave: Int, arm: Arm) throws -> LevelShareFinding? {
    let rows = panel.rows.indices.filter {
      panel.rows[$0].wave == wave && panel.rows[$0].place.arm == arm && panel.levels[outcome][$0] > 0
    }
    guard !rows.isEmpty else { return nil }
    var counts = LevelCounts()
    for row in rows {
      counts.add(level: Int(panel.levels[outcome][row]), stratum: arm.rawValue, cluster: preschool(of: row))
    }
    let fit = try LevelShares(confidenceLevel: panel.plan.effects.confidenceLevel).fit(counts, stratum: arm.rawValue)
    let (key, name) = (panel.plan.outcomes[outcome], panel.plan.waves[wave].name)
    return LevelShareFinding(
      address: "levels:\(key).\(name).\(arm.rawValue)", outcome: key, wave: name, arm: arm.rawValue,
      counts: .shown(panel.counts(rows: rows)), children: fit.shares.map { .shown($0.count) },
      shares: fit.shares.map { .shown($0.share) }, intervals: fit.shares.map { Disclosable($0.interval) })
  }

  /// One finding per outcome, later wave and arm, among children observed at both waves.
  ///
  /// - Returns: Findings in order of waves, outcomes and arms.
  /// - Throws: `MovementError` when a stratum that holds children has none.
  func transitions() throws -> [TransitionFinding] {
    let first = rowsByChild(wave: 0)
    return try panel.plan.waves.indices.dropFirst().flatMap { wave in
      let second = rowsByChild(wave: wave)
      return try outcomes.flatMap { outcome in
        try Arm.allCases.compactMap { try moves(outcome: outcome, from: first, to: second, wave: wave, arm: $0) }
      }
    }
  }

  /// Row of each child at a wave, `nil` for those not observed.
  private func rowsByChild(wave: Int) -> [Int?] {
    var result = [Int?](repeating: nil, count: panel.records.children.count)
    for (index, row) in panel.rows.enumerated() where row.wave == wave { result[row.child] = index }
    return result
  }

  private func moves(
    outcome: Int, from: [Int?], to: [Int?], wave: Int, arm: Arm
  ) throws -> TransitionFinding? {
    var counts = TransitionCounts()
    var behind: [Int] = []
    for (before, after) in zip(from, to) {
      guard let before, let after, panel.rows[after].place.arm == arm else { continue }
      let (start, end) = (panel.levels[outcome][before], panel.levels[outcome][after])
      guard start > 0, end > 0 else { continue }
      counts.add(from: Int(start), to: Int(end), stratum: arm.rawValue, cluster: preschool(of: after))
      behind.append(after)
    }
    guard !behind.isEmpty else { return nil }
    let fit = try TransitionShares(confidenceLevel: panel.plan.effects.confidenceLevel)
      .fit(counts, stratum: arm.rawValue)
    let (key, start, end) = (panel.plan.outcomes[outcome], panel.plan.waves[0].name, panel.plan.waves[wave].name)
    return TransitionFinding(
      address: "transitions:\(key).\(start)-\(end).\(arm.rawValue)", outcome: key, fromWave: start, toWave: end,
      arm: arm.rawValue, counts: .shown(panel.counts(rows: behind)),
      children: fit.table.rows.map { $0.map { .shown($0) } },
      shares: fit.rows.map { $0.map { Disclosable($0?.share) } })
  }
}
