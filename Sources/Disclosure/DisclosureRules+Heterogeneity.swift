import Findings

extension DisclosureRules {
  /// Differences between subgroups, without numbers where fewer than two subgroups are shown.
  ///
  /// A test of two values and the total would give both hidden effects; a mean over many values gives none while two
  /// are hidden, which the rules for subgroups see to.
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
    let values = subgroups.filter { SubgroupFamily($0) == family }
    let hidesSome = values.contains { $0.estimate.isSuppressed }
    let isHidden = places.contains(family.place) || (hidesSome && values.count { $0.estimate.value != nil } < 2)
    guard isHidden else {
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
