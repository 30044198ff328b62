import Findings

extension DisclosureRules {
  /// The risk chapter for everybody: the country and its regions, no place below them.
  ///
  /// A region that is hidden at one time is hidden at all of them, and with it its ranks, changes and funnel points.
  func released(_ chapter: RiskFindings) -> RiskFindings {
    var published = chapter
    published.places = chapter.places.filter { [.country, .region].contains($0.level) }
    published.funnels = chapter.funnels.filter { $0.level == .region }
    let hidden = published.times.reduce(into: Set<String>()) { hidden, quarter in
      hidden.formUnion(hiddenPlaces(published.places(.region, quarter: quarter)))
    }
    var safe: [RiskFinding] = []
    for quarter in published.times {
      safe += releasedTogether(published.places(.country, quarter: quarter), hiding: [], in: published)
      safe += withoutOrderOfHidden(
        releasedTogether(published.places(.region, quarter: quarter), hiding: hidden, in: published))
    }
    var result = published
    result.places = published.inOrder(safe)
    result.rankings = chapter.rankings.filter { $0.level == .region }.map { released($0, beside: result) }
    result.changes = changes(chapter.changes.filter { [.country, .region].contains($0.level) }, beside: result)
    result.funnels = published.funnels.compactMap { released($0, beside: result) }
    return result
  }

  /// The risk chapter for the authority of a region: the country as released, the region and all places in it.
  ///
  /// The place of the own region in the order of all is told where the release tells the order, or hides no other region.
  func ownRisk(_ chapter: RiskFindings, region: String, released national: RiskFindings) -> RiskFindings {
    let own = chapter.narrowed { $0.region == region && $0.level != .country }
    var safe: [RiskFinding] = []
    for quarter in own.times {
      let others = national.places(.region, quarter: quarter).filter { $0.place != region }
      let regions = releasedTogether(own.places(.region, quarter: quarter), hiding: [], in: own)
      safe += others.contains(where: \.index.isSuppressed) ? regions.map(withoutOrder) : regions
      for level in [RiskFinding.Level.district, .preschool, .group] {
        let hidden = hiddenParts(level, quarter: nil, of: own).union(hiddenParts(level, quarter: quarter, of: own))
        safe += withoutOrderOfHidden(
          releasedTogether(own.places(level, quarter: quarter), hiding: hidden, in: own))
      }
    }
    var result = own
    result.places = national.places.filter { $0.level == .country } + own.inOrder(safe)
    result.rankings = []
    result.changes = changes(own.changes, beside: result)
    let outlined = Set(national.funnels.map(\.indicator))
    result.funnels = own.funnels.filter { $0.level != .region || outlined.contains($0.indicator) }.compactMap {
      self.released($0, beside: result, pointCount: chapter.pointCount($0))
    }
    return result
  }

  /// Places of one level at one time, whose values add up to those of the place they are in.
  ///
  /// Hiding one component may ask for a second one in its block, and that for a second one at another place: both rules
  /// are applied until nothing more is hidden.
  private func releasedTogether(
    _ places: [RiskFinding], hiding hidden: Set<String>, in chapter: RiskFindings
  ) -> [RiskFinding] {
    let isHidden = places.map { hidden.contains($0.place) || ($0.counts.value.map(isUnsafe) ?? false) }
    var result = zip(places, isHidden).map { place, isHidden in
      isHidden ? concealed(place) : withSafeComponents(place, in: chapter)
    }
    var before: [RiskFinding] = []
    while result != before {
      before = result
      result = withSecondsAtOtherPlaces(zip(result, places).map(withSecondsInBlocks), of: places, in: chapter)
    }
    return zip(result, isHidden).map { $1 ? $0 : withoutWhatFollows($0) }
  }

  /// Unsafe places of a level with the further ones that must be hidden beside them.
  private func hiddenPlaces(_ places: [RiskFinding]) -> Set<String> {
    Set(hiddenParts(places.map(\.counts.value)).map { places[$0].place })
  }

  /// Places in a region that its authority must not see.
  ///
  /// Preschools are the sums of their groups and the parts of districts: with a hidden preschool no group and no district
  /// is shown, and with a hidden group no group.
  private func hiddenParts(_ level: RiskFinding.Level, quarter: String?, of chapter: RiskFindings) -> Set<String> {
    let preschools = hiddenPlaces(chapter.places(.preschool, quarter: quarter))
    guard level != .preschool else { return preschools }
    let places = chapter.places(level, quarter: quarter)
    let hidesAll = !preschools.isEmpty || (level == .group && !hiddenPlaces(places).isEmpty)
    return hidesAll ? Set(places.map(\.place)) : hiddenPlaces(places)
  }

  /// The probabilities of a rank add up to 1 over the places, and an expected rank counts the probabilities of being
  /// below every other place: with a hidden index nobody's place in the order is told.
  private func withoutOrderOfHidden(_ places: [RiskFinding]) -> [RiskFinding] {
    places.contains(where: \.index.isSuppressed) ? places.map(withoutOrder) : places
  }

  private func withoutOrder(_ place: RiskFinding) -> RiskFinding {
    var result = place
    result.rank = place.rank.hidden
    result.probabilityInHighestFifth = place.probabilityInHighestFifth.hidden
    return result
  }

  private func concealed(_ place: RiskFinding) -> RiskFinding {
    var result = withoutIndex(place)
    result.counts = place.counts.hidden
    result.warnings = place.warnings.map(withoutFacts)
    for flag in place.flags.indices { result.flags[flag].isRaised = place.flags[flag].isRaised.hidden }
    for block in place.blocks.indices {
      result.blocks[block].score = place.blocks[block].score.hidden
      result.blocks[block].components = place.blocks[block].components.map(concealed)
    }
    return result
  }

  /// A place without what would give its hidden components away, or a small number by the difference of two times.
  ///
  /// Where the mean between blocks is geometric, the points of every indicator depend a little on how its hidden
  /// neighbours part the score of their block: beside a hidden one points are whole, which is coarser than that. What is
  /// known at the end of a quarter is part of what is known later: in a quarter no count is shown, and no direct share.
  private func withoutWhatFollows(_ place: RiskFinding) -> RiskFinding {
    var result = place
    result.warnings = released(place.warnings)
    if place.blocks.flatMap(\.components).contains(where: \.risk.isSuppressed) {
      result = mappingContributions(result) { points in points.value.map { .shown($0.rounded()) } ?? points }
    }
    if place.blocks.contains(where: \.score.isSuppressed) { result = withoutIndex(result) }
    guard place.quarter != nil else { return result }
    result.counts = place.counts.hidden
    for block in result.blocks.indices {
      result.blocks[block].components = result.blocks[block].components.map(withoutCounts)
    }
    return result
  }

  /// Without the index and everything that follows from it.
  private func withoutIndex(_ place: RiskFinding) -> RiskFinding {
    var result = withoutOrder(mappingContributions(place, \.hidden))
    result.index = place.index.hidden
    result.zones = place.zones.hidden
    result.rating = place.rating.hidden
    return result
  }

  private func mappingContributions(
    _ place: RiskFinding, _ change: (Disclosable<Double>) -> Disclosable<Double>
  ) -> RiskFinding {
    var result = place
    for block in result.blocks.indices {
      for component in result.blocks[block].components.indices {
        result.blocks[block].components[component].contribution =
          change(result.blocks[block].components[component].contribution)
      }
    }
    return result
  }
}

extension RiskFindings {
  /// The whole time, then every quarter.
  fileprivate var times: [String?] { [nil] + quarters.map(Optional.some) }

  /// Released places in the order of those they were made from.
  fileprivate func inOrder(_ safe: [RiskFinding]) -> [RiskFinding] {
    let found = Dictionary(safe.map { ([$0.level.rawValue, $0.address], $0) }) { first, _ in first }
    return places.compactMap { found[[$0.level.rawValue, $0.address]] }
  }

  /// How many points the funnel has of which another holds a part.
  fileprivate func pointCount(_ part: FunnelFinding) -> Int {
    funnels.first { $0.level == part.level && $0.indicator == part.indicator }?.points.count ?? 0
  }
}
