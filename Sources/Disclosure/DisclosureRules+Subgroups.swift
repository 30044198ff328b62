import Findings

extension DisclosureRules {
  /// Effects of subgroups: unsafe ones hidden, and enough others that no hidden one follows from the total.
  ///
  /// The values of one key part the children of the verdict. Where one value is hidden, its children are the total
  /// less the others: further values are hidden, smallest first, until two are hidden that reach the minimum in both
  /// arms together. A key with two values loses both. Children whose value is unknown are the total less all values:
  /// where they are few, the counts of a small value go, and its estimate, which is no sum over children, stays.
  ///
  /// - Parameters:
  ///   - findings: The subgroups as estimation made them.
  ///   - verdicts: The verdicts as estimation made them, whose children the subgroups part.
  ///   - places: Places that are hidden: all their subgroups are.
  ///   - regions: Codes of regions that the risk tables hide.
  /// - Returns: The findings in their order.
  func released(
    _ findings: [SubgroupFinding], of verdicts: [VerdictFinding], hiding places: Set<EffectPlace>,
    regions: Set<String>
  ) -> [SubgroupFinding] {
    var result = findings
    for family in Dictionary(grouping: findings.indices, by: { SubgroupFamily(findings[$0]) }).values {
      let positions = family.sorted { (findings[$0].shownChildren, $0) < (findings[$1].shownChildren, $1) }
      let hidden = hiddenSubgroups(positions, in: findings, hiding: places, regions: regions)
      for position in positions {
        result[position] = released(findings[position], isHidden: hidden.contains(position))
      }
      if hidden.isEmpty, let position = withheldCounts(positions, in: findings, of: verdicts) {
        result[position].control = findings[position].control.hidden
        result[position].experimental = findings[position].experimental.hidden
      }
    }
    return result
  }

  /// One subgroup by its own counts alone.
  func releasedByOwnCounts(_ finding: SubgroupFinding) -> SubgroupFinding {
    released(finding, isHidden: isUnsafe(finding))
  }

  private func released(_ finding: SubgroupFinding, isHidden: Bool) -> SubgroupFinding {
    var result = finding
    guard isHidden else {
      result.warnings = released(finding.warnings)
      return result
    }
    result.control = finding.control.hidden
    result.experimental = finding.experimental.hidden
    result.estimate = finding.estimate.hidden
    result.pooled = finding.pooled.hidden
    result.warnings = finding.warnings.map(withoutFacts)
    return result
  }

  /// Positions of a family, given smallest first, that must be hidden.
  private func hiddenSubgroups(
    _ positions: [Int], in findings: [SubgroupFinding], hiding places: Set<EffectPlace>, regions: Set<String>
  ) -> Set<Int> {
    var hidden = Set(
      positions.filter { position in
        let finding = findings[position]
        return places.contains(finding.place) || finding.estimate.isSuppressed || isUnsafe(finding)
          || (finding.key == "region" && regions.contains(finding.value))
      })
    guard !hidden.isEmpty else { return [] }
    for next in positions where !hidden.contains(next) && findings[next].shownChildren > 0 {
      if hidden.count >= 2, reachMinimum(hidden.map { findings[$0] }) { break }
      hidden.insert(next)
    }
    return hidden
  }

  /// Whether the findings together have as many children in each arm as a cell must, or none.
  private func reachMinimum(_ findings: [SubgroupFinding]) -> Bool {
    !isSmall(findings.children(in: \.control)) && !isSmall(findings.children(in: \.experimental))
  }

  /// The value whose counts must go because few children of the verdict have no value; `nil` when none must.
  private func withheldCounts(
    _ positions: [Int], in findings: [SubgroupFinding], of verdicts: [VerdictFinding]
  ) -> Int? {
    let family = positions.map { findings[$0] }
    guard let place = family.first?.place, let verdict = verdicts.first(where: { $0.place == place }) else {
      return nil
    }
    let unknown = [
      verdict.control.value.map { $0.children - family.children(in: \.control) },
      verdict.experimental.value.map { $0.children - family.children(in: \.experimental) },
    ]
    guard unknown.contains(where: { $0.map(isSmall) ?? false }) else { return nil }
    func isLarge(_ counts: Disclosable<Counts>) -> Bool { (counts.value?.children ?? 0) >= minimumCell }
    return positions.first { isLarge(findings[$0].control) && isLarge(findings[$0].experimental) } ?? positions.first
  }
}

/// The subgroups that part the same children: one key at one place.
struct SubgroupFamily: Hashable {
  let place: EffectPlace
  let key: String

  init(_ finding: SubgroupFinding) {
    place = finding.place
    key = finding.key
  }

  init(_ finding: HeterogeneityFinding) {
    place = EffectPlace(outcome: finding.outcome, wave: finding.wave)
    key = finding.key
  }
}

extension [SubgroupFinding] {
  fileprivate func children(in arm: (SubgroupFinding) -> Disclosable<Counts>) -> Int {
    reduce(0) { $0 + (arm($1).value?.children ?? 0) }
  }
}
