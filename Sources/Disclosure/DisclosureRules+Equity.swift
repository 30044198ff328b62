import Findings

extension DisclosureRules {
  /// Levels by the values of a key: whole rows hidden, and enough of them that none follows from the level table.
  ///
  /// The values of a key, and the children without one, part the children of the level table, whose two arms together
  /// tell how many are at each level. A row is unsafe with too few children or preschools, or with an unsafe number at
  /// a level; a value that is hidden among the subgroups is hidden here. Children without a value are a row that is
  /// never shown: they count as hidden once they are unsafe. Where a row is hidden, further ones are, smallest first,
  /// until two are hidden which together are safe at every level and one of which has enough preschools. So a key of
  /// two values loses both. Where the reference is hidden, no gap is shown, because a share less its gap is that of the
  /// reference.
  ///
  /// Where the level table of an arm hides a number, or is not there, all keys are hidden: their sum over the values
  /// would tell it.
  ///
  /// - Parameters:
  ///   - findings: The gaps as estimation made them.
  ///   - levels: Level tables as estimation made them.
  ///   - released: The same as released.
  ///   - subgroups: Subgroups as released.
  ///   - places: Places that are hidden.
  /// - Returns: The findings in their order; a key that is hidden in part already stays as it is.
  func released(
    _ findings: [EquityGapFinding], of levels: [LevelShareFinding], beside released: [LevelShareFinding],
    subgroups: [SubgroupFinding], hiding places: Set<EffectPlace>
  ) -> [EquityGapFinding] {
    var result = findings
    let families = Dictionary(grouping: findings.indices) { EquityFamily(findings[$0]) }
    for family in families where !family.value.contains(where: { findings[$0].counts.isSuppressed }) {
      let place = family.key.place
      let rows = family.value.map { EquityRow($0, findings[$0], isHidden: isHidden(findings[$0], among: subgroups)) }
      let table = levels.filter { EffectPlace(outcome: $0.outcome, wave: $0.wave) == place }.sumOfLevels
      let isOpen = !places.contains(place) && hasAllLevels(released, at: place)
      var hidden = isOpen ? hiddenRows(rows, of: table) : Set(family.value)
      // That a level is empty or full among all children with a value tells what a hidden row holds.
      let isTelling = family.value.contains { findings[$0].warnings.contains { $0.code == .constantOutcome } }
      if !hidden.isEmpty, isTelling { hidden = Set(family.value) }
      let hidesGaps = family.value.contains { hidden.contains($0) && findings[$0].isReference }
      for position in family.value {
        result[position] = self.released(
          findings[position], isHidden: hidden.contains(position), hidesGaps: hidesGaps)
      }
    }
    return result
  }

  /// A hidden row says nothing of why it has no gap: that would tell of its levels.
  private func released(_ finding: EquityGapFinding, isHidden: Bool, hidesGaps: Bool) -> EquityGapFinding {
    var result = finding
    if isHidden {
      result.counts = finding.counts.hidden
      result.shares = finding.shares.map(\.hidden)
    }
    guard isHidden || hidesGaps else {
      result.warnings = released(finding.warnings)
      return result
    }
    result.levelOneGap = finding.isReference ? .noData : .suppressed
    result.levelThreeGap = result.levelOneGap
    result.warnings = []
    return result
  }

  private func isHidden(_ finding: EquityGapFinding, among subgroups: [SubgroupFinding]) -> Bool {
    subgroups.contains { subgroup in
      subgroup.outcome == finding.outcome && subgroup.wave == finding.wave && subgroup.key == finding.key
        && subgroup.value == finding.value
        && (subgroup.estimate.isSuppressed || subgroup.control.isSuppressed || subgroup.experimental.isSuppressed)
    }
  }

  /// Whether a place has level tables and shows every number of them.
  private func hasAllLevels(_ released: [LevelShareFinding], at place: EffectPlace) -> Bool {
    let tables = released.filter { EffectPlace(outcome: $0.outcome, wave: $0.wave) == place }
    return !tables.isEmpty
      && tables.allSatisfy { table in
        table.counts.value != nil && table.children.allSatisfy { $0.value != nil }
      }
  }

  /// Positions of the findings that must be hidden.
  private func hiddenRows(_ rows: [EquityRow], of table: [Int]) -> Set<Int> {
    let unknown = EquityRow(without: rows, of: table)
    var hidden = rows.filter { $0.isHidden || isUnsafe($0) }
    if unknown.total > 0, isUnsafe(unknown) { hidden.append(unknown) }
    guard !hidden.isEmpty else { return [] }
    let shown = rows.filter { row in !hidden.contains { $0.position == row.position } }
    for next in shown.sorted(by: { ($0.total, $0.position ?? 0) < ($1.total, $1.position ?? 0) }) {
      if isProtected(hidden) { break }
      hidden.append(next)
    }
    return Set(hidden.compactMap(\.position))
  }

  private func isUnsafe(_ row: EquityRow) -> Bool {
    isSmall(row.total) || (row.preschools.map { $0 < minimumPreschools } ?? false)
      || row.children.contains { isUnsafe(cell: $0, inRowOf: row.total) }
  }

  /// Whether rows may be known in sum.
  private func isProtected(_ hidden: [EquityRow]) -> Bool {
    let children = hidden.map(\.children).summed
    return hidden.count >= 2 && !children.contains { isUnsafe(cell: $0, inRowOf: children.reduce(0, +)) }
      && hidden.contains { ($0.preschools ?? 0) >= minimumPreschools }
  }
}

/// One outcome, wave and key, whose values part the same children.
private struct EquityFamily: Hashable {
  let place: EffectPlace
  let key: String

  init(_ finding: EquityGapFinding) {
    place = EffectPlace(outcome: finding.outcome, wave: finding.wave)
    key = finding.key
  }
}

/// The children of one value of a key, or those without one, by level.
private struct EquityRow {
  /// Position of the finding; `nil` for children without a value.
  let position: Int?
  /// Children at level I, II, III.
  let children: [Int]
  /// `nil` for children without a value, whose preschools nobody is told.
  let preschools: Int?
  /// Whether the value is hidden elsewhere.
  let isHidden: Bool

  var total: Int { children.reduce(0, +) }

  init(_ position: Int, _ finding: EquityGapFinding, isHidden: Bool) {
    self.position = position
    let total = Double(finding.counts.value?.children ?? 0)
    children = finding.shares.map { Int((($0.value ?? 0) * total).rounded()) }
    preschools = finding.counts.value?.preschools ?? 0
    self.isHidden = isHidden
  }

  init(without rows: [EquityRow], of table: [Int]) {
    position = nil
    children = zip(table, rows.map(\.children).summed).map { $0 - $1 }
    preschools = nil
    isHidden = false
  }
}

extension [[Int]] {
  /// Sums at level I, II, III.
  fileprivate var summed: [Int] { (0..<3).map { level in reduce(0) { $0 + $1[level] } } }
}

extension [LevelShareFinding] {
  /// Children at level I, II, III in all tables together.
  fileprivate var sumOfLevels: [Int] { map { table in table.children.map { $0.value ?? 0 } }.summed }
}
