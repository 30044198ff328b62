import Findings

extension DisclosureRules {
  /// The risk chapter for everybody: the country and its regions, no place below them.
  ///
  /// A region that is hidden at one time is hidden at all of them, and with it its ranks, changes and funnel points.
  func released(_ chapter: RiskFindings) -> RiskFindings {
    let times = [nil] + chapter.quarters.map(Optional.some)
    let hidden = times.reduce(into: Set<String>()) { hidden, quarter in
      hidden.formUnion(hiddenRegions(chapter.places(.region, quarter: quarter)))
    }
    var safe: [String: RiskFinding] = [:]
    for quarter in times {
      let regions = chapter.places(.region, quarter: quarter).map { region in
        hidden.contains(region.place) ? concealed(region) : releasedByOwnCounts(region)
      }
      let country = chapter.places(.country, quarter: quarter).map(releasedByOwnCounts)
      for place in withSecondsBesideTheCountry(withoutOrderThatGivesOneAway(regions)) + country {
        safe[place.address] = place
      }
    }
    let published = chapter.places.filter { [.country, .region].contains($0.level) }
    var result = RiskFindings(method: chapter.method, places: published.compactMap { safe[$0.address] })
    let open = Set(result.regions.filter { !$0.index.isSuppressed }.map(\.place))
    result.rankings = chapter.rankings.filter { $0.level == .region }.map { $0.naming(open) }
    result.changes = changes(chapter.changes.filter { [.country, .region].contains($0.level) }, beside: result)
    result.funnels = chapter.funnels.filter { $0.level == .region }.map { released($0, beside: result) }
    return result
  }

  /// The risk chapter for the authority of a region: the country as released, the region and all places in it.
  func ownRisk(_ chapter: RiskFindings, region: String, released: RiskFindings) -> RiskFindings {
    var result = chapter.narrowed { $0.region == region }
    result.places = released.places.filter { $0.level == .country } + result.places.map(releasedByOwnCounts)
    result.rankings = []
    result.changes = changes(result.changes, beside: result)
    result.funnels = result.funnels.map { self.released($0, beside: result) }
    return result
  }

  /// One place by its own counts alone.
  ///
  /// What is known at the end of a quarter is part of what is known later: in a quarter no count is shown, and no direct
  /// share, so that a difference of two times is no small count.
  func releasedByOwnCounts(_ place: RiskFinding) -> RiskFinding {
    if let counts = place.counts.value, isUnsafe(counts) { return concealed(place) }
    var result = place
    result.warnings = released(place.warnings)
    result.blocks = place.blocks.map(released)
    if place.quarter != nil {
      result.counts = place.counts.hidden
      for block in result.blocks.indices {
        result.blocks[block].components = result.blocks[block].components.map(withoutCounts)
      }
    }
    if result.blocks.contains(where: { $0.score.isSuppressed }) { result = withoutIndex(result, place) }
    return result
  }

  /// A block whose score does not give a hidden component away.
  ///
  /// The score is a weighted mean: one hidden component would follow from it and the others. A second one is hidden
  /// with it; where there is none, the score goes, and with it the index, which the score would follow from. Points of
  /// the index that come from components add up in the same way, and are hidden with them.
  private func released(_ block: RiskFinding.Block) -> RiskFinding.Block {
    var result = block
    result.components = block.components.map(released)
    guard result.components.filter(\.risk.isSuppressed).count == 1 else { return result }
    let shown = result.components.indices.filter { result.components[$0].risk.value != nil }
    if let second = shown.min(by: { (block.components[$0].weight, $0) < (block.components[$1].weight, $1) }) {
      result.components[second] = concealed(block.components[second])
    } else {
      result.score = block.score.hidden
    }
    return result
  }

  /// Unsafe regions, and the next smallest ones until two are hidden that reach the minimum together.
  private func hiddenRegions(_ regions: [RiskFinding]) -> Set<String> {
    let children = regions.map { $0.counts.value?.children ?? 0 }
    var hidden = Set(regions.indices.filter { regions[$0].counts.value.map(isUnsafe) ?? false })
    guard !hidden.isEmpty else { return [] }
    let bySize = regions.indices.filter { children[$0] > 0 && !hidden.contains($0) }
      .sorted { (children[$0], $0) < (children[$1], $1) }
    for next in bySize {
      let together = hidden.reduce(0) { $0 + children[$1] }
      if hidden.count >= 2, together >= minimumCell { break }
      hidden.insert(next)
    }
    return Set(hidden.map { regions[$0].place })
  }

  /// The probabilities of every rank add up to 1 over the regions: those of a single hidden one would follow.
  private func withoutOrderThatGivesOneAway(_ regions: [RiskFinding]) -> [RiskFinding] {
    guard regions.count(where: \.index.isSuppressed) == 1 else { return regions }
    return regions.map { region in
      var result = region
      result.rank = region.rank.hidden
      result.probabilityInHighestFifth = region.probabilityInHighestFifth.hidden
      return result
    }
  }

  private func concealed(_ place: RiskFinding) -> RiskFinding {
    var result = withoutIndex(place, place)
    result.counts = place.counts.hidden
    result.warnings = place.warnings.map(withoutFacts)
    for flag in place.flags.indices { result.flags[flag].isRaised = place.flags[flag].isRaised.hidden }
    for block in place.blocks.indices {
      result.blocks[block].score = place.blocks[block].score.hidden
      result.blocks[block].components = place.blocks[block].components.map(concealed)
    }
    return result
  }

  /// Without the index and everything that follows from it.
  private func withoutIndex(_ result: RiskFinding, _ place: RiskFinding) -> RiskFinding {
    var result = result
    result.index = place.index.hidden
    result.rating = place.rating.hidden
    result.rank = place.rank.hidden
    result.probabilityInHighestFifth = place.probabilityInHighestFifth.hidden
    for block in result.blocks.indices {
      for component in result.blocks[block].components.indices {
        result.blocks[block].components[component].contribution =
          result.blocks[block].components[component].contribution.hidden
      }
    }
    return result
  }
}
