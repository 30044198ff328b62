internal import CompositeIndex
internal import Findings
internal import Records

extension RiskFramework {
  /// The indicators that can have a value at a level: arms are not compared inside a preschool, and reports are made by
  /// preschools, not by their groups.
  ///
  /// Flags are about places that can be visited: a country in which one preschool has one is not red, and groups do not
  /// report.
  func applicable(to level: RiskFinding.Level) -> RiskFramework {
    var result = self
    result.blocks = blocks.compactMap { block in
      let kept = block.changed { $0.isKnown(at: level) ? $0 : nil }
      return level == .country || level == .group ? kept?.withoutFlags : kept
    }
    return result
  }

  /// The same method with the scales and weights that some areas gave it, so that other places and times are measured
  /// alike.
  ///
  /// - Throws: `CompositeIndexError` for a scale on which the areas do not differ.
  func fixed(on areas: [AreaIndicators]) throws -> RiskFramework {
    let index = try CompositeIndex(self).frozen(on: areas)
    let found = Dictionary(uniqueKeysWithValues: index.framework.indicators.map { ($0.key, $0) })
    var result = self
    result.method.normalisation = .goalposts
    result.method.weights = .given
    result.method.outliers = .keep
    result.uncertainty.normalisations = []
    result.uncertainty.weights = []
    result.blocks = blocks.compactMap { block in
      block.changed { indicator in
        guard let fixed = found[indicator.key] else { return nil }
        var copy = indicator
        copy.weight = fixed.weight
        copy.noRisk = fixed.goalposts?.noRisk
        copy.fullRisk = fixed.goalposts?.fullRisk
        return copy
      }
    }
    return result
  }
}

extension RiskFramework.Indicator {
  fileprivate func isKnown(at level: RiskFinding.Level) -> Bool {
    switch level {
    case .country, .region, .district: true
    case .preschool: source?.comparesArms != true
    case .group: source?.comparesArms != true && ![.indicators, .teacherFeedback, .feedbackResponse].contains(source)
    }
  }
}

extension RiskFramework.Block {
  fileprivate var withoutFlags: RiskFramework.Block {
    var result = self
    result.flags = []
    result.blocks = blocks.map(\.withoutFlags)
    return result
  }

  /// The block with its indicators changed or left out; `nil` when none of any weight stays.
  fileprivate func changed(
    _ change: (RiskFramework.Indicator) -> RiskFramework.Indicator?
  ) -> RiskFramework.Block? {
    var result = self
    result.indicators = indicators.compactMap(change)
    result.blocks = blocks.compactMap { $0.changed(change) }
    let weight = result.indicators.reduce(0) { $0 + $1.weight } + result.blocks.reduce(0) { $0 + $1.weight }
    return weight > 0 ? result : nil
  }
}
