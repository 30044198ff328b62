import Findings

extension SampleRun {
  /// What children gained in the regions, preschools and two directions; one direction stands out.
  static var valueAdded: ValueAddedFindings {
    let regions = regionPlaces.filter { $0.index != nil }.map { gain(.region, $0) }
    let places = regions + preschools.map { gain(.preschool, $0) } + directions
    return ValueAddedFindings(
      method: .init(
        caseMix: ["sex", "age_months", "locality"], children: .shown(2_431), leftOut: .shown(112),
        regionsNotCompared: 2, preschools: 0.061, groups: 0.024, withinGroups: 0.915),
      places: places,
      funnels: [gainFunnel(regions, .region), gainFunnel(places.filter { $0.level == .preschool }, .preschool)],
      warnings: [FindingWarning(.singularFit, "invented")])
  }

  private static var directions: [ValueAddedFinding] {
    [("culinary", -0.12, 0.02), ("garden", 0.12, 0.99)].map { key, value, probability in
      ValueAddedFinding(
        level: .direction, place: key, region: nil, name: nil,
        counts: .shown(Counts(children: 1_204, groups: 60, preschools: 31)), direct: .noData,
        estimate: .shown(.init(value: value, interval: Interval(lower: value - 0.1, upper: value + 0.1, level: 0.95))),
        shrinkage: .noData, probabilityInHighestFifth: .shown(probability),
        probabilityAboveExpected: .shown(probability))
    }
  }

  private static func gain(_ level: ValueAddedFinding.Level, _ place: RiskPlace) -> ValueAddedFinding {
    let direct = 0.4 * (invented(place.key, 70) - 0.5)
    return ValueAddedFinding(
      level: level, place: place.code, region: place.region, name: place.name, counts: .shown(place.counts),
      direct: .shown(direct),
      estimate: .shown(
        .init(value: direct / 2, interval: Interval(lower: direct / 2 - 0.2, upper: direct / 2 + 0.2, level: 0.95))),
      shrinkage: .shown(0.5), probabilityInHighestFifth: .shown(max(0, 0.2 + direct)),
      probabilityAboveExpected: .shown(0.5 + direct))
  }

  private static func gainFunnel(_ places: [ValueAddedFinding], _ level: RiskFinding.Level) -> FunnelFinding {
    FunnelFinding(
      indicator: "value_added", name: LocalizedText(kk: "ілгерілеу", ru: "прогресс", en: "progress"), level: level,
      target: 0.01, overdispersion: 0,
      points: places.map { place in
        FunnelFinding.Point(
          place: place.place, region: place.region, name: place.name ?? LocalizedText(kk: "", ru: "", en: ""),
          size: .shown(Double(place.counts.value?.children ?? 0)), value: place.direct,
          inner: .init(lower: -0.15, upper: 0.17), outer: .init(lower: -0.25, upper: 0.27),
          isOutsideInner: .shown(abs((place.direct.value ?? 0) - 0.01) > 0.16), isOutsideOuter: .shown(false))
      })
  }
}
