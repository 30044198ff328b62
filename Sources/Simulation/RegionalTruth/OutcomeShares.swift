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

  /// A kind of group that stands for a quarter of all groups.
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
    let truth = simulator.truth
    let changes = areas.flatMap { area in
      Arm.allCases.flatMap { arm in PilotWave.allCases.map { truth.shownChange(area: area, arm: arm, wave: $0) } }
    }
    let shifts = truth.children.kinds.map(\.shift)
    let (lowest, highest) = (changes.min() ?? 0, changes.max() ?? 0)
    let leniency = truth.raters.leniencyStandardDeviation
    grid = TraitGrid(
      centers: ((shifts.min() ?? 0) + lowest)...((shifts.max() ?? 0) + highest),
      deviation: (truth.variances.total + leniency * leniency).squareRoot(), step: step)
    let spread = TraitGrid.reach * 2.0.squareRoot() * truth.sheetDeviation(includesLeniency: true)
    let farthest = Int(((highest - lowest + spread) / step).rounded(.up))
    reach = -farthest...farthest
  }

  mutating func collect() {
    for arm in Arm.allCases {
      for ageBand in [4, 5] {
        let group = GroupKind(arm: arm, ageBand: ageBand, truth.participation)
        for pattern in group.patterns where pattern.probability > 0 {
          for area in areas.indices {
            for hasSpecialNeeds in [false, true] {
              addLevelOne(pattern, of: group, area: area, hasSpecialNeeds: hasSpecialNeeds)
              if pattern.first != pattern.last {
                addNoProgress(pattern, of: group, area: area, hasSpecialNeeds: hasSpecialNeeds)
              }
            }
          }
        }
      }
    }
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
