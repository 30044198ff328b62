internal import Findings
internal import Moments
internal import Records

/// Level shares by arm and wave, and the moves between levels from the first wave to each later one.
struct LevelAnalysis {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  private var outcomes: [Int] {
    panel.plan.outcomes.indices.filter { panel.hasLevels(outcome: panel.plan.outcomes[$0]) }
  }

  /// One finding per outcome, wave and arm with an observed child.
  func shares() -> [LevelShareFinding] {
    outcomes.flatMap { outcome in
      panel.plan.waves.indices.flatMap { wave in
        Arm.allCases.compactMap { shares(outcome: outcome, wave: wave, arm: $0) }
      }
    }
  }

  private func shares(outcome: Int, wave: Int, arm: Arm) -> LevelShareFinding? {
    let rows = panel.rows.indices.filter {
      panel.rows[$0].wave == wave && panel.rows[$0].place.arm == arm && panel.levels[outcome][$0] > 0
    }
    guard !rows.isEmpty else { return nil }
    var children = [0, 0, 0]
    for row in rows { children[Int(panel.levels[outcome][row]) - 1] += 1 }
    let (key, name) = (panel.plan.outcomes[outcome], panel.plan.waves[wave].name)
    return LevelShareFinding(
      address: "levels:\(key).\(name).\(arm.rawValue)", outcome: key, wave: name, arm: arm.rawValue,
      counts: .shown(panel.counts(rows: rows)), children: children.map { .shown($0) },
      shares: children.map { .shown(Double($0) / Double(rows.count)) })
  }

  /// One finding per outcome, later wave and arm, among children observed at both waves.
  func transitions() -> [TransitionFinding] {
    let first = rowsByChild(wave: 0)
    return panel.plan.waves.indices.dropFirst().flatMap { wave in
      let second = rowsByChild(wave: wave)
      return outcomes.flatMap { outcome in
        Arm.allCases.compactMap { moves(outcome: outcome, from: first, to: second, wave: wave, arm: $0) }
      }
    }
  }

  /// Row of each child at a wave, `nil` for those not observed.
  private func rowsByChild(wave: Int) -> [Int?] {
    var result = [Int?](repeating: nil, count: panel.records.children.count)
    for (index, row) in panel.rows.enumerated() where row.wave == wave { result[row.child] = index }
    return result
  }

  private func moves(outcome: Int, from: [Int?], to: [Int?], wave: Int, arm: Arm) -> TransitionFinding? {
    var counts = TransitionCounts(levelCount: 3)
    var behind: [Int] = []
    for (before, after) in zip(from, to) {
      guard let before, let after, panel.rows[after].place.arm == arm else { continue }
      let (start, end) = (panel.levels[outcome][before], panel.levels[outcome][after])
      guard start > 0, end > 0 else { continue }
      counts.add(
        from: Int(start), to: Int(end), stratum: arm.rawValue, cluster: String(panel.rows[after].place.preschool))
      behind.append(after)
    }
    guard !behind.isEmpty else { return nil }
    let rows = counts.table(of: arm.rawValue).rows
    let (key, start, end) = (panel.plan.outcomes[outcome], panel.plan.waves[0].name, panel.plan.waves[wave].name)
    return TransitionFinding(
      address: "transitions:\(key).\(start)-\(end).\(arm.rawValue)", outcome: key, fromWave: start, toWave: end,
      arm: arm.rawValue, counts: .shown(panel.counts(rows: behind)), children: rows.map { $0.map { .shown($0) } },
      shares: rows.map { row in
        let total = row.reduce(0, +)
        return row.map { total > 0 ? .shown(Double($0) / Double(total)) : .noData }
      })
  }
}
