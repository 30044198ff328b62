internal import EffectSizes
internal import Findings
internal import Records
internal import Tabular

/// Estimates the effects one value of a key at a time, and tests whether they differ.
struct SubgroupAnalysis: Sendable {
  private(set) var subgroups: [SubgroupFinding] = []
  private(set) var heterogeneity: [HeterogeneityFinding] = []

  /// Every key of the plan, in its order.
  init(_ panel: Panel) {
    let answers = concurrentMap(panel.plan.subgroups.count) { SubgroupAnswer(panel, key: panel.plan.subgroups[$0]) }
    subgroups = answers.flatMap(\.subgroups)
    heterogeneity = answers.flatMap(\.heterogeneity)
    adjust(panel.plan.effects.multiplicity)
  }

  /// All tests of difference are one family.
  private mutating func adjust(_ rule: Plan.Effects.Multiplicity) {
    let adjusted = rule.adjustment.adjusted(heterogeneity.map(\.pValue))
    for index in heterogeneity.indices { heterogeneity[index].adjustedPValue = adjusted[index] }
  }
}

extension Plan.Effects.Multiplicity {
  /// The rule for p-values that no joint draws stand behind: Romano–Wolf becomes Holm.
  var adjustment: Multiplicity {
    switch self {
    case .none: .none
    case .holm, .romanoWolf: .holm
    case .hommel: .hommel
    case .benjaminiHochberg: .benjaminiHochberg
    }
  }
}

/// What one key says.
private struct SubgroupAnswer: Sendable {
  private let panel: Panel
  private let key: Plan.Subgroup
  private(set) var subgroups: [SubgroupFinding] = []
  private(set) var heterogeneity: [HeterogeneityFinding] = []

  init(_ panel: Panel, key: Plan.Subgroup) {
    self.panel = panel
    self.key = key
    if SubgroupValues.isSharedByOutcomes(key) {
      add(SubgroupValues(panel, key: key, outcome: 0), outcomes: Array(panel.plan.outcomes.indices))
    } else {
      for outcome in panel.plan.outcomes.indices where panel.hasLevels(outcome: panel.plan.outcomes[outcome]) {
        add(SubgroupValues(panel, key: key, outcome: outcome), outcomes: [outcome])
      }
    }
  }

  private mutating func add(_ values: SubgroupValues, outcomes: [Int]) {
    let effects = StratifiedEffects(panel, values: values, outcomes: outcomes)
    for outcome in outcomes {
      for wave in panel.effectWaves {
        for value in values.values.indices {
          subgroups.append(finding(effects, values, value: value, outcome: outcome, wave: wave))
        }
        guard values.areDisjoint else { continue }
        heterogeneity.append(difference(effects, values, outcome: outcome, wave: wave))
      }
    }
  }

  private func finding(
    _ effects: StratifiedEffects, _ values: SubgroupValues, value: Int, outcome: Int, wave: Int
  ) -> SubgroupFinding {
    let cells = EffectCells(panel, outcome: outcome, wave: wave) { values.contains($0, value: value) }
    let answer = effects.answer(outcome: outcome, wave: wave, value: value)
    let names = (panel.plan.outcomes[outcome], panel.plan.waves[wave].name, values.values[value])
    return SubgroupFinding(
      address: "subgroup:\(names.0).\(names.1).\(key.rawValue).\(names.2)", outcome: names.0, wave: names.1,
      key: key.rawValue, value: names.2, name: panel.name(ofRegion: names.2, key: key),
      control: Disclosable(cells.control.counts), experimental: Disclosable(cells.experimental.counts),
      estimate: Disclosable(answer.estimate), pooled: Disclosable(answer.pooled), warnings: answer.warnings)
  }

  private func difference(
    _ effects: StratifiedEffects, _ values: SubgroupValues, outcome: Int, wave: Int
  ) -> HeterogeneityFinding {
    let names = (panel.plan.outcomes[outcome], panel.plan.waves[wave].name)
    let answer = effects.difference(outcome: outcome, wave: wave)
    return HeterogeneityFinding(
      address: "heterogeneity:\(names.0).\(names.1).\(key.rawValue)", outcome: names.0, wave: names.1,
      key: key.rawValue, valueCount: answer.valueCount, pValue: answer.pValue, adjustedPValue: nil,
      pooled: answer.pooled, warnings: answer.warnings)
  }
}

extension Panel {
  /// Waves at which there is an effect.
  var effectWaves: [Int] { plan.waves.indices.filter { !hasBaseline || plan.waves[$0].role == .after } }

  /// Name of a region, for the key `region` only.
  fileprivate func name(ofRegion code: String, key: Plan.Subgroup) -> LocalizedText? {
    guard key == .region else { return nil }
    return records.regions.first { $0.code == code }?.names.localized
  }
}
