internal import CompositeIndex
internal import Findings
internal import Records
internal import Tabular

/// The risk of every place of one level, over the whole time and quarter by quarter.
struct RiskLevelAnalysis {
  let places: RiskPlaces
  /// In the order of the times.
  let moments: [RiskMoment]
  /// Whether intervals take the variances of errors for known, because too few units tell them.
  let hasFewUnits: Bool
  /// The framework with its scales and weights fixed by the places over the whole time.
  let fixed: RiskFramework

  /// Estimates, draws and scores the places; `nil` when the level has no place or no indicator.
  ///
  /// The times are the whole time, then the quarters. `fixed` holds scales and weights to keep to, and is `nil` where the
  /// places themselves give them.
  ///
  /// - Throws: `CompositeIndexError` when the framework admits no index.
  init?(
    _ level: RiskFinding.Level, _ times: [IndicatorRecords], framework: RiskFramework, fixed: RiskFramework?,
    panel: Panel
  ) throws {
    let places = RiskPlaces(level, panel: panel)
    let framework = (fixed ?? framework).applicable(to: level)
    guard !places.places.isEmpty, !framework.blocks.isEmpty else { return nil }
    let indicators = framework.indicators
    let columns = concurrentMap(times.count * indicators.count) { column in
      times[column / indicators.count].estimates(of: indicators[column % indicators.count], at: places)
    }
    let joint = JointDraws(columns, count: RiskMoment.drawCount, seed: panel.plan.seed)
    let drawn = concurrentMap(places.places.count) { place in
      joint.draws(place: place, name: "\(level.rawValue)\u{1F}\(places.places[place].code)")
    }
    @Sendable func moment(_ position: Int, _ framework: RiskFramework) throws -> RiskMoment {
      let range = (position * indicators.count)..<((position + 1) * indicators.count)
      return try RiskMoment(
        times[position].histories, places: places, framework: framework, estimates: Array(columns[range]),
        draws: drawn.map { Array($0[range]) }, plan: panel.plan)
    }
    let whole = try moment(0, framework)
    let kept = try fixed ?? framework.fixed(on: whole.areas)
    self.places = places
    hasFewUnits = joint.isOfFewUnits
    self.fixed = kept
    let ofQuarters = kept.applicable(to: level)
    moments =
      [whole]
      + (try concurrentMap(times.count - 1) { quarter in Result { try moment(quarter + 1, ofQuarters) } }
        .map { try $0.get() })
  }
}
