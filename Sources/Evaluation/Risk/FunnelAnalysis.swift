internal import Findings
internal import Moments
internal import Records
internal import SmallArea

/// Shares of children of the places of a level against control limits, over the whole time.
struct FunnelAnalysis {
  private let level: RiskLevelAnalysis

  init(_ level: RiskLevelAnalysis) { self.level = level }

  /// One per indicator that is a share of children; none for the country, for groups, or below ten places.
  func findings() -> [FunnelFinding] {
    guard [.region, .preschool].contains(level.places.level), let whole = level.moments.first else { return [] }
    return zip(whole.framework.indicators, whole.estimates).compactMap { finding($0, $1) }
  }

  private static let fewestPlaces = 10

  private func finding(_ indicator: RiskFramework.Indicator, _ estimates: IndicatorEstimates) -> FunnelFinding? {
    guard let shares = estimates.effectiveShares, shares.count >= Self.fewestPlaces,
      let fit = try? FunnelLimits(levels: [0.95, 0.998]).fit(shares)
    else { return nil }
    return FunnelFinding(
      indicator: indicator.key, name: indicator.names.localized, level: level.places.level, target: fit.target,
      overdispersion: fit.overdispersion, points: zip(shares, fit.units).map(point), unit: "share")
  }

  private func point(_ share: EffectiveShare, _ unit: FunnelFit.Unit) -> FunnelFinding.Point {
    let place = level.places.places[IndicatorSums.place(share.area)]
    let (inner, outer) = (unit.limits[0], unit.limits[1])
    func isOutside(_ limit: FunnelFit.Limit) -> Bool { share.share < limit.lower || share.share > limit.upper }
    return FunnelFinding.Point(
      place: place.code, region: place.region, name: place.name, size: .shown(share.effectiveSize),
      value: .shown(share.share), inner: .init(lower: inner.lower, upper: inner.upper),
      outer: .init(lower: outer.lower, upper: outer.upper), isOutsideInner: .shown(isOutside(inner)),
      isOutsideOuter: .shown(isOutside(outer)))
  }
}
