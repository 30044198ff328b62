internal import Design
internal import Findings
internal import Moments
internal import Records
internal import Regression
internal import Tabular

/// Mean abilities of each arm at each wave of a scale, from plausible values, with errors over preschools.
struct LatentGrowthAnalysis {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  /// One finding per stage of a scale with a scored child.
  func findings(_ measured: MeasuredScale) -> [GrowthFinding] {
    let scale = measured.scale
    let kept = scale.rows.indices.filter { !panel.scores[scale.outcome][scale.rows[$0]].isNaN }
    let stages = scale.stages.filter { stage in kept.contains { isAt(stage, row: scale.rows[$0]) } }
    let fits = stages.map { stage in
      let people = kept.filter { isAt(stage, row: scale.rows[$0]) }
      return (stage, people, mean(people, measured))
    }
    return fits.map { stage, people, mean in
      let (outcome, wave) = (panel.plan.outcomes[scale.outcome], panel.plan.waves[stage.wave].name)
      return GrowthFinding(
        address: "growth:\(outcome).\(scale.name).\(wave).\(stage.arm.rawValue)", outcome: outcome,
        scale: scale.name, wave: wave, arm: stage.arm.rawValue,
        counts: .shown(panel.counts(rows: people.map { scale.rows[$0] })), mean: Disclosable(mean))
    }
  }

  private func isAt(_ stage: ProgressionScale.Stage, row: Int) -> Bool {
    panel.rows[row].wave == stage.wave && panel.rows[row].place.arm == stage.arm
  }

  /// The pooled mean of some persons; `nil` where one preschool stands behind it.
  private func mean(_ people: [Int], _ measured: MeasuredScale) -> EffectFinding.Estimate? {
    let preschools = people.map { panel.rows[measured.scale.rows[$0]].place.preschool }
    let columns = [
      Column(name: "preschool", values: .numeric(preschools.map(Double.init))),
      Column(name: EffectColumns.anyRowName, values: .numeric(people.map { _ in 0 })),
    ]
    let level = panel.plan.effects.confidenceLevel
    let estimate = try? {
      let design = try ModelFrame.build(
        try Formula("\(EffectColumns.anyRowName) ~ 1"), frame: try Frame(columns: columns), clusters: "preschool")
      let responses = measured.abilities.enumerated().map { draw, values in
        (EffectColumns.outcomeName(draw), people.map { values[$0] })
      }
      let moments = try ClusterMoments.collect(design, responses: responses)
      let fits = try responses.indices.map {
        try LinearRegression(covariance: .clusterRobust(.cr2)).fit(moments, response: $0)
      }
      return try LatentDraws.pooled("(Intercept)", fits: fits, level: level).estimate
    }()
    return estimate ?? nil
  }
}
