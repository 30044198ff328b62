internal import Findings
internal import SmallArea

extension FunnelFinding.Point {
  /// A unit of a funnel with limits of 95 % and 99.8 %, and the place that it is.
  init(_ unit: FunnelFit.Unit, place: String, region: String?, name: LocalizedText, size: Double) {
    let (inner, outer) = (unit.limits[0], unit.limits[1])
    func isOutside(_ limit: FunnelFit.Limit) -> Bool { unit.value < limit.lower || unit.value > limit.upper }
    self.init(
      place: place, region: region, name: name, size: .shown(size), value: .shown(unit.value),
      inner: .init(lower: inner.lower, upper: inner.upper), outer: .init(lower: outer.lower, upper: outer.upper),
      isOutsideInner: .shown(isOutside(inner)), isOutsideOuter: .shown(isOutside(outer)))
  }
}

extension FunnelLimits {
  /// Limits of 95 % and 99.8 %, the inner and the outer ones of a plot.
  static let ofPlots = FunnelLimits(levels: [0.95, 0.998])
  /// Fewest places with which a spread beyond chance is estimated.
  static let fewestPlaces = 10
}
