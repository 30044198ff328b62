public import Findings

extension SampleRun {
  static var design: DesignFindings {
    DesignFindings(
      units: [
        AssignmentUnits(
          level: "region", controlOnly: 0, experimentalOnly: 0, bothArms: 19, isPlanned: false, isFound: false),
        AssignmentUnits(
          level: "preschool", controlOnly: 50, experimentalOnly: 50, bothArms: 0, isPlanned: true, isFound: true),
        AssignmentUnits(
          level: "group", controlOnly: 150, experimentalOnly: 150, bothArms: 0, isPlanned: false, isFound: false),
      ], balance: balance, attrition: attrition, clustering: clustering, detectable: detectable)
  }

  private static var balance: [BalanceFinding] {
    outcomes.enumerated().map { position, key in
      let difference = [0.02, -0.11, 0.31, 0.04, -0.07][position]
      return BalanceFinding(
        address: "balance:\(key)", variable: key, isOutcome: true, level: nil,
        control: .shown(counts(children: 3_120)), experimental: .shown(counts(children: 3_204)),
        controlMean: .shown(1.94), experimentalMean: .shown(1.94 + 0.42 * difference),
        difference: .shown(
          .init(
            value: difference, interval: Interval(lower: difference - 0.2, upper: difference + 0.2, level: 0.95))),
        varianceRatio: .shown(1.04), verdict: .shown(verdict(difference)))
    } + [("f", 0.48, 0.49), ("m", 0.52, 0.51)].map { share("sex", $0.0, control: $0.1, experimental: $0.2) }
  }

  private static func verdict(_ difference: Double) -> BalanceFinding.Verdict {
    abs(difference) <= 0.05 ? .equivalent : abs(difference) <= 0.25 ? .mustAdjust : .notEquivalent
  }

  /// The balance line of one value of a covariate, from the shares in either arm.
  public static func share(
    _ variable: String, _ level: String, control: Double, experimental: Double
  ) -> BalanceFinding {
    BalanceFinding(
      address: "balance:\(variable).\(level)", variable: variable, isOutcome: false, level: level,
      control: .shown(counts(children: 3_120)), experimental: .shown(counts(children: 3_204)),
      controlMean: .shown(control), experimentalMean: .shown(experimental),
      difference: .shown(.init(value: 2.4 * (experimental - control), interval: nil)), varianceRatio: .noData,
      verdict: .shown(verdict(2.4 * (experimental - control))))
  }

  private static var attrition: [AttritionFinding] {
    [
      loss(wave: "interim", level: "child", start: 6_400, control: 0.05, experimental: 0.06),
      loss(wave: "interim", level: "preschool", start: 100, control: 0, experimental: 0.02),
      loss(wave: "final", level: "child", start: 6_400, control: 0.11, experimental: 0.17),
      loss(wave: "final", level: "preschool", start: 100, control: 0.02, experimental: 0.02),
    ]
  }

  /// A loss with arms of equal size at the first wave.
  public static func loss(
    wave: String, level: String, start: Int, control: Double, experimental: Double
  ) -> AttritionFinding {
    let differential = abs(experimental - control)
    return AttritionFinding(
      address: "attrition:\(wave).\(level)", wave: wave, level: level, atFirstWave: .shown(start),
      overall: .shown((control + experimental) / 2), control: .shown(control), experimental: .shown(experimental),
      cautiousBoundary: 0.055, optimisticBoundary: 0.102,
      cautious: .shown(differential > 0.058 ? .high : differential > 0.052 ? .nearBoundary : .low),
      optimistic: .shown(differential > 0.105 ? .high : .low))
  }

  private static var clustering: [ClusteringFinding] {
    outcomes.enumerated().flatMap { outcome, key in
      waves.flatMap { wave in
        [("preschool", 100, 0.12), ("group", 300, 0.2)].map { level, unitCount, correlation in
          let value = correlation + 0.01 * Double(outcome)
          return ClusteringFinding(
            address: "clustering:\(key).\(wave).\(level)", outcome: key, wave: wave, level: level,
            unitCount: unitCount, intraclassCorrelation: .shown(value),
            interval: .shown(Interval(lower: value - 0.04, upper: value + 0.06, level: 0.95)))
        }
      }
    }
  }

  private static var detectable: [DetectableEffectFinding] {
    outcomes.flatMap { outcome in
      ["interim", "final"].map { wave in
        DetectableEffectFinding(
          address: "detectable:\(outcome).\(wave)", outcome: outcome, wave: wave, power: 0.8,
          deviations: .shown(0.24), points: .shown(0.1))
      }
    }
  }

  static var raters: [RaterFinding] {
    waves.flatMap { wave in
      arms.map { arm in
        let isExperimental = arm == "experimental"
        return RaterFinding(
          address: "raters:\(wave).\(arm)", wave: wave, arm: arm, counts: .shown(counts(children: 3_120)),
          assessorCount: 148, straightLined: .shown(isExperimental ? 0.04 : 0.03), identical: .shown(0.02),
          ceiling: .shown(isExperimental ? 0.31 : 0.22), spread: .shown(isExperimental ? 0.27 : 0.33),
          changeWithSameAssessor: wave == "baseline" ? .noData : .shown(isExperimental ? 0.21 : 0.12),
          changeWithNewAssessor: wave == "baseline" ? .noData : .shown(0.11))
      }
    }
  }
}
