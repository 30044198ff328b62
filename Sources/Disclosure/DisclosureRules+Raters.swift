import Findings

extension DisclosureRules {
  /// How assessors filled their sheets, by arm; hidden where few children or assessors stand behind it.
  ///
  /// A share of sheets times the children is a number of children: where it is small in one arm, both arms' shares go,
  /// and what the quality page hides is hidden here.
  ///
  /// - Parameters:
  ///   - findings: The findings as estimation made them.
  ///   - quality: The quality lines as released.
  /// - Returns: The findings in their order.
  func released(_ findings: [RaterFinding], beside quality: [QualityFinding]) -> [RaterFinding] {
    let reduced = findings.map { isUnsafe($0) ? concealed($0) : withoutSmallGroups($0, quality) }
    return reduced.map { finding in
      var result = finding
      let arms = reduced.filter { $0.wave == finding.wave }
      if arms.contains(where: \.straightLined.isSuppressed) { result.straightLined = finding.straightLined.hidden }
      if arms.contains(where: \.identical.isSuppressed) { result.identical = finding.identical.hidden }
      return result
    }
  }

  private func isUnsafe(_ finding: RaterFinding) -> Bool {
    finding.counts.value.map(isUnsafe) ?? false || finding.assessorCount < minimumPreschools
  }

  private func withoutSmallGroups(_ finding: RaterFinding, _ quality: [QualityFinding]) -> RaterFinding {
    var result = finding
    let hidesLine = quality.hide(.straightLined, at: finding)
    if hidesLine || isSmallShare(finding.straightLined, of: finding) {
      result.straightLined = finding.straightLined.hidden
    }
    if isSmallShare(finding.identical, of: finding) { result.identical = finding.identical.hidden }
    if quality.hide(.changedAssessor, at: finding) {
      result.changeWithNewAssessor = finding.changeWithNewAssessor.hidden
      result.changeWithSameAssessor = finding.changeWithSameAssessor.hidden
    }
    return result
  }

  private func isSmallShare(_ share: Disclosable<Double>, of finding: RaterFinding) -> Bool {
    guard let share = share.value, let children = finding.counts.value?.children else { return false }
    return isSmall(Int((share * Double(children)).rounded()))
  }

  private func concealed(_ finding: RaterFinding) -> RaterFinding {
    RaterFinding(
      address: finding.address, wave: finding.wave, arm: finding.arm, counts: finding.counts.hidden,
      assessorCount: finding.assessorCount, straightLined: finding.straightLined.hidden,
      identical: finding.identical.hidden, ceiling: finding.ceiling.hidden, spread: finding.spread.hidden,
      changeWithSameAssessor: finding.changeWithSameAssessor.hidden,
      changeWithNewAssessor: finding.changeWithNewAssessor.hidden)
  }
}

extension [QualityFinding] {
  /// Whether the line of a check is hidden for the wave and arm of a rater finding.
  fileprivate func hide(_ check: QualityFinding.Check, at finding: RaterFinding) -> Bool {
    contains { $0.check == check && $0.wave == finding.wave && $0.arm == finding.arm && $0.count.isSuppressed }
  }
}
