public import Findings

extension SampleRun {
  static let estimators = ["mixed_model", "cluster_robust", "wild_bootstrap", "randomization", "cluster_level"]

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
      ["interim", "final"].flatMap { wave in
        estimators.map { effect(outcome: outcome, wave: wave, estimator: $0) }
      }
    }
  }

  static func effect(outcome: Int, wave: String, estimator: String) -> EffectFinding {
    let isPrimary = estimator == "mixed_model"
    let estimate = estimate(outcome: outcome, wave: wave, estimator: estimator)
    let isDrawn = ["wild_bootstrap", "randomization"].contains(estimator)
    return EffectFinding(
      address: "effect:\(outcomes[outcome]).\(wave).\(estimator)", outcome: outcomes[outcome], wave: wave,
      estimator: estimator, isPrimary: isPrimary, control: .shown(counts(children: 3_120)),
      experimental: .shown(counts(children: 3_204)), estimate: .shown(estimate),
      standardized: .shown(standardized(estimate)),
      adjustedPValue: isPrimary ? .shown(min(1, 3 * estimate.pValue)) : .noData,
      draws: isDrawn
        ? .init(replications: 9_999, isEnumerated: false, pValueError: 0.002, smallestPValue: nil) : nil,
      warnings: outcome == 0 && isPrimary
        ? [FindingWarning(.missingRows, "4,110 rows lack a covariate.", facts: ["rows": "4110"])] : [])
  }

  /// An estimate of one method; one effect is negative, and a randomization test has no standard error.
  static func estimate(outcome: Int, wave: String, estimator: String) -> EffectFinding.Estimate {
    let position = Double(estimators.firstIndex(of: estimator) ?? 0)
    let size = 0.01 + 0.03 * Double(outcome) + (wave == "final" ? 0.05 : 0)
    let value = outcome == 1 && wave == "final" ? -size : size
    let standardError = 0.035 + 0.002 * position
    let margin = 1.99 * standardError
    let isRandomization = estimator == "randomization"
    return .init(
      value: value, standardError: isRandomization ? nil : standardError,
      degreesOfFreedom: isRandomization || estimator == "wild_bootstrap" ? nil : 92.4 - position,
      pValue: max(0.000_02, 0.6 - 4 * size) + 0.001 * position,
      interval: Interval(lower: value - margin, upper: value + margin, level: 0.95))
  }

  static func standardized(_ estimate: EffectFinding.Estimate) -> EffectFinding.StandardizedEffect {
    let interval = estimate.interval ?? Interval(lower: -1, upper: 1, level: 0.95)
    return .init(
      hedgesG: estimate.value / 0.42,
      interval: Interval(lower: interval.lower / 0.42, upper: interval.upper / 0.42, level: 0.95),
      standardDeviation: 0.42, intraclassCorrelation: 0.14, improvementIndex: 0.4 * estimate.value)
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
