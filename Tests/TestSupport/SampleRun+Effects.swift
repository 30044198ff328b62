public import Findings

extension SampleRun {
  static var flow: [FlowFinding] {
    waves.enumerated().flatMap { wave, waveName in
      arms.enumerated().map { arm, armName in
        let observed = chain(outcome: 0, arm: arm).levels[wave].reduce(0, +)
        return FlowFinding(
          address: "flow:\(waveName).\(armName)", wave: waveName, arm: armName, enrolled: .shown(observed + 160),
          observed: .shown(counts(children: observed)))
      }
    }
  }

  static var effects: [EffectFinding] {
    outcomes.indices.flatMap { outcome in
      ["mixed_model", "cluster_robust"].flatMap { estimator in
        ["interim", "final"].map { effect(outcome: outcome, wave: $0, estimator: estimator) }
      }
    }
  }

  private static func effect(outcome: Int, wave: String, estimator: String) -> EffectFinding {
    let isPrimary = estimator == "mixed_model"
    let value = 0.01 + 0.03 * Double(outcome) + (wave == "final" ? 0.05 : 0)
    let standardError = isPrimary ? 0.035 : 0.038
    let margin = 1.99 * standardError
    let pValue = max(0.000_02, 0.6 - 4 * value)
    let wanes = outcome == 1 && wave == "final"
    return EffectFinding(
      address: "effect:\(outcomes[outcome]).\(wave).\(estimator)", outcome: outcomes[outcome], wave: wave,
      estimator: estimator, isPrimary: isPrimary, control: .shown(counts(children: 3_120)),
      experimental: .shown(counts(children: 3_204)),
      estimate: .shown(
        .init(
          value: wanes ? -value : value, standardError: standardError, degreesOfFreedom: 88.4, pValue: pValue,
          interval: Interval(
            lower: (wanes ? -value : value) - margin, upper: (wanes ? -value : value) + margin, level: 0.95))),
      standardized: .shown(
        .init(
          hedgesG: value / 0.42,
          interval: Interval(lower: (value - margin) / 0.42, upper: (value + margin) / 0.42, level: 0.95),
          standardDeviation: 0.42, intraclassCorrelation: 0.14, improvementIndex: 0.4 * value)),
      adjustedPValue: isPrimary ? .shown(min(1, 3 * pValue)) : .noData,
      warnings: outcome == 0 && isPrimary
        ? [FindingWarning(.missingRows, "4,110 rows lack a covariate.", facts: ["rows": "4110"])] : [])
  }

  static var quality: [QualityFinding] {
    waves.enumerated().flatMap { wave, waveName in
      arms.enumerated().map { arm, armName in
        line(.missingSheets, wave: waveName, arm: armName, count: 160, total: 3_400 - 900 * (wave / 2))
      }
    } + [
      line(.missingMarks, wave: "baseline", arm: nil, count: 5_120, total: 640_000),
      line(.unscoredAreas, wave: "baseline", arm: nil, count: 310, total: 34_000),
      line(.straightLined, wave: "final", arm: nil, count: 96, total: 4_900),
      line(.withoutConsent, wave: nil, arm: nil, count: 143, total: 7_143),
    ]
  }

  /// A quality line made from its counts.
  public static func line(
    _ check: QualityFinding.Check, wave: String?, arm: String?, count: Int, total: Int
  ) -> QualityFinding {
    QualityFinding(
      address: "quality:\(check.rawValue).\(wave ?? "all").\(arm ?? "all")", check: check, wave: wave, arm: arm,
      count: .shown(count), total: .shown(total), share: .shown(Double(count) / Double(total)))
  }
}
