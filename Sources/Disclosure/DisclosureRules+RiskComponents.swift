import Findings

// Indicators of a place by what stands behind them.
extension DisclosureRules {
  /// A component by what stands behind it.
  ///
  /// A share times its denominator is a count: where that count is small, or the share is 0 or 1 in a small region,
  /// the direct share goes, and with it what would let a reader undo the shrinkage. The model's value stays.
  func released(_ component: RiskFinding.Component) -> RiskFinding.Component {
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

  func concealed(_ component: RiskFinding.Component) -> RiskFinding.Component {
    var result = withoutDirect(component)
    result.value = component.value.hidden
    result.risk = component.risk.hidden
    result.contribution = component.contribution.hidden
    result.rating = component.rating.hidden
    result.observationCount = component.observationCount.hidden
    return result
  }

  /// Without what a count of children could be had from.
  func withoutCounts(_ component: RiskFinding.Component) -> RiskFinding.Component {
    guard component.observationUnit == .child else { return component }
    var result = withoutDirect(component)
    result.observationCount = component.observationCount.hidden
    return result
  }

  /// The country's value is the direct value of all regions together: a single hidden one would follow from it, and that
  /// of the region with the fewest observations is hidden beside it.
  func withSecondsBesideTheCountry(_ regions: [RiskFinding]) -> [RiskFinding] {
    var result = regions
    for block in (regions.first?.blocks ?? []).indices {
      for component in regions[0].blocks[block].components.indices {
        func own(_ region: RiskFinding) -> RiskFinding.Component? {
          guard region.blocks.indices.contains(block), region.blocks[block].components.indices.contains(component)
          else { return nil }
          return region.blocks[block].components[component]
        }
        guard regions.count(where: { own($0)?.direct.isSuppressed ?? false }) == 1 else { continue }
        let shown = regions.indices.filter { own(regions[$0])?.direct.value != nil }
        func size(_ region: Int) -> Int { own(regions[region])?.observationCount.value ?? .max }
        guard let second = shown.min(by: { (size($0), $0) < (size($1), $1) }) else { continue }
        let other = regions[second].blocks[block].components[component]
        // A value that was not shrunken is the direct one.
        result[second].blocks[block].components[component] =
          other.shrinkage == .noData ? concealed(other) : withoutCounts(other)
      }
    }
    return result
  }

  private func withoutDirect(_ component: RiskFinding.Component) -> RiskFinding.Component {
    var result = component
    result.direct = component.direct.hidden
    result.standardError = component.standardError.hidden
    result.shrinkage = component.shrinkage.hidden
    return result
  }
}
