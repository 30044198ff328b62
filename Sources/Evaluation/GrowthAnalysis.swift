internal import Findings
internal import Moments
internal import Movement
internal import Records
internal import Tabular

/// Where experimental children stand among control children who began at the same score on the same two sheets.
struct GrowthAnalysis {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  /// One per outcome with levels and wave after the start of treatment; none without a wave before it.
  func findings() -> [GrowthPercentileFinding] {
    let waves = panel.wavesWithStart.map { WavePairs(panel, to: $0) }
    let places = panel.levelledOutcomes.flatMap { outcome in waves.map { (outcome: outcome, pairs: $0) } }
    return concurrentMap(places.count) { finding(outcome: places[$0].outcome, places[$0].pairs) }
  }

  private func finding(outcome: Int, _ pairs: WavePairs) -> GrowthPercentileFinding {
    let scores = panel.scores[outcome]
    let scored = pairs.pairs.filter { !scores[$0.before].isNaN && !scores[$0.after].isNaN }
    var counts = ScorePairCounts()
    for pair in scored {
      let row = panel.rows[pair.after]
      counts.add(
        ScorePair(first: scores[pair.before], second: scores[pair.after]),
        stratum: Self.stratum(row.place.arm, panel.sheets(of: pair)),
        cluster: panel.unit(of: row, at: panel.plannedLevel))
    }
    let comparisons = Set(scored.map(panel.sheets)).sorted().map {
      GrowthPercentiles.Comparison(stratum: Self.stratum(.experimental, $0), reference: Self.stratum(.control, $0))
    }
    let specification = GrowthPercentiles(confidenceLevel: panel.plan.effects.confidenceLevel)
    var result = GrowthPercentileFinding(
      address: "", outcome: panel.plan.outcomes[outcome], fromWave: panel.plan.waves[0].name,
      wave: panel.plan.waves[pairs.wave].name, control: .shown(panel.counts(scored, arm: .control)),
      experimental: .shown(panel.counts(scored, arm: .experimental)), mean: .noData, interval: .noData,
      median: .noData, controlMean: .noData, pooledShare: .noData,
      minimumReferenceCount: specification.minimumReferenceCount, warnings: [])
    result.address = "growth_percentile:\(result.outcome).\(result.wave)"
    do throws(MovementError) {
      result.add(try specification.fit(counts, comparing: comparisons))
    } catch {
      result.warnings = [error.warning]
    }
    return result
  }

  private static func stratum(_ arm: Arm, _ sheets: String) -> String { "\(arm.rawValue)|\(sheets)" }
}

extension GrowthPercentileFinding {
  fileprivate mutating func add(_ fit: GrowthPercentilesFit) {
    mean = .shown(fit.mean)
    interval = Disclosable(fit.interval)
    median = .shown(fit.median)
    controlMean = .shown(fit.referenceMean)
    pooledShare = .shown(Double(fit.pooledCount) / Double(fit.observationCount))
    warnings = fit.warnings
  }
}
