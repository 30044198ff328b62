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

  /// Points of a funnel; hidden where the direct share of the place is.
  ///
  /// The target is the share of all places together: a single hidden point would follow from it and the others, and the
  /// smallest of those goes too. The limits of a hidden point would give its size away.
  func released(_ funnel: FunnelFinding, beside chapter: RiskFindings) -> FunnelFinding {
    var result = funnel
    var open = Set(
      chapter.places(funnel.level).filter { place in
        place.blocks.flatMap(\.components).contains { $0.indicator == funnel.indicator && $0.direct.value != nil }
      }.map(\.place))
    let isComplete = funnel.level == .region && funnel.points.count > 1
    if isComplete, funnel.points.count(where: { !open.contains($0.place) }) == 1 {
      let smallest = funnel.points.filter { open.contains($0.place) }
        .min { ($0.size.value ?? 0, $0.place) < ($1.size.value ?? 0, $1.place) }
      if let smallest { open.remove(smallest.place) }
    }
    result.points = funnel.points.filter { open.contains($0.place) }
    return result
  }
}

extension RiskRankingFinding {
  /// The ranking with the names of some places only.
  func naming(_ open: Set<String>) -> RiskRankingFinding {
    var result = self
    result.groups = groups.map { $0.filter(open.contains) }.filter { $0.count > 1 }
    result.resolutions = resolutions.filter { open.contains($0.higher) && open.contains($0.lower) }
    result.variance = variance.filter { open.contains($0.place) }
    return result
  }
}
