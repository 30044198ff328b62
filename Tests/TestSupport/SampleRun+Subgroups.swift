public import Findings

extension SampleRun {
  /// Effects by sex and by region at the last wave; the values of a key hold all children of the verdict.
  static var subgroups: [SubgroupFinding] {
    outcomes.indices.flatMap { outcome in
      [("f", 1_500), ("m", 1_620)].enumerated().map { position, value in
        subgroup(
          outcome: outcome, key: "sex", value: value.0, position: position, control: value.1,
          experimental: value.1 + 42)
      }
        + SampleRegions.all.enumerated().filter { $0.offset != 15 }.map { position, region in
          subgroup(
            outcome: outcome, key: "region", value: region.code, name: region.name, position: position,
            control: position == 0 ? 168 : 164, experimental: position == 0 ? 180 : 168)
        }
    }
  }

  /// A subgroup with an invented estimate.
  public static func subgroup(
    outcome: Int, key: String, value: String, name: LocalizedText? = nil, position: Int, control: Int,
    experimental: Int
  ) -> SubgroupFinding {
    let size = 0.05 + 0.03 * Double(outcome) + 0.2 * (invented(outcome, position) - 0.5)
    let interval = Interval(lower: size - 0.19, upper: size + 0.19, level: 0.95)
    let pooled = SubgroupFinding.PooledEstimate(
      value: 0.5 * size, interval: Interval(lower: 0.5 * size - 0.09, upper: 0.5 * size + 0.09, level: 0.95))
    return SubgroupFinding(
      address: "subgroup:\(outcomes[outcome]).final.\(key).\(value)", outcome: outcomes[outcome], wave: "final",
      key: key, value: value, name: name, control: .shown(Counts(children: control, groups: 8, preschools: 4)),
      experimental: .shown(Counts(children: experimental, groups: 8, preschools: 4)),
      estimate: .shown(
        .init(value: size, standardError: 0.09, degreesOfFreedom: 17.2, pValue: 0.24, interval: interval)),
      pooled: key == "region" ? .shown(pooled) : .noData, warnings: [])
  }

  static var heterogeneity: [HeterogeneityFinding] {
    outcomes.indices.flatMap { outcome in
      [
        HeterogeneityFinding(
          address: "heterogeneity:\(outcomes[outcome]).final.sex", outcome: outcomes[outcome], wave: "final",
          key: "sex", valueCount: 2, pValue: 0.42, adjustedPValue: 1, pooled: nil, warnings: []),
        HeterogeneityFinding(
          address: "heterogeneity:\(outcomes[outcome]).final.region", outcome: outcomes[outcome], wave: "final",
          key: "region", valueCount: 19, pValue: 0.11, adjustedPValue: 0.66, pooled: pooledRegions(outcome),
          warnings: []),
      ]
    }
  }

  private static func pooledRegions(_ outcome: Int) -> HeterogeneityFinding.PooledEffects {
    let mean = 0.05 + 0.03 * Double(outcome)
    return .init(
      mean: .init(
        value: mean, standardError: 0.03, degreesOfFreedom: 18, pValue: 0.03,
        interval: Interval(lower: mean - 0.06, upper: mean + 0.06, level: 0.95)),
      heterogeneity: Heterogeneity(
        tau2: 0.004, tau2Interval: Interval(lower: 0, upper: 0.02, level: 0.95), i2: 0.31, h2: 1.45, q: 26.1,
        qDegreesOfFreedom: 18, qPValue: 0.11,
        prediction: Interval(lower: mean - 0.16, upper: mean + 0.16, level: 0.95)))
  }

  static var doses: [DoseFinding] {
    outcomes.indices.map { outcome in
      DoseFinding(
        address: "dose:\(outcomes[outcome]).final", outcome: outcomes[outcome], wave: "final",
        counts: .shown(counts(children: 3_204)),
        slope: .shown(
          .init(
            value: 0.011 + 0.003 * Double(outcome), standardError: 0.006, degreesOfFreedom: 48, pValue: 0.07,
            interval: Interval(lower: -0.001, upper: 0.023, level: 0.95))), warnings: [])
    }
  }
}
