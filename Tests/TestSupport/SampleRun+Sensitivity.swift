import Findings

extension SampleRun {
  /// Every alternative analysis of every effect at the last wave; for one outcome ANCOVA and change disagree.
  static var alternatives: [AlternativeFinding] {
    outcomes.indices.flatMap { outcome in
      AlternativeFinding.Analysis.allCases.map { alternative(outcome: outcome, $0) }
    }
  }

  private static func alternative(outcome: Int, _ analysis: AlternativeFinding.Analysis) -> AlternativeFinding {
    var estimate = estimate(outcome: outcome, wave: "final", estimator: "cluster_robust")
    if outcome == 1, analysis == .change { estimate = shifted(estimate, by: 0.2) }
    let left = analysis == .completeCases ? 240 : 0
    return AlternativeFinding(
      address: "alternative:\(outcomes[outcome]).final.\(analysis.rawValue)", outcome: outcomes[outcome],
      wave: "final", analysis: analysis, control: .shown(counts(children: 3_120 - left)),
      experimental: .shown(counts(children: 3_204 - left)), estimate: .shown(estimate), warnings: [])
  }

  private static func shifted(_ estimate: EffectFinding.Estimate, by shift: Double) -> EffectFinding.Estimate {
    var result = estimate
    result.value += shift
    result.interval = estimate.interval.map {
      Interval(lower: $0.lower + shift, upper: $0.upper + shift, level: $0.level)
    }
    return result
  }

  static var tippingPoints: [AttritionTippingFinding] {
    outcomes.indices.map { outcome in
      AttritionTippingFinding(
        address: "tipping:\(outcomes[outcome]).final", outcome: outcomes[outcome], wave: "final",
        control: .shown(counts(children: 3_120)), experimental: .shown(counts(children: 3_204)),
        points: outcome < 2 ? .noData : .shown(0.3 + 0.1 * Double(outcome)),
        deviations: outcome < 2 ? .noData : .shown(0.7 + 0.2 * Double(outcome)))
    }
  }
}
