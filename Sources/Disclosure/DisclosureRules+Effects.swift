import Findings

extension DisclosureRules {
  /// An effect, with every number hidden where its place is.
  func released(_ effect: EffectFinding, hiding places: Set<EffectPlace>) -> EffectFinding {
    var result = effect
    guard places.contains(effect.place) else {
      result.warnings = released(effect.warnings)
      return result
    }
    result.control = effect.control.hidden
    result.experimental = effect.experimental.hidden
    result.estimate = effect.estimate.hidden
    result.standardized = effect.standardized.hidden
    result.adjustedPValue = effect.adjustedPValue.hidden
    result.draws = nil
    result.warnings = effect.warnings.map(withoutFacts)
    return result
  }

  /// An alternative analysis, with every number hidden where its place is or where its own children are too few.
  ///
  /// The analysed children of the verdict less those of the alternative are the children that it leaves out: where
  /// they are few, its counts go and its estimate, which is no sum over children, stays.
  func released(
    _ finding: AlternativeFinding, beside verdicts: [VerdictFinding], hiding places: Set<EffectPlace>
  ) -> AlternativeFinding {
    var result = finding
    let isHidden = places.contains(finding.place) || isUnsafe(finding)
    let verdict = verdicts.first { $0.place == finding.place }
    if isHidden || verdict.map({ leavesFewOut(finding, of: $0) }) ?? false {
      result.control = finding.control.hidden
      result.experimental = finding.experimental.hidden
    }
    if isHidden { result.estimate = finding.estimate.hidden }
    result.warnings = isHidden ? finding.warnings.map(withoutFacts) : released(finding.warnings)
    return result
  }

  private func leavesFewOut(_ finding: AlternativeFinding, of verdict: VerdictFinding) -> Bool {
    [(finding.control, verdict.control), (finding.experimental, verdict.experimental)].contains { part, whole in
      guard let part = part.value?.children, let whole = whole.value?.children else { return false }
      return isSmall(abs(whole - part))
    }
  }

  /// A tipping point of attrition; with the interval it gives away the share that is missing, and goes with it.
  func released(
    _ finding: AttritionTippingFinding, hiding places: Set<EffectPlace>, hidingLossesAt waves: Set<String>
  ) -> AttritionTippingFinding {
    var result = finding
    let isHidden = places.contains(finding.place) || isUnsafe(finding)
    if isHidden {
      result.control = finding.control.hidden
      result.experimental = finding.experimental.hidden
    }
    if isHidden || waves.contains(finding.wave) {
      result.points = finding.points.hidden
      result.deviations = finding.deviations.hidden
    }
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
