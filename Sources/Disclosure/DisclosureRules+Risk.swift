import Findings

extension DisclosureRules {
  /// The risk chapter for everybody: the country and the regions, no place below them.
  func released(_ chapter: RiskFindings) -> RiskFindings {
    var result = RiskFindings(method: chapter.method)
    for quarter in [nil] + chapter.quarters.map(Optional.some) {
      result.places += chapter.places(.country, quarter: quarter).map(releasedByOwnCounts)
      result.places += released(chapter.places(.region, quarter: quarter))
    }
    return result
  }

  /// The risk chapter for the authority of a region: the region and all places in it.
  func ownRisk(_ chapter: RiskFindings, region: String) -> RiskFindings {
    var result = chapter.narrowed { $0.region == region }
    result.places = result.places.map(releasedByOwnCounts)
    result.rankings = []
    result.funnels = []
    result.changes = []
    return result
  }

  /// Risk of the regions: small regions hidden, and enough others that no hidden one follows from the total.
  func released(_ regions: [RiskFinding]) -> [RiskFinding] {
    let hidden = hiddenRegions(regions)
    return regions.indices.map { position in
      hidden.contains(position) ? concealed(regions[position]) : releasedByOwnCounts(regions[position])
    }
  }

  /// One region by its own counts alone.
  func releasedByOwnCounts(_ region: RiskFinding) -> RiskFinding {
    if let counts = region.counts.value, isUnsafe(counts) { return concealed(region) }
    var result = region
    result.warnings = released(region.warnings)
    result.blocks = region.blocks.map(released)
    if result.blocks.contains(where: { $0.score.isSuppressed }) {
      result.index = region.index.hidden
      result.probabilityInHighestFifth = region.probabilityInHighestFifth.hidden
    }
    return result
  }

  /// A block whose score does not give a hidden component away.
  ///
  /// The score is a weighted mean: one hidden component would follow from it and the others. A second one is hidden
  /// with it; where there is none, the score goes, and with it the index, which the score would follow from.
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
  private func hiddenRegions(_ regions: [RiskFinding]) -> Set<Int> {
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
    return hidden
  }

  private func concealed(_ region: RiskFinding) -> RiskFinding {
    var result = region
    result.counts = region.counts.hidden
    result.index = region.index.hidden
    result.probabilityInHighestFifth = region.probabilityInHighestFifth.hidden
    result.warnings = region.warnings.map(withoutFacts)
    for block in region.blocks.indices {
      result.blocks[block].score = region.blocks[block].score.hidden
      result.blocks[block].components = region.blocks[block].components.map(concealed)
    }
    return result
  }

  private func concealed(_ component: RiskFinding.Component) -> RiskFinding.Component {
    var result = withoutDirect(component)
    result.value = component.value.hidden
    result.risk = component.risk.hidden
    result.observationCount = component.observationCount.hidden
    return result
  }

  /// A component by what stands behind it.
  ///
  /// A share times its denominator is a count: where that count is small, or the share is 0 or 1 in a small region,
  /// the direct share goes, and with it what would let a reader undo the shrinkage. The model's value stays.
  private func released(_ component: RiskFinding.Component) -> RiskFinding.Component {
    guard let observed = component.observationCount.value else { return component }
    switch component.observationUnit {
    case .preschool:
      return observed > 0 && observed < minimumPreschools ? concealed(component) : component
    case .child:
      if isSmall(observed) { return concealed(component) }
      guard let share = component.direct.value, (0...1).contains(share) else { return component }
      let count = Int((share * Double(observed)).rounded())
      let isUnsafeShare = isUnsafe(cell: count, inRowOf: observed) || isSmall(observed - count)
      guard isUnsafeShare else { return component }
      return component.shrinkage.value == nil ? concealed(component) : withoutDirect(component)
    }
  }

  private func withoutDirect(_ component: RiskFinding.Component) -> RiskFinding.Component {
    var result = component
    result.direct = component.direct.hidden
    result.standardError = component.standardError.hidden
    result.shrinkage = component.shrinkage.hidden
    return result
  }
}
