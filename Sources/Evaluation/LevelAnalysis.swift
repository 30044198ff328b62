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

  private func preschool(of row: Int) -> String { panel.records.preschools[panel.rows[row].place.preschool].code }

  /// One finding per outcome, wave and arm with an observed child.
  ///
  /// - Returns: Findings in order of outcomes, waves and arms.
  /// - Throws: `MovementError` when a stratum that holds children has none.
  func shares() throws -> [LevelShareFinding] {
    try panel.levelledOutcomes.flatMap { outcome in
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
  /// Each matrix begins at the first wave, and none leads from the second to the third: with all three pairs of waves a
  /// reader would hold the three pairwise margins of one table of levels by levels by levels, which bound its cells more
  /// narrowly than the matrices one by one, and disclosure control would have to hide far more for a question that the
  /// matrices from the start answer.
  ///
  /// - Returns: Findings in order of waves, outcomes and arms.
  /// - Throws: `MovementError` when a stratum that holds children has none.
  func transitions() throws -> [TransitionFinding] {
    try panel.plan.waves.indices.dropFirst().flatMap { wave in
      let pairs = WavePairs(panel, to: wave)
      return try panel.levelledOutcomes.flatMap { outcome in
        let moved = pairs.withLevels(panel, outcome: outcome)
        return try Arm.allCases.compactMap { try moves(outcome: outcome, moved, wave: wave, arm: $0) }
      }
    }
  }

  private func moves(
    outcome: Int, _ pairs: [WavePairs.Pair], wave: Int, arm: Arm
  ) throws -> TransitionFinding? {
    let own = pairs.filter { panel.rows[$0.after].place.arm == arm }
    guard !own.isEmpty else { return nil }
    var counts = TransitionCounts()
    for pair in own {
      counts.add(
        from: Int(panel.levels[outcome][pair.before]), to: Int(panel.levels[outcome][pair.after]),
        stratum: arm.rawValue, cluster: preschool(of: pair.after))
    }
    let fit = try TransitionShares(confidenceLevel: panel.plan.effects.confidenceLevel)
      .fit(counts, stratum: arm.rawValue)
    let (symmetry, margins) = (test(.symmetry, counts, arm), test(.marginalHomogeneity, counts, arm))
    let (key, start, end) = (panel.plan.outcomes[outcome], panel.plan.waves[0].name, panel.plan.waves[wave].name)
    return TransitionFinding(
      address: "transitions:\(key).\(start)-\(end).\(arm.rawValue)", outcome: key, fromWave: start, toWave: end,
      arm: arm.rawValue, counts: .shown(panel.counts(pairs, arm: arm)),
      children: fit.table.rows.map { $0.map { .shown($0) } },
      shares: fit.rows.map { $0.map { Disclosable($0?.share) } },
      intervals: fit.rows.map { $0.map { Disclosable($0?.interval) } }, symmetry: symmetry.result,
      marginalHomogeneity: margins.result,
      warnings: (fit.warnings + symmetry.warnings + margins.warnings).withoutRepetition)
  }

  /// A test of the moves of an arm, or why there is none.
  private func test(
    _ hypothesis: SymmetryTest.Hypothesis, _ counts: TransitionCounts, _ arm: Arm
  ) -> (result: Disclosable<TransitionFinding.MovementTest>, warnings: [FindingWarning]) {
    do throws(MovementError) {
      let fit = try SymmetryTest(hypothesis).fit(counts, stratum: arm.rawValue)
      let test = TransitionFinding.MovementTest(
        statistic: fit.statistic, degreesOfFreedom: fit.degreesOfFreedom, pValue: fit.pValue,
        clusterCount: fit.clusterCount)
      return (.shown(test), [])
    } catch {
      return (.noData, [error.warning])
    }
  }
}
