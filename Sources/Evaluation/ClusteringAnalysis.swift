internal import Findings
internal import Records
internal import Tabular

/// How alike children of one preschool and of one group are, by outcome and wave.
struct ClusteringAnalysis {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  /// One finding per outcome, wave and level, preschools before groups; groups only where a preschool has several.
  func findings() -> [ClusteringFinding] {
    let waveCount = panel.plan.waves.count
    return concurrentMap(panel.plan.outcomes.count * waveCount) {
      findings(outcome: $0 / waveCount, wave: $0 % waveCount)
    }.flatMap { $0 }
  }

  private func findings(outcome: Int, wave: Int) -> [ClusteringFinding] {
    let scores = panel.scores[outcome]
    let rows = panel.rows.indices.filter { panel.rows[$0].wave == wave && !scores[$0].isNaN }
    let shares = VarianceShares(
      panel, rows: rows, values: rows.map { scores[$0] }, levels: [.preschool, .group], isWithinSheets: true)
    let (key, name) = (panel.plan.outcomes[outcome], panel.plan.waves[wave].name)
    let counts = panel.counts(rows: rows)
    let levels: [(Panel.Level, Int)] = [(.preschool, counts.preschools), (.group, counts.groups)]
    return levels.prefix(counts.groups > counts.preschools ? 2 : 1).map { level, count in
      let interval = shares?.interval(level, confidence: panel.plan.effects.confidenceLevel)
      return ClusteringFinding(
        address: "clustering:\(key).\(name).\(level.rawValue)", outcome: key, wave: name, level: level.rawValue,
        unitCount: count, intraclassCorrelation: Disclosable(shares?.intraclassCorrelation(level)),
        interval: Disclosable(interval))
    }
  }
}
