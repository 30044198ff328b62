import Findings

extension DisclosureRules {
  /// The progression chapter, hidden where too few children stand behind a number or another table would give one away.
  ///
  /// The scales of an outcome part the children of an arm at a wave by age band: where one part is hidden, the counts of all of
  /// them are, because the level table holds their sum. Means, item statistics and scores are no sums over children and
  /// stay where their own children are enough.
  ///
  /// - Parameters:
  ///   - findings: The chapter as estimation made it.
  ///   - places: Places whose effects are hidden.
  ///   - transitions: The transition matrices as released: their totals are those of reliable change.
  /// - Returns: The chapter with marks.
  func released(
    _ findings: ProgressionFindings, hiding places: Set<EffectPlace>, transitions: [TransitionFinding]
  ) -> ProgressionFindings {
    var result = findings
    let scales = Set(findings.scales.filter { $0.counts.value.map(isUnsafe) ?? false }.map(\.place))
    let stages = Set(findings.growth.filter { $0.counts.value.map(isUnsafe) ?? false }.map(\.stage))
    result.scales = findings.scales.map { released($0, hiding: scales) }
    result.items = findings.items.map { released($0, hiding: scales) }
    result.scoreTables = findings.scoreTables.filter { !scales.contains($0.place) }
    result.growth = findings.growth.map { released($0, hidingCountsAt: stages) }
    result.effects = findings.effects.map { released($0, hiding: places) }
    result.changes = findings.changes.map { released($0, beside: transitions) }
    result.fairness = findings.fairness.map(released)
    result.anchors = findings.anchors.map(released)
    return result
  }

  private func released(_ scale: ScaleFinding, hiding scales: Set<ScalePlace>) -> ScaleFinding {
    var result = scale
    let isHidden = scales.contains(scale.place)
    let family = scale.abilities.indices.filter { scale.abilities[$0].counts.value.map(isUnsafe) ?? false }
    result.abilities = scale.abilities.enumerated().map { position, ability in
      var ability = ability
      if isHidden || !family.isEmpty { ability.counts = ability.counts.hidden }
      guard isHidden || family.contains(position) else { return ability }
      ability.mean = ability.mean.hidden
      ability.standardDeviation = ability.standardDeviation.hidden
      ability.errorAtMean = ability.errorAtMean.hidden
      return ability
    }
    result.warnings = isHidden ? scale.warnings.map(withoutFacts) : released(scale.warnings)
    guard isHidden else { return result }
    result.counts = scale.counts.hidden
    result.reliability = scale.reliability.hidden
    result.alpha = scale.alpha.hidden
    result.omega = scale.omega.hidden
    result.dependentPairs = []
    return result
  }

  private func released(_ item: ItemFinding, hiding scales: Set<ScalePlace>) -> ItemFinding {
    var result = item
    let isHidden = scales.contains(item.place) || item.counts.value.map(isUnsafe) ?? false
    result.uses = item.uses.map { released($0, isHidden: isHidden) }
    result.warnings = isHidden ? item.warnings.map(withoutFacts) : released(item.warnings)
    guard isHidden else { return result }
    result.counts = item.counts.hidden
    result.steps = []
    result.infit = item.infit.hidden
    result.outfit = item.outfit.hidden
    result.fitPValue = item.fitPValue.hidden
    result.itemRestCorrelation = item.itemRestCorrelation.hidden
    return result
  }

  /// Shares of marks; the count of children goes wherever a share stands for few.
  private func released(_ use: ItemFinding.Use, isHidden: Bool) -> ItemFinding.Use {
    var result = use
    guard let children = use.counts.value?.children, !isHidden, use.counts.value.map(isUnsafe) == false else {
      result.counts = use.counts.hidden
      result.shares = use.shares.map(\.hidden)
      result.missingShare = use.missingShare.hidden
      return result
    }
    let shares = use.shares.compactMap(\.value) + [use.missingShare.value ?? 0]
    guard shares.contains(where: { isUnsafe(cell: Int(($0 * Double(children)).rounded()), inRowOf: children) }) else {
      return result
    }
    result.counts = use.counts.hidden
    result.shares = use.shares.map { withheld($0, among: children) }
    result.missingShare = withheld(use.missingShare, among: children)
    return result
  }

  /// A share in whole per cents where one per cent stands for as many children as a cell must have, else nothing.
  private func withheld(_ share: Disclosable<Double>, among children: Int) -> Disclosable<Double> {
    guard let value = share.value else { return share }
    guard Double(children) * RoundedShare.step >= Double(minimumCell) else { return .suppressed }
    return .shown(RoundedShare.rounded(value))
  }

  private func released(_ growth: GrowthFinding, hidingCountsAt stages: Set<GrowthStage>) -> GrowthFinding {
    var result = growth
    if stages.contains(growth.stage) { result.counts = growth.counts.hidden }
    if growth.counts.value.map(isUnsafe) ?? false { result.mean = growth.mean.hidden }
    return result
  }

  private func released(_ effect: LatentEffectFinding, hiding places: Set<EffectPlace>) -> LatentEffectFinding {
    var result = effect
    guard places.contains(effect.place) || isUnsafe(effect) else {
      result.warnings = released(effect.warnings)
      return result
    }
    result.control = effect.control.hidden
    result.experimental = effect.experimental.hidden
    result.estimate = effect.estimate.hidden
    result.levelThree = effect.levelThree.hidden
    result.measurementShare = effect.measurementShare.hidden
    result.warnings = effect.warnings.map(withoutFacts)
    return result
  }

  /// Verdicts on change; a hidden cell takes all counts with it, and the shares are whole per cents or hidden too.
  private func released(
    _ change: ReliableChangeFinding, beside transitions: [TransitionFinding]
  ) -> ReliableChangeFinding {
    var result = change
    guard let counts = change.counts.value else { return result }
    let matrix = transitions.first {
      $0.outcome == change.outcome && $0.fromWave == change.fromWave && $0.toWave == change.toWave
        && $0.arm == change.arm
    }
    let cells = change.children.compactMap(\.value)
    let hasSmallCell = cells.contains { isUnsafe(cell: $0, inRowOf: counts.children) }
    guard isUnsafe(counts) || hasSmallCell || (matrix?.counts.isSuppressed ?? false) else { return result }
    result.counts = change.counts.hidden
    result.children = change.children.map(\.hidden)
    result.intervals = change.intervals.map(\.hidden)
    result.shares = change.shares.map { isUnsafe(counts) ? $0.hidden : withheld($0, among: counts.children) }
    if isUnsafe(counts) { result.expectedByChance = change.expectedByChance.map(\.hidden) }
    return result
  }

  private func released(_ fairness: FairnessFinding) -> FairnessFinding {
    var result = fairness
    guard isUnsafe(fairness.referenceCounts, fairness.focalCounts) else {
      result.warnings = released(fairness.warnings)
      return result
    }
    result.referenceCounts = fairness.referenceCounts.hidden
    result.focalCounts = fairness.focalCounts.hidden
    result.difference = fairness.difference.hidden
    result.standardized = fairness.standardized.hidden
    result.adjustedPValue = fairness.adjustedPValue.hidden
    result.size = fairness.size.hidden
    result.warnings = fairness.warnings.map(withoutFacts)
    return result
  }

  private func released(_ anchor: AnchorDriftFinding) -> AnchorDriftFinding {
    guard anchor.counts.value.map(isUnsafe) ?? false else { return anchor }
    var result = anchor
    result.counts = anchor.counts.hidden
    result.drift = anchor.drift.hidden
    return result
  }
}

extension LatentEffectFinding: ComparesArms {}

/// Outcome and scale.
private struct ScalePlace: Hashable {
  let outcome: String
  let scale: String
}

/// Outcome, wave and arm: the children that the scales of an outcome part.
private struct GrowthStage: Hashable {
  let outcome: String
  let wave: String
  let arm: String
}

extension ScaleFinding {
  fileprivate var place: ScalePlace { ScalePlace(outcome: outcome, scale: scale) }
}

extension ItemFinding {
  fileprivate var place: ScalePlace { ScalePlace(outcome: outcome, scale: scale) }
}

extension ScoreTableFinding {
  fileprivate var place: ScalePlace { ScalePlace(outcome: outcome, scale: scale) }
}

extension GrowthFinding {
  fileprivate var stage: GrowthStage { GrowthStage(outcome: outcome, wave: wave, arm: arm) }
}
