import Disclosure
import Findings

/// Which places are asked about, at what time, and in what order.
struct RiskQuestion {
  let level: RiskFinding.Level
  let quarter: String?
  /// In the order asked for.
  let places: [RiskFinding]

  /// Reads the filters `level`, `region`, `quarter` and `sort`.
  ///
  /// - Throws: `QueryError` for a value that the run does not have, and for places below a region outside an own scope.
  init(_ filters: Filters, _ run: LeavingRun) throws(QueryError) {
    let levels = RiskFinding.Level.allCases.map(\.rawValue)
    level = try filters.value("level", among: levels).flatMap(RiskFinding.Level.init) ?? .region
    guard run.scope != nil || [.country, .region].contains(level) else { throw .ownScopeOnly(level: level.rawValue) }
    let chapter = run.value.risk
    guard chapter.method != nil || !chapter.places.isEmpty else { throw .noRiskFramework(run: run.value.run) }
    let region = filters["region"]
    if let region, !chapter.regions.contains(where: { $0.place == region }) {
      throw .unknownRegion(region, run: run.value.run, regions: chapter.regions.map(\.place))
    }
    quarter = try filters.value("quarter", among: chapter.quarters)
    let order = try filters.value("sort", among: RiskOrder.allCases.map(\.rawValue)).flatMap(RiskOrder.init)
    places = chapter.places(level, region: region, quarter: quarter, by: order ?? .index)
  }
}
