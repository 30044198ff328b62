import Records

/// Collects what every kind of group and sheet adds to the shares of children's outcomes in a region.
struct OutcomeShares {
  private(set) var levelOne: [ExpectedShare.Kind: ExpectedShare] = [:]
  private(set) var noProgress: [ExpectedShare.Kind: ExpectedShare] = [:]

  private let truth: PilotTruth
  private let grid: TraitGrid
  private var kernels: [KernelKind: TraitKernel] = [:]

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

  private struct KernelKind: Hashable {
    let change: Double
    let includesLeniency: Bool
  }

  /// Every kind of group is a quarter of all groups.
  ///
  /// - Parameters:
  ///   - truth: That of the region.
  ///   - tables: Tables that hold for the region; what is new is kept there.
  init(_ truth: PilotTruth, _ tables: inout SheetTables) {
    self.truth = truth
    grid = tables.grid
    let groups = Arm.allCases.flatMap { arm in
      [4, 5].map { GroupKind(arm: arm, ageBand: $0, truth.participation) }
    }
    for group in groups {
      for pattern in group.patterns where pattern.probability > 0 {
        for area in tables.areas.indices {
          for hasSpecialNeeds in [false, true] {
            addLevelOne(pattern, of: group, area: area, hasSpecialNeeds: hasSpecialNeeds, &tables)
            guard pattern.first != pattern.last else { continue }
            addNoProgress(pattern, of: group, area: area, hasSpecialNeeds: hasSpecialNeeds, &tables)
          }
        }
      }
    }
  }

  /// The last sheet of a child.
  private mutating func addLevelOne(
    _ pattern: SheetPattern, of group: GroupKind, area: Int, hasSpecialNeeds: Bool, _ tables: inout SheetTables
  ) {
    let curve = tables.levelOne(
      area: area, firstYearBand: group.ageBand, wave: pattern.last, hasSpecialNeeds: hasSpecialNeeds,
      missingRate: truth.participation.missingMarkRate)
    let kernel = kernel(group.arm, pattern.last, area: tables.areas[area], sheetIncludesLeniency: false)
    let kind = ExpectedShare.Kind(area: area, hasSpecialNeeds: hasSpecialNeeds, includesLeniency: true)
    levelOne[kind, default: ExpectedShare(kind, nodeCount: grid.nodes.count)].add(
      kernel.expectation(curve.low), over: kernel.expectation(curve.scored), weight: pattern.probability)
  }

  /// The first and the last sheet of a child, by one educator or by two.
  private mutating func addNoProgress(
    _ pattern: SheetPattern, of group: GroupKind, area: Int, hasSpecialNeeds: Bool, _ tables: inout SheetTables
  ) {
    let surface = tables.noProgress(
      area: area, firstYearBand: group.ageBand, from: pattern.first, to: pattern.last,
      hasSpecialNeeds: hasSpecialNeeds, missingRate: truth.participation.missingMarkRate)
    let changeRate = pattern.last == .final ? truth.raters.changeRate : 0
    let key = tables.areas[area]
    for (isSameEducator, probability) in [(true, 1 - changeRate), (false, changeRate)] where probability > 0 {
      let first = kernel(group.arm, pattern.first, area: key, sheetIncludesLeniency: !isSameEducator)
      let last = kernel(group.arm, pattern.last, area: key, sheetIncludesLeniency: !isSameEducator)
      let notCounted = first.expectation(surface.notCounted)
      let notRisen = TraitKernel.expectation(surface, first: first, second: last)
      let kind = ExpectedShare.Kind(area: area, hasSpecialNeeds: hasSpecialNeeds, includesLeniency: isSameEducator)
      noProgress[kind, default: ExpectedShare(kind, nodeCount: grid.nodes.count)].add(
        zip(notRisen, notCounted).map { $0 - $1 }, over: notCounted.map { 1 - $0 },
        weight: pattern.probability * probability)
    }
  }

  private mutating func kernel(
    _ arm: Arm, _ wave: PilotWave, area: String, sheetIncludesLeniency: Bool
  ) -> TraitKernel {
    let kind = KernelKind(
      change: truth.shownChange(area: area, arm: arm, wave: wave), includesLeniency: sheetIncludesLeniency)
    if let kernel = kernels[kind] { return kernel }
    let kernel = TraitKernel(
      change: kind.change, deviation: truth.sheetDeviation(includesLeniency: sheetIncludesLeniency), on: grid)
    kernels[kind] = kernel
    return kernel
  }
}
