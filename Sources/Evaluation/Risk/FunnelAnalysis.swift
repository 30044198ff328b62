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

  private func finding(_ indicator: RiskFramework.Indicator, _ estimates: IndicatorEstimates) -> FunnelFinding? {
    guard let shares = estimates.effectiveShares, shares.count >= FunnelLimits.fewestPlaces,
      let fit = try? FunnelLimits.ofPlots.fit(shares)
    else { return nil }
    return FunnelFinding(
      indicator: indicator.key, name: indicator.names.localized, level: level.places.level, target: fit.target,
      overdispersion: fit.overdispersion, points: zip(shares, fit.units).map(point), unit: "share")
  }

  private func point(_ share: EffectiveShare, _ unit: FunnelFit.Unit) -> FunnelFinding.Point {
    let place = level.places.places[IndicatorSums.place(share.area)]
    return FunnelFinding.Point(
      unit, place: place.code, region: place.region, name: place.name, size: share.effectiveSize)
  }
}
