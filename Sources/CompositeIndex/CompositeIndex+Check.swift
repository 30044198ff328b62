extension CompositeIndex {
  /// Checks that areas are named once and that their values belong to the framework and are finite.
  func check(_ areas: [AreaIndicators]) throws(CompositeIndexError) {
    let keys = framework.indicatorKeys
    var names: Set<String> = []
    for area in areas {
      guard names.insert(area.area).inserted else { throw .duplicateArea(area.area) }
      for (indicator, value) in area.values.sorted(by: { $0.key < $1.key }) {
        guard keys.contains(indicator) else { throw .unknownIndicator(area: area.area, indicator: indicator) }
        guard value.value.isFinite, value.standardError.isFinite, value.standardError >= 0,
          value.minimum <= value.maximum
        else { throw .notANumber(area: area.area, indicator: indicator) }
      }
    }
  }
}
