import Findings

extension DisclosureRules {
  /// An effect with everything hidden when either arm is too small.
  func released(_ effect: EffectFinding) -> EffectFinding {
    var result = effect
    let arms = [effect.control.value, effect.experimental.value].compactMap(\.self)
    guard arms.contains(where: isUnsafe) else {
      result.warnings = released(effect.warnings)
      return result
    }
    result.control = effect.control.hidden
    result.experimental = effect.experimental.hidden
    result.estimate = effect.estimate.hidden
    result.standardized = effect.standardized.hidden
    result.adjustedPValue = effect.adjustedPValue.hidden
    result.warnings = effect.warnings.map(withoutFacts)
    return result
  }

  /// A line of the flow; the enrolled number goes when it would give away a small number of missing children.
  func released(_ flow: FlowFinding) -> FlowFinding {
    var result = flow
    if let observed = flow.observed.value, isUnsafe(observed) { result.observed = .suppressed }
    guard let enrolled = flow.enrolled.value else { return result }
    let missing = enrolled - (flow.observed.value?.children ?? 0)
    if isSmall(enrolled) || isSmall(missing) { result.enrolled = .suppressed }
    return result
  }
}

extension Disclosable {
  /// `.suppressed` where there was a value; no data stays no data.
  var hidden: Self { if case .noData = self { .noData } else { .suppressed } }
}
