import Findings

// What is said of several places at once, beside the places that were released.
extension DisclosureRules {
  /// Changes between quarters; hidden where one of the two indices is.
  func changes(_ changes: [RiskChangeFinding], beside chapter: RiskFindings) -> [RiskChangeFinding] {
    let hidden = Set(
      chapter.places.filter(\.index.isSuppressed).map { [$0.level.rawValue, $0.place, $0.quarter ?? ""] })
    return changes.map { change in
      guard
        [change.from, change.to].contains(where: { hidden.contains([change.level.rawValue, change.place, $0]) })
      else { return change }
      var result = change
      result.change = change.change.hidden
      result.probabilityOfRise = change.probabilityOfRise.hidden
      return result
    }
  }

  /// Points of a funnel; left out where the direct value of the place is hidden, because their limits tell their sizes.
  ///
  /// The target and the spread are those of all places: one or two points that are left out would follow from them and
  /// the others, and the funnel is not shown.
  ///
  /// - Parameters:
  ///   - funnel: A funnel, or the part of it that is about the places of a chapter.
  ///   - chapter: The places as released.
  ///   - pointCount: Points of the funnel of all places; `nil` when it is this one.
  /// - Returns: The funnel, or `nil` when it is not shown.
  func released(
    _ funnel: FunnelFinding, beside chapter: RiskFindings, pointCount: Int? = nil
  ) -> FunnelFinding? {
    let open = Set(
      chapter.places(funnel.level).filter { place in
        place.blocks.flatMap(\.components).contains { $0.indicator == funnel.indicator && $0.direct.value != nil }
      }.map(\.place))
    var result = funnel
    result.points = funnel.points.filter { open.contains($0.place) }
    result.warnings = released(funnel.warnings)
    let leftOut = (pointCount ?? funnel.points.count) - result.points.count
    return result.points.isEmpty || [1, 2].contains(leftOut) ? nil : result
  }

  /// A ranking; where an index is hidden nothing but how the indices of the others vary.
  ///
  /// Two neighbours that are no pair would have the hidden place between them.
  func released(_ ranking: RiskRankingFinding, beside chapter: RiskFindings) -> RiskRankingFinding {
    let hidden = chapter.places(ranking.level, quarter: ranking.quarter).filter(\.index.isSuppressed).map(\.place)
    guard !hidden.isEmpty else { return ranking }
    var result = ranking
    result.groups = []
    result.resolutions = []
    result.variance = ranking.variance.filter { !hidden.contains($0.place) }.map { share in
      var own = share
      own.rank = nil
      return own
    }
    return result
  }
}
