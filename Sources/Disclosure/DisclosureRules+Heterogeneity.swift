import Findings

extension DisclosureRules {
  /// Differences between subgroups, without numbers where one or two subgroups are hidden.
  ///
  /// Mean, its error, the variance between values and the test are four equations: two hidden effects with their errors
  /// could be had from them and the shown ones. Three or more could not.
  ///
  /// - Parameters:
  ///   - finding: The finding as estimation made it.
  ///   - subgroups: The subgroups as released.
  ///   - places: Places that are hidden.
  /// - Returns: The finding; the number of values stays.
  func released(
    _ finding: HeterogeneityFinding, of subgroups: [SubgroupFinding], hiding places: Set<EffectPlace>
  ) -> HeterogeneityFinding {
    var result = finding
    let family = SubgroupFamily(finding)
    let hiddenCount = subgroups.count { SubgroupFamily($0) == family && $0.estimate.isSuppressed }
    guard places.contains(family.place) || (1...2).contains(hiddenCount) else {
      result.warnings = released(finding.warnings)
      return result
    }
    result.pValue = nil
    result.adjustedPValue = nil
    result.pooled = nil
    result.warnings = finding.warnings.map(withoutFacts)
    return result
  }

  /// A slope on the dose, hidden where too few children stand behind it.
  func released(_ finding: DoseFinding, hiding places: Set<EffectPlace>) -> DoseFinding {
    var result = finding
    let place = EffectPlace(outcome: finding.outcome, wave: finding.wave)
    guard places.contains(place) || finding.counts.value.map(isUnsafe) ?? false else {
      result.warnings = released(finding.warnings)
      return result
    }
    result.counts = finding.counts.hidden
    result.slope = finding.slope.hidden
    result.warnings = finding.warnings.map(withoutFacts)
    return result
  }
}
