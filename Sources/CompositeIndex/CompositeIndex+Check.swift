extension CompositeIndex {
  /// Checks that the framework fits the normalisation, that areas are named once and that their values belong to it.
  func check(_ areas: [AreaIndicators], also others: [Normalisation] = []) throws(CompositeIndexError) {
    for normalisation in [normalisation] + others where normalisation.needsGoalposts {
      if let indicator = framework.indicators.first(where: { $0.goalposts == nil }) {
        throw .goalpostsRequired(indicator: indicator.key, normalisation: normalisation)
      }
    }
    let keys = Set(framework.indicators.map(\.key) + framework.flags.map(\.key))
    var names: Set<String> = []
    for area in areas {
      guard names.insert(area.area).inserted else { throw .duplicateArea(area.area) }
      for (indicator, value) in area.values.sorted(by: { $0.key < $1.key }) {
        guard keys.contains(indicator) else { throw .unknownIndicator(area: area.area, indicator: indicator) }
        guard value.isPossible else { throw .notAShare(area: area.area, indicator: indicator) }
        guard value.isUsable else { throw .notANumber(area: area.area, indicator: indicator) }
      }
    }
  }
}

extension AreaIndicators.Value {
  fileprivate var isUsable: Bool {
    value.isFinite && standardError.isFinite && standardError >= 0 && minimum <= maximum
  }

  fileprivate var isPossible: Bool {
    guard case .beta(let alpha, let beta) = distribution else { return true }
    return (0...1).contains(value) && alpha > 0 && beta > 0 && alpha.isFinite && beta.isFinite
  }
}
