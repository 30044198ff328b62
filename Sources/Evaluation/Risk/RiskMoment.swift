internal import CompositeIndex
internal import Records

/// The indices of the places of a level at one time, with the draws behind them.
struct RiskMoment {
  let time: RiskTime
  /// Rows of the panel behind each place.
  let rows: [[Int]]
  /// In the order of the framework's indicators.
  let estimates: [IndicatorEstimates]
  let areas: [AreaIndicators]
  /// What the places were scored by.
  let framework: RiskFramework
  let fit: IndexUncertaintyFit
  /// Replicates of the index by place; `nil` where it is not scored.
  let indices: [[Double]?]
  let contributions: [AreaContributions]

  static let drawCount = 2000

  /// Scores the places from draws by place and indicator, `nil` for an indicator without a value.
  ///
  /// - Throws: `CompositeIndexError` when the framework admits no index.
  init(
    _ history: ChildHistories, places: RiskPlaces, framework: RiskFramework, estimates: [IndicatorEstimates],
    draws: [[[Double]?]], plan: Plan
  ) throws {
    time = history.time
    self.estimates = estimates
    self.framework = framework
    rows = Self.rows(history, places)
    areas = Self.areas(places, framework, estimates, Self.flagSums(framework, history, places))
    let supplied = Dictionary(
      uniqueKeysWithValues: places.places.indices.map { place in
        let known = zip(framework.indicators, draws[place]).compactMap { pair in pair.1.map { (pair.0.key, $0) } }
        return (places.places[place].code, Dictionary(uniqueKeysWithValues: known))
      })
    let index = try CompositeIndex(framework)
    (fit, indices) = try IndexUncertainty(
      index: index, seed: plan.seed, replicationCount: Self.drawCount, confidenceLevel: plan.effects.confidenceLevel,
      choices: MethodChoices(framework.uncertainty)
    ).posterior(areas, supplied: supplied)
    contributions = try ShapleyContributions(index: index).fit(areas)
  }

  private static func rows(_ history: ChildHistories, _ places: RiskPlaces) -> [[Int]] {
    var rows = [[Int]](repeating: [], count: places.places.count)
    for row in history.rows.joined() {
      let place = history.panel.rows[row].place
      if let position = places.position(preschool: place.preschool, group: place.group) { rows[position].append(row) }
    }
    return rows
  }

  private static func areas(
    _ places: RiskPlaces, _ framework: RiskFramework, _ estimates: [IndicatorEstimates],
    _ flags: [String: [Int: Double]]
  ) -> [AreaIndicators] {
    places.places.indices.map { place in
      var values: [String: AreaIndicators.Value] = [:]
      for (indicator, estimates) in zip(framework.indicators, estimates) {
        // Without an error there is no interval, and a value without one would pass for certain.
        guard let value = estimates.values[place], let error = value.standardError else { continue }
        values[indicator.key] = .init(
          value.estimate, standardError: error, minimum: estimates.isShare ? 0 : -.infinity,
          maximum: estimates.isShare ? 1 : .infinity, count: value.observationCount)
      }
      for (flag, sums) in flags { values[flag] = sums[place].map { .init($0) } }
      return AreaIndicators(area: places.places[place].code, values: values)
    }
  }

  /// Sums of the flags' reports by flag and place.
  private static func flagSums(
    _ framework: RiskFramework, _ history: ChildHistories, _ places: RiskPlaces
  ) -> [String: [Int: Double]] {
    let reported = ReportedIndicators(history.panel, at: history.time)
    return Dictionary(
      uniqueKeysWithValues: framework.flags.map { flag in
        var sums: [Int: Double] = [:]
        for (preschool, sum) in reported.reportedSums(of: flag.key) {
          if let place = places.position(preschool: preschool, group: nil) { sums[place, default: 0] += sum }
        }
        return (flag.key, sums)
      })
  }
}
