import CompositeIndex

/// A small framework and areas for the tests of the composite index.
enum RiskExample {
  static func framework() throws -> IndexFramework {
    try IndexFramework(blocks: [
      .init(
        key: "outcome",
        indicators: [
          .init(key: "level_one", goalposts: Goalposts(noRisk: 0, fullRisk: 0.5), weight: 2),
          .init(key: "no_progress", goalposts: Goalposts(noRisk: 0, fullRisk: 0.6), weight: 1),
        ]),
      .init(
        key: "implementation",
        indicators: [
          .init(key: "sessions", goalposts: Goalposts(noRisk: 1, fullRisk: 0.5), weight: 1),
          .init(key: "training", goalposts: Goalposts(noRisk: 1, fullRisk: 0), weight: 1),
          .init(key: "turnover", goalposts: Goalposts(noRisk: 0, fullRisk: 0.2), weight: 2),
        ]),
    ])
  }

  /// Areas whose values spread over the goalposts, all shares with sampling errors.
  static func areas(_ count: Int, standardError: Double = 0.03) -> [AreaIndicators] {
    (0..<count).map { area in
      let step = Double((area * 7) % count) / Double(count)
      func share(_ value: Double) -> AreaIndicators.Value {
        .init(value, standardError: standardError, minimum: 0, maximum: 1)
      }
      return AreaIndicators(
        area: "KZ-\(area + 10)",
        values: [
          "level_one": share(0.1 + 0.3 * step), "no_progress": share(0.2 + 0.2 * step * step),
          "sessions": share(0.95 - 0.3 * step), "training": share(0.9 - 0.2 * step),
          "turnover": .init(0.05 + 0.1 * step),
        ])
    }
  }
}
