import Findings

/// A finding that compares the arms on one outcome at one wave, with the children of either arm behind it.
protocol ComparesArms {
  var outcome: String { get }
  var wave: String { get }
  var control: Disclosable<Counts> { get }
  var experimental: Disclosable<Counts> { get }
}

extension EffectFinding: ComparesArms {}
extension VerdictFinding: ComparesArms {}
extension AlternativeFinding: ComparesArms {}
extension AttritionTippingFinding: ComparesArms {}
extension SubgroupFinding: ComparesArms {}
extension TransitionModelFinding: ComparesArms {}
extension GrowthPercentileFinding: ComparesArms {}
extension LevelRuleFinding: ComparesArms {}

extension ComparesArms {
  var place: EffectPlace { EffectPlace(outcome: outcome, wave: wave) }

  /// Children of both arms that are shown.
  var shownChildren: Int { (control.value?.children ?? 0) + (experimental.value?.children ?? 0) }
}

/// Outcome and wave: findings of one place rest on the same children.
struct EffectPlace: Hashable {
  let outcome: String
  let wave: String
}

extension DisclosureRules {
  /// Whether an arm has too few children or preschools to be shown.
  func isUnsafe(_ finding: some ComparesArms) -> Bool { isUnsafe(finding.control, finding.experimental) }

  func isUnsafe(_ control: Disclosable<Counts>, _ experimental: Disclosable<Counts>) -> Bool {
    [control.value, experimental.value].contains { $0.map(isUnsafe) ?? false }
  }

  /// Places whose effect or verdict may not be shown: what rests on the same children is hidden with it.
  func hiddenPlaces(_ findings: RunFindings) -> Set<EffectPlace> {
    Set(findings.effects.filter(isUnsafe).map(\.place)).union(findings.verdicts.filter(isUnsafe).map(\.place))
  }
}

extension Disclosable {
  /// `.suppressed` where there was a value; no data stays no data.
  var hidden: Self { if case .noData = self { .noData } else { .suppressed } }
}
