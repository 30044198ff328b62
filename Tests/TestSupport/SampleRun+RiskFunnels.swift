import Findings

extension SampleRun {
  static let funnels = [
    funnel(
      "level_one_share", LocalizedText(kk: "I деңгейдегі үлес", ru: "Доля на уровне I", en: "Share at level I"),
      regionPlaces, target: 0.18, overdispersion: 0.0004),
    funnel(
      "staff_turnover", LocalizedText(kk: "Кадрлардың тұрақсыздығы", ru: "Текучесть кадров", en: "Staff turnover"),
      regionPlaces, target: 0.09, overdispersion: 0),
    funnel(
      "level_one_share", LocalizedText(kk: "I деңгейдегі үлес", ru: "Доля на уровне I", en: "Share at level I"),
      preschools, target: 0.18, overdispersion: 0.0004),
  ]

  private static func funnel(
    _ indicator: String, _ name: LocalizedText, _ places: [RiskPlace], target: Double, overdispersion: Double
  ) -> FunnelFinding {
    FunnelFinding(
      indicator: indicator, name: name, level: places[0].level, target: target, overdispersion: overdispersion,
      points: places.filter { $0.index != nil }.map { place in
        let size = Double(place.counts.children) * (0.3 + 0.5 * invented(place.key, 60))
        let deviation = (target * (1 - target) / size + overdispersion).squareRoot()
        let value = max(0, target + 5 * (invented(place.key, 61) - 0.5) * deviation)
        func limits(_ width: Double) -> RiskFinding.Range {
          .init(lower: max(0, target - width * deviation), upper: target + width * deviation)
        }
        let (inner, outer) = (limits(1.96), limits(3.09))
        return FunnelFinding.Point(
          place: place.code, region: place.region, name: place.name, size: .shown(size), value: .shown(value),
          inner: inner, outer: outer, isOutsideInner: .shown(value < inner.lower || value > inner.upper),
          isOutsideOuter: .shown(value < outer.lower || value > outer.upper))
      }, unit: "share")
  }

  /// From each quarter to the next.
  static func changes(_ places: [RiskPlace]) -> [RiskChangeFinding] {
    zip(quarters, quarters.dropFirst()).flatMap { from, to in
      places.map { place in
        let change = place.index(in: to).flatMap { after in place.index(in: from).map { after - $0 } }
        return RiskChangeFinding(
          level: place.level, place: place.code, region: place.region, name: place.name, from: from, to: to,
          change: change.map { value in
            .shown(.init(value: value, interval: Interval(lower: value - 7, upper: value + 7, level: 0.95)))
          } ?? .noData,
          probabilityOfRise: change.map { .shown(min(1, max(0, 0.5 + ($0 - 5) / 14))) } ?? .noData)
      }
    }
  }
}
