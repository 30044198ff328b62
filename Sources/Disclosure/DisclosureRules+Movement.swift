import Findings

extension DisclosureRules {
  /// A transition model, with its counts hidden where the matrix of an arm hides its own.
  ///
  /// The odds ratio is no sum over children and stays, unless the place is hidden or an arm is too small.
  func released(
    _ finding: TransitionModelFinding, hiding places: Set<EffectPlace>, beside transitions: [TransitionFinding]
  ) -> TransitionModelFinding {
    var result = finding
    let isHidden = places.contains(finding.place) || isUnsafe(finding)
    result.control = released(finding.control, of: "control", in: finding, beside: transitions, isHidden: isHidden)
    result.experimental = released(
      finding.experimental, of: "experimental", in: finding, beside: transitions, isHidden: isHidden)
    if isHidden {
      result.oddsRatio = finding.oddsRatio.hidden
      result.unitVariance = finding.unitVariance.hidden
      result.proportionalOddsPValue = finding.proportionalOddsPValue.hidden
    }
    result.warnings = isHidden ? finding.warnings.map(withoutFacts) : released(finding.warnings)
    return result
  }

  /// Growth percentiles, with their counts hidden where the matrix of an arm hides its own.
  ///
  /// The share that needed neighbouring first scores times the children is a number of children: where that is small, the
  /// share goes.
  func released(
    _ finding: GrowthPercentileFinding, hiding places: Set<EffectPlace>, beside transitions: [TransitionFinding]
  ) -> GrowthPercentileFinding {
    var result = finding
    let isHidden = places.contains(finding.place) || isUnsafe(finding)
    result.control = released(finding.control, of: "control", in: finding, beside: transitions, isHidden: isHidden)
    result.experimental = released(
      finding.experimental, of: "experimental", in: finding, beside: transitions, isHidden: isHidden)
    if isHidden {
      result.mean = finding.mean.hidden
      result.interval = finding.interval.hidden
      result.median = finding.median.hidden
      result.controlMean = finding.controlMean.hidden
    }
    if isHidden || pooledChildren(finding).map(isSmall) ?? false { result.pooledShare = finding.pooledShare.hidden }
    result.warnings = isHidden ? finding.warnings.map(withoutFacts) : released(finding.warnings)
    return result
  }

  private func pooledChildren(_ finding: GrowthPercentileFinding) -> Int? {
    guard let share = finding.pooledShare.value, let children = finding.experimental.value?.children else { return nil }
    return Int((share * Double(children)).rounded())
  }

  private func released(
    _ counts: Disclosable<Counts>, of arm: String, in finding: some StartsFromALevel,
    beside transitions: [TransitionFinding], isHidden: Bool
  ) -> Disclosable<Counts> {
    let matrix = transitions.first {
      $0.outcome == finding.outcome && $0.fromWave == finding.fromWave && $0.toWave == finding.wave && $0.arm == arm
    }
    return isHidden || matrix?.counts.isSuppressed ?? false ? counts.hidden : counts
  }

  /// Level shares under the usual rules: whole per cents, and all rules of an outcome, wave and arm or none.
  ///
  /// The shares of the same children under two rules differ by the children near a cut. The level table has the exact
  /// count under the instrument's rule, so that a whole per cent under another rule places that number in an interval of
  /// one per cent of the children: where this is narrower than the minimum and the number is small, the arm is hidden
  /// under every rule. So it is where a level is unsafe under one rule, or the level table hides one: the other rules
  /// would bound it. The difference between the arms is given in whole percentage points, and only beside both arms.
  func released(
    _ findings: [LevelRuleFinding], hiding places: Set<EffectPlace>, beside levels: [LevelShareFinding]
  ) -> [LevelRuleFinding] {
    var result = findings
    for positions in Dictionary(grouping: findings.indices, by: { findings[$0].place }).values {
      let family = positions.map { findings[$0] }
      let isHidden = family.contains { places.contains($0.place) || isUnsafe($0) }
      let hidden = ["control", "experimental"].map { arm in
        isHidden || hasHiddenLevel(family, arm: arm, levels) || isUnsafe(family.map { $0.children(inArm: arm) })
      }
      for position in positions { result[position] = findings[position].rounded(hiding: hidden) }
    }
    return result
  }

  private func hasHiddenLevel(_ family: [LevelRuleFinding], arm: String, _ levels: [LevelShareFinding]) -> Bool {
    levels.contains { table in
      table.arm == arm && family.first?.outcome == table.outcome && family.first?.wave == table.wave
        && (table.counts.isSuppressed || table.children.contains(where: \.isSuppressed))
    }
  }

  /// Whether the numbers at the levels under several rules, one list each, are unsafe alone or held against each other.
  private func isUnsafe(_ tables: [[Int]]) -> Bool {
    let isFine = tables.contains { Double($0.reduce(0, +)) * RoundedShare.step < Double(minimumCell) }
    return tables.contains { children in
      let total = children.reduce(0, +)
      return children.contains { isUnsafe(cell: $0, inRowOf: total) }
        || (isFine && tables.contains { other in zip(children, other).contains { isSmall(abs($0 - $1)) } })
    }
  }
}

/// A comparison of the arms at a wave among children observed at an earlier one too.
private protocol StartsFromALevel: ComparesArms {
  var fromWave: String { get }
}

extension TransitionModelFinding: StartsFromALevel {}
extension GrowthPercentileFinding: StartsFromALevel {}

extension LevelRuleFinding {
  /// Children at level I, II, III of an arm; none for an arm that was not observed.
  fileprivate func children(inArm arm: String) -> [Int] {
    let (counts, shares) = arm == "control" ? (control, controlShares) : (experimental, experimentalShares)
    guard let total = counts.value?.children else { return [] }
    return shares.compactMap { $0.value.map { Int(($0 * Double(total)).rounded()) } }
  }

  /// The finding in whole per cents, without the arms that are hidden (control, experimental).
  fileprivate func rounded(hiding hidden: [Bool]) -> LevelRuleFinding {
    var result = self
    result.controlShares = controlShares.map { hidden[0] ? $0.hidden : $0.inWholePercents }
    result.experimentalShares = experimentalShares.map { hidden[1] ? $0.hidden : $0.inWholePercents }
    if hidden[0] { result.control = control.hidden }
    if hidden[1] { result.experimental = experimental.hidden }
    guard !hidden[0], !hidden[1], let difference = levelThree.value else {
      result.levelThree = hidden.contains(true) ? levelThree.hidden : levelThree
      return result
    }
    let interval = difference.interval.map {
      Interval(lower: RoundedShare.rounded($0.lower), upper: RoundedShare.rounded($0.upper), level: $0.level)
    }
    result.levelThree = .shown(
      ShareDifference(value: RoundedShare.rounded(difference.value), interval: interval, pValue: difference.pValue))
    return result
  }
}

extension Disclosable<Double> {
  fileprivate var inWholePercents: Self { value.map { .shown(RoundedShare.rounded($0)) } ?? self }
}
