internal import Findings
internal import Probability
internal import Records
internal import SmallArea

/// Regions or preschools by what their children gained beyond what was expected.
struct PlaceGains {
  private struct Place {
    var code: String
    var region: String
    var name: LocalizedText
    /// Positions among the panel's rows.
    var rows: [Int]
    var direct: WeightedResidual
  }

  private let panel: Panel
  private let level: ValueAddedFinding.Level
  private let places: [Place]
  /// Variance of a single child's result about its place.
  private let childVariance: Double

  /// The preschools with experimental groups.
  static func preschools(_ panel: Panel, _ model: CaseMixModel) -> PlaceGains {
    let places = byPreschool(model).map { preschool, groups in
      let record = panel.records.preschools[preschool]
      return Place(
        code: record.code, region: record.region, name: .same(record.name), rows: groups.flatMap(\.rows),
        direct: WeightedResidual(groups.map { ($0.mean, $0.variance) }))
    }
    return PlaceGains(
      panel: panel, level: .preschool, places: places, childVariance: model.total - model.betweenPreschools)
  }

  /// The regions of those preschools that have as many preschools and children as may be published.
  static func regions(_ panel: Panel, _ model: CaseMixModel) -> PlaceGains {
    let byRegion = Dictionary(grouping: byPreschool(model)) { panel.records.preschools[$0.key].region }
    let all = panel.records.regions.compactMap { region in
      byRegion[region.code].map { own in
        let preschools = own.map { WeightedResidual($0.value.map { ($0.mean, $0.variance) }) }
        return Place(
          code: region.code, region: region.code, name: region.names.localized,
          rows: own.flatMap { $0.value.flatMap(\.rows) },
          direct: WeightedResidual(preschools.map { ($0.mean, $0.variance + model.betweenPreschools) }))
      }
    }
    return PlaceGains(panel: panel, level: .region, places: publishable(all, panel), childVariance: model.total)
  }

  /// The regions without those too small to be published, and without the smallest others until two are left out that
  /// reach the minima together: the weighted residuals of all regions add up to 0, and their children to those compared,
  /// so that a single region would follow from the others.
  private static func publishable(_ regions: [Place], _ panel: Panel) -> [Place] {
    let minima = panel.plan.disclosure
    func isEnough(_ counts: [Counts]) -> Bool {
      counts.reduce(0) { $0 + $1.preschools } >= minima.minimumPreschools
        && counts.reduce(0) { $0 + $1.children } >= minima.minimumCell
    }
    let counts = regions.map { panel.counts(rows: $0.rows) }
    let bySize = regions.indices.sorted { (counts[$0].children, $0) < (counts[$1].children, $1) }
    var leftOut = bySize.filter { !isEnough([counts[$0]]) }
    guard !leftOut.isEmpty else { return regions }
    for next in bySize where !leftOut.contains(next) {
      if leftOut.count > 1, isEnough(leftOut.map { counts[$0] }) { break }
      leftOut.append(next)
    }
    return regions.indices.filter { !leftOut.contains($0) }.map { regions[$0] }
  }

  private static func byPreschool(_ model: CaseMixModel) -> [(key: Int, value: [CaseMixModel.GroupResidual])] {
    Dictionary(grouping: model.groups, by: \.preschool).sorted { $0.key < $1.key }
  }

  var count: Int { places.count }

  /// One per place; none where fewer than two can be compared.
  func findings() -> [ValueAddedFinding] {
    let observations = places.map {
      AreaObservation(area: $0.code, direct: $0.direct.mean, variance: $0.direct.variance)
    }
    guard let posterior = try? FayHerriotPosterior(observations) else { return [] }
    let draws = ValueAddedDraws(draws(posterior), level: panel.plan.effects.confidenceLevel)
    return places.indices.map { position in
      let (place, area) = (places[position], posterior.areaEstimates[position])
      return ValueAddedFinding(
        level: level, place: place.code, region: place.region, name: place.name,
        counts: .shown(panel.counts(rows: place.rows)), direct: .shown(place.direct.mean),
        estimate: .shown(.init(value: area.estimate, interval: draws.interval(position))),
        shrinkage: .shown(area.shrinkage),
        probabilityInHighestFifth: .shown(draws.probabilityInHighestFifth(position)),
        probabilityAboveExpected: .shown(draws.probabilityAboveZero(position)))
    }
  }

  /// In one draw all places share the variance between them and its mean; the streams belong to names.
  private func draws(_ posterior: FayHerriotPosterior) -> [[Double]] {
    let name = "value added\u{1F}\(level.rawValue)"
    var stream = RandomStream(seed: panel.plan.seed, named: name)
    let deviates = stream.nextNormals(count: ValueAddedDraws.count)
    let shared = deviates.map { posterior.draw(quantile: stream.nextUniform(), deviate: $0) }
    return posterior.areaEstimates.map { area in
      var own = RandomStream(seed: panel.plan.seed, named: "\(name)\u{1F}\(area.area)")
      return zip(shared, own.nextNormals(count: shared.count)).map { $0.value(of: area, deviate: $1) }
    }
  }

  /// Direct values against the limits of chance; `nil` below ten places.
  func funnel() -> FunnelFinding? {
    let means = places.map {
      RankedArea(area: $0.code, estimate: $0.direct.mean, meanSquaredError: $0.direct.variance)
    }
    guard places.count >= FunnelLimits.fewestPlaces, let fit = try? FunnelLimits.ofPlots.fit(means: means) else {
      return nil
    }
    return FunnelFinding(
      indicator: "value_added", name: Self.name, level: level == .region ? .region : .preschool, target: fit.target,
      overdispersion: fit.overdispersion, points: zip(places, fit.units).map(point))
  }

  private static let name = LocalizedText(
    kk: "күтілгеннен артық ілгерілеу", ru: "прогресс сверх ожидаемого", en: "progress beyond what was expected")

  private func point(_ place: Place, _ unit: FunnelFit.Unit) -> FunnelFinding.Point {
    FunnelFinding.Point(
      unit, place: place.code, region: place.region, name: place.name, size: childVariance / place.direct.variance)
  }
}

/// A mean of residuals weighted by 1 / variance.
struct WeightedResidual {
  let mean: Double
  let variance: Double

  init(_ parts: [(mean: Double, variance: Double)]) {
    let weight = parts.reduce(0) { $0 + 1 / $1.variance }
    mean = parts.reduce(0) { $0 + $1.mean / $1.variance } / weight
    variance = 1 / weight
  }
}
