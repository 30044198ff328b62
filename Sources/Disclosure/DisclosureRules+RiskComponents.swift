import Findings

// Indicators of a place by what stands behind them.
extension DisclosureRules {
  /// A place whose components are safe by their own counts, and by the difference of two times.
  func withSafeComponents(_ place: RiskFinding, in chapter: RiskFindings) -> RiskFinding {
    let later = place.quarter.map { quarter in
      chapter.places.filter { other in
        other.level == place.level && other.place == place.place && other.quarter.map { $0 > quarter } ?? true
      }
    }
    var result = place
    for block in place.blocks.indices {
      result.blocks[block].components = place.blocks[block].components.map { component in
        let isExposed = (later ?? []).compactMap { $0[component.indicator] }.contains { adds(few: $0, to: component) }
        return isExposed ? concealed(component) : released(component)
      }
    }
    return result
  }

  /// A component by what stands behind it.
  ///
  /// A share times its denominator is a count: where that count is small, or the share is 0 or 1 in a small region,
  /// the direct share goes, and with it what would let a reader undo the shrinkage. The model's value stays.
  private func released(_ component: RiskFinding.Component) -> RiskFinding.Component {
    guard let observed = component.observationCount.value else { return component }
    switch component.observationUnit {
    case .preschool: return observed > 0 && observed < minimumPreschools ? concealed(component) : component
    case .child:
      if isSmall(observed) { return concealed(component) }
      guard let cell = component.cell, isUnsafeShare(cell, of: observed) else { return component }
      return withoutDirect(component)
    }
  }

  /// Whether a value that was not shrunken and its later self differ by few children, or by a few of those added.
  private func adds(few later: RiskFinding.Component, to component: RiskFinding.Component) -> Bool {
    guard component.observationUnit == .child, component.shrinkage == .noData,
      let before = component.observationCount.value, let after = later.observationCount.value, after > before
    else { return false }
    if isSmall(after - before) { return true }
    guard let first = component.cell, let last = later.cell, (0...(after - before)).contains(last - first) else {
      return false
    }
    return isUnsafeShare(last - first, of: after - before)
  }

  /// Whether a cell of children or what is left of its row is unsafe.
  private func isUnsafeShare(_ cell: Int, of total: Int) -> Bool {
    isUnsafe(cell: cell, inRowOf: total) || isSmall(total - cell)
  }

  /// Blocks whose scores do not give a hidden component away.
  ///
  /// The score is a weighted mean: one hidden component would follow from it and the others. A second one is hidden
  /// with it; where there is none, the score goes.
  func withSecondsInBlocks(_ place: RiskFinding, of original: RiskFinding) -> RiskFinding {
    var result = place
    for block in place.blocks.indices {
      let components = place.blocks[block].components
      guard components.count(where: \.risk.isSuppressed) == 1 else { continue }
      let shown = components.indices.filter { components[$0].risk.value != nil }
      if let second = shown.min(by: { (components[$0].weight, $0) < (components[$1].weight, $1) }) {
        result.blocks[block].components[second] = concealed(original.blocks[block].components[second])
      } else {
        result.blocks[block].score = original.blocks[block].score.hidden
      }
    }
    return result
  }

  /// Places whose direct values do not give a hidden one of another place away.
  ///
  /// The value of all places together is known. One hidden value would follow from it and the others, so that those with
  /// the fewest observations are hidden until two are, which together are no small number; three where a funnel tells the
  /// spread of the values as well, from which two would follow.
  func withSecondsAtOtherPlaces(
    _ places: [RiskFinding], of originals: [RiskFinding], in chapter: RiskFindings
  ) -> [RiskFinding] {
    var result = places
    for indicator in Set(originals.flatMap(\.blocks).flatMap(\.components).map(\.indicator)).sorted() {
      let hasFunnel = chapter.funnels.contains { $0.level == originals[0].level && $0.indicator == indicator }
      var hidden = result.indices.filter { result[$0][indicator]?.direct.isSuppressed ?? false }
      guard !hidden.isEmpty else { continue }
      func size(_ place: Int) -> Int { originals[place][indicator]?.observationCount.value ?? .max }
      for next in result.indices.filter({ result[$0][indicator]?.direct.value != nil })
        .sorted(by: { (size($0), $0) < (size($1), $1) })
      {
        let together = hidden.compactMap { originals[$0][indicator] }
        if hidden.count >= (hasFunnel ? 3 : 2), !areUnsafe(together) { break }
        result[next][indicator] = result[next][indicator].map(withoutDirect)
        hidden.append(next)
      }
    }
    return result
  }

  /// Whether too few children or preschools stand behind the components together, as far as their numbers are known.
  private func areUnsafe(_ components: [RiskFinding.Component]) -> Bool {
    let counts = components.compactMap(\.observationCount.value)
    guard counts.count == components.count else { return false }
    let total = counts.reduce(0, +)
    guard components.first?.observationUnit == .child else { return total < minimumPreschools }
    let cells = components.compactMap(\.cell)
    return isSmall(total) || (cells.count == counts.count && isUnsafeShare(cells.reduce(0, +), of: total))
  }

  func concealed(_ component: RiskFinding.Component) -> RiskFinding.Component {
    var result = withoutDetails(component)
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
    var result = withoutDetails(component)
    result.observationCount = component.observationCount.hidden
    return result
  }

  /// Without the direct value; a value that was not shrunken is the direct one, and the component goes.
  private func withoutDirect(_ component: RiskFinding.Component) -> RiskFinding.Component {
    component.shrinkage == .noData ? concealed(component) : withoutDetails(component)
  }

  private func withoutDetails(_ component: RiskFinding.Component) -> RiskFinding.Component {
    var result = component
    result.direct = component.direct.hidden
    result.standardError = component.standardError.hidden
    result.shrinkage = component.shrinkage.hidden
    return result
  }
}

extension RiskFinding.Component {
  /// Children whom a direct share counts; `nil` for what is no share or not known.
  fileprivate var cell: Int? {
    guard let share = direct.value, (0...1).contains(share), let observed = observationCount.value else { return nil }
    return Int((share * Double(observed)).rounded())
  }
}

extension RiskFinding {
  /// The component of an indicator.
  fileprivate subscript(indicator: String) -> Component? {
    get { blocks.lazy.flatMap(\.components).first { $0.indicator == indicator } }
    set {
      guard let newValue else { return }
      for block in blocks.indices {
        for component in blocks[block].components.indices
        where blocks[block].components[component].indicator == indicator {
          blocks[block].components[component] = newValue
        }
      }
    }
  }
}
