import Findings

extension SampleRun {
  /// Two scales of one outcome, with children, items, growth, effects and change that hang together.
  static var progression: ProgressionFindings {
    ProgressionFindings(
      scales: bands.map(scale), items: bands.flatMap { band in (1...6).map { item($0, band: band) } },
      scoreTables: [scoreTable],
      growth: bands.flatMap { band in stages(of: band).map { growth($0.arm, $0.wave, band: band) } },
      effects: waves.dropFirst().map(latentEffect), changes: arms.map(change),
      fairness: [
        fairness("4-Ш.3", value: 0.21, size: "moderate"), fairness("4-Ш.4", value: 0.01, size: "negligible"),
      ],
      anchors: [drift("4-Ш.2", value: 0.45, pValue: 0.000_2), drift("4-Ш.5", value: 0.01, pValue: 0.8)])
  }

  private static let bands = ["4", "5"]
  private static let area = "creative"

  /// Children of band 5 go to school before the last wave.
  private static func stages(of band: String) -> [(arm: String, wave: String)] {
    arms.flatMap { arm in (band == "5" ? Array(waves.prefix(2)) : waves).map { (arm, $0) } }
  }

  private static func scale(_ band: String) -> ScaleFinding {
    ScaleFinding(
      address: "scale:\(area).\(band)", outcome: area, scale: band, model: "pcm",
      forms: ["\(band)-interim", "\(band)-final"], itemCount: 6, counts: .shown(counts(children: 3_200)),
      cellCount: 610, logLikelihood: -20_417.25, parameterCount: 18, logitsPerUnit: 1.42,
      reliability: .shown(band == "4" ? 0.64 : 0.83),
      alpha: .shown(.init(value: 0.66, interval: Interval(lower: 0.64, upper: 0.68, level: 0.95))),
      omega: .shown(0.67),
      abilities: stages(of: band).map { stage in
        let mean = meanAbility(stage.arm, stage.wave)
        return .init(
          arm: stage.arm, wave: stage.wave, counts: .shown(counts(children: 1_500)), mean: .shown(mean),
          standardDeviation: .shown(1 + 0.02 * mean), errorAtMean: .shown(0.42))
      },
      dependentPairs: [.init(first: "\(band)-Ш.1", second: "\(band)-Ш.2", excessCorrelation: 0.27)], warnings: [])
  }

  private static func meanAbility(_ arm: String, _ wave: String) -> Double {
    let growth = [0.0, 0.48, 0.79][waves.firstIndex(of: wave) ?? 0]
    return growth + (arm == "control" || growth == 0 ? 0 : 0.24)
  }

  private static func estimate(_ value: Double, error: Double, pValue: Double) -> EffectFinding.Estimate {
    EffectFinding.Estimate(
      value: value, standardError: error, degreesOfFreedom: 61.5, pValue: pValue,
      interval: Interval(lower: value - 2 * error, upper: value + 2 * error, level: 0.95))
  }

  private static func item(_ number: Int, band: String) -> ItemFinding {
    let first = -1.6 + 0.25 * Double(number)
    return ItemFinding(
      address: "item:\(area).\(band).\(band)-Ш.\(number)", item: "\(band)-Ш.\(number)", outcome: area, scale: band,
      counts: .shown(counts(children: 3_100)),
      steps: [.init(value: first, standardError: 0.04), .init(value: first + 1.9, standardError: 0.05)], slope: 1,
      infit: .shown(0.94 + 0.02 * Double(number)), outfit: .shown(0.9 + 0.03 * Double(number)),
      fitPValue: .shown(0.21), itemRestCorrelation: .shown(0.41),
      uses: arms.map { arm in
        .init(
          arm: arm, wave: "baseline", counts: .shown(counts(children: 1_500)),
          shares: [.shown(0.22), .shown(0.61), .shown(0.17)], missingShare: .shown(0.02))
      }, warnings: [])
  }

  private static var scoreTable: ScoreTableFinding {
    ScoreTableFinding(
      address: "score_table:\(area).4-interim", outcome: area, scale: "4", form: "4-interim",
      rows: (6...18).map { points in
        .init(
          points: points, score: 0.31 * Double(points - 12), standardError: 0.4,
          level: points < 10 ? 1 : points < 14 ? 2 : 3)
      })
  }

  private static func growth(_ arm: String, _ wave: String, band: String) -> GrowthFinding {
    GrowthFinding(
      address: "growth:\(area).\(band).\(wave).\(arm)", outcome: area, scale: band, wave: wave, arm: arm,
      counts: .shown(counts(children: 1_480)),
      mean: .shown(estimate(meanAbility(arm, wave), error: 0.05, pValue: 0.01)))
  }

  private static func latentEffect(_ wave: String) -> LatentEffectFinding {
    LatentEffectFinding(
      address: "latent:\(area).\(wave)", outcome: area, wave: wave, control: .shown(counts(children: 3_000)),
      experimental: .shown(counts(children: 3_100)), estimate: .shown(estimate(0.241, error: 0.06, pValue: 0.000_3)),
      levelThree: .shown(estimate(0.083, error: 0.02, pValue: 0.000_4)), measurementShare: .shown(0.12),
      plausibleValueCount: 10, warnings: [])
  }

  private static func change(_ arm: String) -> ReliableChangeFinding {
    let children = arm == "control" ? [410, 980, 40] : [520, 890, 30]
    let total = children.reduce(0, +)
    return ReliableChangeFinding(
      address: "change:\(area).baseline-interim.\(arm)", outcome: area, fromWave: "baseline", toWave: "interim",
      arm: arm, counts: .shown(counts(children: total)), children: children.map { .shown($0) },
      shares: children.map { .shown(Double($0) / Double(total)) },
      intervals: children.map {
        let share = Double($0) / Double(total)
        return .shown(Interval(lower: share - 0.01, upper: share + 0.01, level: 0.95))
      }, expectedByChance: [.shown(0.021), .shown(0.959), .shown(0.02)])
  }

  private static func fairness(_ item: String, value: Double, size: String) -> FairnessFinding {
    FairnessFinding(
      address: "fairness:\(area).4.sex.\(item)", outcome: area, scale: "4", key: "sex", reference: "m", focal: "f",
      item: item, referenceCounts: .shown(counts(children: 1_600)), focalCounts: .shown(counts(children: 1_540)),
      difference: .shown(estimate(value, error: 0.04, pValue: 0.001)), standardized: .shown(2 * value),
      adjustedPValue: .shown(0.006), size: .shown(size), warnings: [])
  }

  private static func drift(_ item: String, value: Double, pValue: Double) -> AnchorDriftFinding {
    AnchorDriftFinding(
      address: "anchor:\(area).4.baseline-interim.\(item)", outcome: area, scale: "4", fromWave: "baseline",
      toWave: "interim", item: item, counts: .shown(counts(children: 1_400)),
      drift: .shown(estimate(value, error: 0.1, pValue: pValue)))
  }
}
