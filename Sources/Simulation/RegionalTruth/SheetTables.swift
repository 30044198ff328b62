import Records

/// What sheets come to along the trait: tabulated once, for the truths of all regions.
struct SheetTables {
  let areas: [String]
  let grid: TraitGrid

  private let rule: LevelRule
  private let items: SheetItems
  private let response: GradedResponse
  private let participation: PilotTruth.ParticipationTruth
  private let missingRates: ClosedRange<Double>
  /// Differences between the traits of two sheets that matter, in nodes.
  private let reach: ClosedRange<Int>
  private var curves: [ItemSet: Table<LevelOneCurve>] = [:]
  private var surfaces: [ItemSet: Table<NoProgressSurface>] = [:]

  private struct ItemSet: Hashable {
    let codes: [String]
    let hasSpecialNeeds: Bool
  }

  /// A value for each node of the share of marks left empty.
  private struct Table<Value> {
    let range: MissingMarkRange
    let values: [Value]
  }

  /// Tables for truths that differ by region in growth and rates.
  init(_ simulator: PilotSimulator, truths: [PilotTruth], rule: LevelRule, draws: PilotDraws, step: Double) {
    let truth = simulator.truth
    areas = simulator.instrument.developmentAreas.map(\.key)
    self.rule = rule
    items = SheetItems(simulator.instrument, items: truth.items, draws: draws)
    response = GradedResponse(slope: truth.items.slope)
    participation = truth.participation
    let rates = truths.map(\.participation.missingMarkRate)
    missingRates = (rates.min() ?? 0)...(rates.max() ?? 0)
    let changes = ShownChanges(truth, truths: truths, areas: areas)
    grid = changes.grid(step: step)
    reach = -changes.reach(step: step)...changes.reach(step: step)
  }

  /// Whether the sheet of a wave is scored, and at level I.
  mutating func levelOne(
    area: Int, firstYearBand: Int, wave: PilotWave, hasSpecialNeeds: Bool, missingRate: Double
  ) -> LevelOneCurve {
    let codes = items.codes(area: areas[area], firstYearBand: firstYearBand, wave: wave)
    let set = ItemSet(codes: codes, hasSpecialNeeds: hasSpecialNeeds)
    let table =
      curves[set]
      ?? table(set, markCount: codes.count) {
        LevelOneCurve(items: $0, response: response, rates: $1, rule: rule, nodes: grid.nodes)
      }
    curves[set] = table
    guard table.values.count > 1 else { return table.values[0] }
    return LevelOneCurve(mixing: table.values, table.range.weights(at: missingRate))
  }

  /// Whether the points on the items of both sheets rose.
  mutating func noProgress(
    area: Int, firstYearBand: Int, from first: PilotWave, to last: PilotWave, hasSpecialNeeds: Bool,
    missingRate: Double
  ) -> NoProgressSurface {
    let codes = items.sharedCodes(area: areas[area], firstYearBand: firstYearBand, first, last)
    let set = ItemSet(codes: codes, hasSpecialNeeds: hasSpecialNeeds)
    let table =
      surfaces[set]
      ?? table(set, markCount: 2 * codes.count) {
        NoProgressSurface(items: $0, response: response, rates: $1, nodes: grid.nodes, reach: reach)
      }
    surfaces[set] = table
    guard table.values.count > 1 else { return table.values[0] }
    return NoProgressSurface(mixing: table.values, table.range.weights(at: missingRate))
  }

  private func table<Value>(
    _ set: ItemSet, markCount: Int, tabulate: ([ItemThresholds], MarkingRates) -> Value
  ) -> Table<Value> {
    let range = MissingMarkRange(missingRates, markCount: markCount)
    let values = range.nodes.map { missing in
      tabulate(
        items.thresholds(set.codes),
        MarkingRates(participation, missing: missing, hasSpecialNeeds: set.hasSpecialNeeds))
    }
    return Table(range: range, values: values)
  }
}
