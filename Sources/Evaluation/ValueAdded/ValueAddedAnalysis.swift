internal import CompositeIndex
internal import Findings
internal import Records
internal import SmallArea

/// Which regions, preschools and directions had children come farther than expected, and how sure that is.
///
/// Experimental groups alone: it is asked whose practice in the pilot is worth a look. A preschool's residual is the mean
/// of its groups', a region's that of its preschools', each weighted by 1 / variance; both are shrunken by the posterior of
/// Fay and Herriot's model. Regions are compared only where the plan would let their number be published: less says nothing
/// about a region's practice, and what is hidden would take the order of the others with it. Directions are shared by
/// groups that follow several, and have a model of their own.
struct ValueAddedAnalysis {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  /// The comparison; empty with a warning where there is no start to compare with, or the data do not bear the model.
  func findings() -> ValueAddedFindings {
    guard panel.hasBaseline else {
      return ValueAddedFindings(warnings: [FindingWarning(.noBaseline, "no wave was observed before the treatment")])
    }
    let gains = ChildGains(panel, arm: .experimental).gains
    do {
      let model = try CaseMixModel(panel, gains)
      let regions = PlaceGains.regions(panel, model)
      let levels = [regions, PlaceGains.preschools(panel, model)]
      return ValueAddedFindings(
        method: method(model, observed: gains.count, regionCount: regions.count),
        places: levels.flatMap { $0.findings() } + DirectionGains(panel, model).findings(),
        funnels: levels.compactMap { $0.funnel() }, warnings: model.warnings + DesignCheck(panel).raterWarnings)
    } catch {
      return ValueAddedFindings(warnings: [.notEstimable(error)])
    }
  }

  private func method(_ model: CaseMixModel, observed: Int, regionCount: Int) -> ValueAddedFindings.Method {
    let children = model.groups.reduce(0) { $0 + $1.rows.count }
    let regions = Set(model.groups.map { panel.regionOfPreschool[$0.preschool] })
    return ValueAddedFindings.Method(
      caseMix: model.caseMix, children: .shown(children), leftOut: .shown(observed - children),
      regionsNotCompared: regions.count - regionCount,
      preschools: model.betweenPreschools / model.total, groups: model.betweenGroups.map { $0 / model.total },
      withinGroups: model.withinGroups / model.total)
  }
}

/// Draws of the values of some places, and what follows from them.
struct ValueAddedDraws {
  static let count = RiskMoment.drawCount

  /// Places × draws.
  let draws: [[Double]]
  private let level: Double
  private let ranks: RankDistribution

  init(_ draws: [[Double]], level: Double) {
    self.draws = draws
    self.level = level
    ranks = RankDistribution(indices: draws, level: level)
  }

  func interval(_ place: Int) -> Interval {
    let ends = draws[place].quantiles((1 - level) / 2, (1 + level) / 2)
    return Interval(lower: ends.lower, upper: ends.upper, level: level)
  }

  func probabilityInHighestFifth(_ place: Int) -> Double {
    ranks.probabilityAmongHighest((draws.count + 4) / 5, area: place)
  }

  func probabilityAboveZero(_ place: Int) -> Double {
    Double(draws[place].count { $0 > 0 }) / Double(draws[place].count)
  }
}
