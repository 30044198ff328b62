import Findings

extension DisclosureRules {
  /// The comparison of what children gained, for everybody: regions and directions, no preschool.
  ///
  /// The probabilities of the highest fifth add up to a known number over the places of a level: where one place is
  /// hidden, none is shown. What children of a hidden place gained would follow from the others if it were the only one.
  func released(_ comparison: ValueAddedFindings) -> ValueAddedFindings {
    var result = comparison
    if let method = comparison.method {
      result.method?.children = withoutSmall(method.children)
      result.method?.leftOut = withoutSmall(method.leftOut)
    }
    result.places =
      releasedTogether(comparison.places(.region)) + releasedTogether(comparison.places(.direction), overlap: true)
    result.funnels = comparison.funnels.filter { $0.level == .region }.compactMap {
      released($0, beside: result.places)
    }
    result.warnings = released(comparison.warnings)
    return result
  }

  /// The comparison for the authority of a region: what is released of the region and of directions, and its preschools.
  func ownGains(
    _ comparison: ValueAddedFindings, region: String, released national: ValueAddedFindings
  ) -> ValueAddedFindings {
    var result = national
    result.places = national.places.filter { $0.region.map { $0 == region } ?? true }
    result.funnels = national.funnels.map { funnel in
      var part = funnel
      part.points = funnel.points.filter { $0.region == region }
      return part
    }.filter { !$0.points.isEmpty }
    let own = releasedTogether(comparison.places(.preschool).filter { $0.region == region })
    result.places += own
    result.funnels += comparison.funnels.filter { $0.level == .preschool }.compactMap { released($0, beside: own) }
    return result
  }

  private func withoutSmall(_ count: Disclosable<Int>) -> Disclosable<Int> {
    count.value.map(isSmall) ?? false ? .suppressed : count
  }

  /// The values of directions add up to 0, and groups that follow several stand behind each of them.
  private func releasedTogether(_ places: [ValueAddedFinding], overlap: Bool = false) -> [ValueAddedFinding] {
    let hidden = hiddenParts(places.map(\.counts.value), overlap: overlap)
    return places.indices.map { position in
      var result = places[position]
      if !hidden.isEmpty { result.probabilityInHighestFifth = result.probabilityInHighestFifth.hidden }
      guard hidden.contains(position) else { return result }
      result.counts = result.counts.hidden
      result.direct = result.direct.hidden
      result.estimate = result.estimate.hidden
      result.shrinkage = result.shrinkage.hidden
      result.probabilityAboveExpected = result.probabilityAboveExpected.hidden
      return result
    }
  }

  /// Points of the places that are shown; target and spread are those of all places, so that one or two missing points
  /// would follow from them.
  private func released(_ funnel: FunnelFinding, beside places: [ValueAddedFinding]) -> FunnelFinding? {
    let open = Set(places.filter { $0.direct.value != nil }.map(\.place))
    var result = funnel
    result.points = funnel.points.filter { open.contains($0.place) }
    let leftOut = funnel.points.count - result.points.count
    return result.points.isEmpty || [1, 2].contains(leftOut) ? nil : result
  }
}
