public import Findings

extension SampleRun {
  /// Odds ratios of every outcome at both later waves; one is below 1.
  static var transitionModels: [TransitionModelFinding] {
    outcomes.enumerated().flatMap { outcome, key in
      ["interim", "final"].map { wave in
        let value = 0.94 + 0.17 * Double(outcome)
        return TransitionModelFinding(
          address: "transition_model:\(key).\(wave)", outcome: key, fromWave: "baseline", wave: wave,
          unit: "preschool", control: .shown(counts(children: 3_120)), experimental: .shown(counts(children: 3_204)),
          oddsRatio: .shown(
            .init(
              value: value, interval: Interval(lower: 0.8 * value, upper: 1.25 * value, level: 0.95),
              logStandardError: 0.11, degreesOfFreedom: 98, pValue: 0.031)),
          unitVariance: .shown(0.14), proportionalOddsPValue: .shown(0.4), warnings: [])
      }
    }
  }

  static var growthPercentiles: [GrowthPercentileFinding] {
    outcomes.enumerated().flatMap { outcome, key in
      ["interim", "final"].map { wave in
        growth(outcome: key, wave: wave, mean: 49.5 + 2.5 * Double(outcome), pooledShare: 0.12)
      }
    }
  }

  /// Growth percentiles of one outcome and wave.
  public static func growth(
    outcome: String, wave: String, mean: Double, pooledShare: Double
  ) -> GrowthPercentileFinding {
    GrowthPercentileFinding(
      address: "growth_percentile:\(outcome).\(wave)", outcome: outcome, fromWave: "baseline", wave: wave,
      control: .shown(counts(children: 3_120)), experimental: .shown(counts(children: 3_204)), mean: .shown(mean),
      interval: .shown(Interval(lower: mean - 2.3, upper: mean + 2.3, level: 0.95)), median: .shown(mean + 1),
      controlMean: .shown(49.8), pooledShare: .shown(pooledShare), minimumReferenceCount: 30, warnings: [])
  }

  static var levelRules: [LevelRuleFinding] {
    outcomes.indices.flatMap { outcome in
      waves.indices.flatMap { wave in
        let tables = arms.indices.map { chain(outcome: outcome, arm: $0).levels[wave] }
        return [LevelRuleFinding.Rule.roundedThirds, .thirds].map { rule in
          let shift = rule == .thirds ? 90 : 0
          return levelRule(
            outcome: outcomes[outcome], wave: waves[wave], rule: rule,
            children: tables.map { [$0[0] + shift, $0[1] - shift, $0[2]] })
        }
      }
    }
  }

  /// The finding of one rule from the children at levels I, II, III of both arms; the instrument's is `roundedThirds`.
  public static func levelRule(
    outcome: String, wave: String, rule: LevelRuleFinding.Rule, children: [[Int]]
  ) -> LevelRuleFinding {
    let totals = children.map { $0.reduce(0, +) }
    let shares = zip(children, totals).map { table, total in table.map { Double($0) / Double(total) } }
    let difference = shares[1][2] - shares[0][2]
    return LevelRuleFinding(
      address: "level_rule:\(outcome).\(wave).\(rule.rawValue)", outcome: outcome, wave: wave, rule: rule,
      isInstrumentRule: rule == .roundedThirds, control: .shown(counts(children: totals[0])),
      experimental: .shown(counts(children: totals[1])), controlShares: shares[0].map { .shown($0) },
      experimentalShares: shares[1].map { .shown($0) },
      levelThree: .shown(
        ShareDifference(
          value: difference, interval: Interval(lower: difference - 0.05, upper: difference + 0.05, level: 0.95),
          pValue: 0.4)))
  }
}
