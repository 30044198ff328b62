import Records

/// Collects what every kind of group and sheet adds to the shares of children's outcomes.
struct OutcomeShares {
  private(set) var levelOne: [ExpectedShare.Kind: ExpectedShare] = [:]
  private(set) var noProgress: [ExpectedShare.Kind: ExpectedShare] = [:]
  let grid: TraitGrid

  private let truth: PilotTruth
  private let areas: [String]
  private let rule: LevelRule
  private let items: SheetItems
  private let response: GradedResponse
  /// Differences between the traits of two sheets that matter, in nodes.
  private let reach: ClosedRange<Int>
  private var curves: [ItemSet: LevelOneCurve] = [:]
  private var surfaces: [ItemSet: NoProgressSurface] = [:]

  private struct ItemSet: Hashable {
    let codes: [String]
    let hasSpecialNeeds: Bool
  }

  /// An arm of an age band in the first school year.
  private struct GroupKind {
    let arm: Arm
    let ageBand: Int
    let patterns: [SheetPattern]

    init(arm: Arm, ageBand: Int, _ participation: PilotTruth.ParticipationTruth) {
      self.arm = arm
      self.ageBand = ageBand
      patterns = SheetPattern.all(in: arm, continues: ageBand == 4, participation)
    }
  }

  init(_ simulator: PilotSimulator, areas: [String], rule: LevelRule, draws: PilotDraws, step: Double) {
    truth = simulator.truth
    self.areas = areas
    self.rule = rule
    items = SheetItems(simulator.instrument, items: simulator.truth.items, draws: draws)
    response = GradedResponse(slope: simulator.truth.items.slope)
    let changes = ShownChanges(simulator.truth, areas: areas)
    grid = changes.grid(step: step)
    reach = -changes.reach(step: step)...changes.reach(step: step)
  }

  /// Every kind of group is a quarter of all groups.
  mutating func collect() {
    let groups = Arm.allCases.flatMap { arm in
      [4, 5].map { GroupKind(arm: arm, ageBand: $0, truth.participation) }
    }
    for group in groups {
      for pattern in group.patterns where pattern.probability > 0 {
        for area in areas.indices {
          addBoth(pattern, of: group, area: area, hasSpecialNeeds: false)
          addBoth(pattern, of: group, area: area, hasSpecialNeeds: true)
        }
      }
    }
  }

  private mutating func addBoth(_ pattern: SheetPattern, of group: GroupKind, area: Int, hasSpecialNeeds: Bool) {
    addLevelOne(pattern, of: group, area: area, hasSpecialNeeds: hasSpecialNeeds)
    guard pattern.first != pattern.last else { return }
    addNoProgress(pattern, of: group, area: area, hasSpecialNeeds: hasSpecialNeeds)
  }

  /// The last sheet of a child.
  private mutating func addLevelOne(_ pattern: SheetPattern, of group: GroupKind, area: Int, hasSpecialNeeds: Bool) {
    let codes = items.codes(area: areas[area], firstYearBand: group.ageBand, wave: pattern.last)
    let curve = curve(ItemSet(codes: codes, hasSpecialNeeds: hasSpecialNeeds))
    let kernel = kernel(group.arm, pattern.last, area: area, sheetIncludesLeniency: false)
    let kind = ExpectedShare.Kind(area: area, hasSpecialNeeds: hasSpecialNeeds, includesLeniency: true)
    levelOne[kind, default: ExpectedShare(kind, nodeCount: grid.nodes.count)].add(
      kernel.map { product($0, curve.low) }, over: kernel.map { product($0, curve.scored) },
      weight: pattern.probability)
  }

  /// The first and the last sheet of a child, by one educator or by two.
  private mutating func addNoProgress(_ pattern: SheetPattern, of group: GroupKind, area: Int, hasSpecialNeeds: Bool) {
    let codes = items.sharedCodes(
      area: areas[area], firstYearBand: group.ageBand, pattern.first, pattern.last)
    let surface = surface(ItemSet(codes: codes, hasSpecialNeeds: hasSpecialNeeds))
    let changeRate = pattern.last == .final ? truth.raters.changeRate : 0
    for (isSameEducator, probability) in [(true, 1 - changeRate), (false, changeRate)] where probability > 0 {
      let first = kernel(group.arm, pattern.first, area: area, sheetIncludesLeniency: !isSameEducator)
      let last = kernel(group.arm, pattern.last, area: area, sheetIncludesLeniency: !isSameEducator)
      let notCounted = first.map { product($0, surface.notCounted) }
      let notRisen = zip(first, last).map { first, last in
        product(first, surface.notRisen.map { product($0, last) })
      }
      let kind = ExpectedShare.Kind(area: area, hasSpecialNeeds: hasSpecialNeeds, includesLeniency: isSameEducator)
      noProgress[kind, default: ExpectedShare(kind, nodeCount: grid.nodes.count)].add(
        zip(notRisen, notCounted).map { $0 - $1 }, over: notCounted.map { 1 - $0 },
        weight: pattern.probability * probability)
    }
  }

  private func kernel(_ arm: Arm, _ wave: PilotWave, area: Int, sheetIncludesLeniency: Bool) -> [[Double]] {
    grid.kernel(
      change: truth.shownChange(area: areas[area], arm: arm, wave: wave),
      deviation: truth.sheetDeviation(includesLeniency: sheetIncludesLeniency))
  }

  private mutating func curve(_ set: ItemSet) -> LevelOneCurve {
    if let curve = curves[set] { return curve }
    let curve = LevelOneCurve(
      items: items.thresholds(set.codes), response: response, rates: rates(set), rule: rule, nodes: grid.nodes)
    curves[set] = curve
    return curve
  }

  private mutating func surface(_ set: ItemSet) -> NoProgressSurface {
    if let surface = surfaces[set] { return surface }
    let surface = NoProgressSurface(
      items: items.thresholds(set.codes), response: response, rates: rates(set), nodes: grid.nodes, reach: reach)
    surfaces[set] = surface
    return surface
  }

  private func rates(_ set: ItemSet) -> MarkingRates {
    MarkingRates(truth.participation, hasSpecialNeeds: set.hasSpecialNeeds)
  }
}
