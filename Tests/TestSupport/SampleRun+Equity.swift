public import Findings

extension SampleRun {
  /// Levels by locality and sex at the last wave; the values of a key hold all children of the level tables.
  static var equity: [EquityGapFinding] {
    outcomes.indices.flatMap { outcome -> [EquityGapFinding] in
      let total = lastLevels(outcome: outcome)
      return equity(outcome: outcome, key: "locality", parts: [("rural", 0.4), ("urban", 0.6)], of: total)
        + equity(outcome: outcome, key: "sex", parts: [("f", 0.48), ("m", 0.52)], of: total)
    }
  }

  /// Children of both arms at level I, II, III at the last wave.
  public static func lastLevels(outcome: Int) -> [Int] {
    let tables = arms.indices.map { chain(outcome: outcome, arm: $0).levels[2] }
    return (0..<3).map { tables[0][$0] + tables[1][$0] }
  }

  /// The last part is the reference and has what the others leave.
  private static func equity(
    outcome: Int, key: String, parts: [(value: String, share: Double)], of total: [Int]
  ) -> [EquityGapFinding] {
    let first = total.map { Int(Double($0) * parts[0].share) }
    return [
      equityGap(outcome: outcome, key: key, value: parts[0].value, reference: parts[1].value, children: first),
      equityGap(
        outcome: outcome, key: key, value: parts[1].value, reference: parts[1].value,
        children: zip(total, first).map { $0 - $1 }),
    ]
  }

  /// The levels of one value from its children at levels I, II, III, with invented gaps.
  public static func equityGap(
    outcome: Int, key: String, value: String, reference: String, children: [Int], preschools: Int = 50
  ) -> EquityGapFinding {
    let total = children.reduce(0, +)
    func gap(_ size: Double) -> Disclosable<EffectFinding.Estimate> {
      let interval = Interval(lower: size - 0.05, upper: size + 0.05, level: 0.95)
      return value == reference
        ? .noData
        : .shown(.init(value: size, standardError: 0.025, degreesOfFreedom: 41.3, pValue: 0.1, interval: interval))
    }
    return EquityGapFinding(
      address: "equity:\(outcomes[outcome]).final.\(key).\(value)", outcome: outcomes[outcome], wave: "final", key: key,
      value: value, reference: reference,
      counts: .shown(Counts(children: total, groups: 2 * preschools, preschools: preschools)),
      shares: children.map { .shown(Double($0) / Double(total)) }, levelOneGap: gap(0.041), levelThreeGap: gap(-0.062),
      warnings: [])
  }
}
