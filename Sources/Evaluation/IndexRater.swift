internal import CompositeIndex
internal import Findings
internal import Records

/// Puts an area's results together and rates them by the framework's thresholds.
struct IndexRater {
  private let framework: RiskFramework
  private let indicators: [String: RiskFramework.Indicator]

  init(_ framework: RiskFramework) {
    self.framework = framework
    indicators = Dictionary(uniqueKeysWithValues: framework.indicators.map { ($0.key, $0) })
  }

  /// Whether every threshold was agreed.
  var areAllAgreed: Bool {
    let thresholds = framework.indicators.compactMap(\.thresholds) + (framework.zones.map { [$0] } ?? [])
    return thresholds.allSatisfy(\.areAgreed)
  }

  func area(_ area: AreaIndicators, _ fit: IndexUncertaintyFit.Area, _ parts: AreaContributions) -> IndexAnswer.Area {
    let score = fit.score
    let contributions = Dictionary(uniqueKeysWithValues: parts.contributions.map { ($0.indicator, $0.value) })
    return IndexAnswer.Area(
      area: area.area, index: score.range?.isPoint == true ? score.index : nil, range: range(score.range),
      interval: fit.interval.map { .init(lower: $0.lower, upper: $0.upper) }, rating: rating(score),
      raisedFlags: score.raisedFlags, unreportedFlags: score.unreportedFlags, expectedRank: fit.expectedRank,
      rankInterval: fit.rankInterval.map { .init(lower: Double($0.lower), upper: Double($0.upper)) },
      probabilityAmongHighest: fit.probabilityAmongHighest, rankProbabilities: fit.rankProbabilities,
      blocks: zip(score.blocks, fit.blockIntervals).flatMap { blocks($0, $1) },
      indicators: score.blocks.flatMap(components).map { component in
        let value = area.values[component.indicator]?.value
        return IndexAnswer.Indicator(
          indicator: component.indicator, value: value, risk: component.risk,
          contribution: contributions[component.indicator],
          rating: component.risk == nil ? nil : value.flatMap { rating($0, of: component.indicator) })
      })
  }

  /// A block and those within it, of which only the outer ones have intervals.
  private func blocks(_ block: AreaScore.Block, _ interval: Interval?) -> [IndexAnswer.Block] {
    let own = IndexAnswer.Block(
      block: block.key, score: block.range?.isPoint == true ? block.score : nil, range: range(block.range),
      interval: interval.map { .init(lower: $0.lower, upper: $0.upper) }, presentWeight: block.presentWeight)
    return [own] + block.blocks.flatMap { blocks($0, nil) }
  }

  private func components(_ block: AreaScore.Block) -> [AreaScore.Component] {
    block.components + block.blocks.flatMap(components)
  }

  private func range(_ range: AreaScore.Range?) -> IndexAnswer.Range? {
    guard let range, !range.isPoint else { return nil }
    return .init(lower: range.lower, upper: range.upper)
  }

  /// A flag decides alone; otherwise both ends of the range must say the same, and green needs every flag reported.
  func rating(_ score: AreaScore) -> IndexAnswer.Rating? {
    if !score.raisedFlags.isEmpty { return .red }
    guard let zones = framework.zones, let range = score.range else { return nil }
    let ends = [range.lower, range.upper].map { zones.rating($0, rising: true) }
    guard ends[0] == ends[1], ends[0] != .green || score.unreportedFlags.isEmpty else { return nil }
    return ends[0]
  }

  func rating(_ value: Double, of key: String) -> IndexAnswer.Rating? {
    guard let indicator = indicators[key] else { return nil }
    return indicator.thresholds?.rating(value, rising: indicator.direction == .moreIsRisk)
  }
}

extension RiskFramework.Thresholds {
  /// Amber and red begin beyond their value.
  fileprivate func rating(_ value: Double, rising: Bool) -> IndexAnswer.Rating {
    func isBeyond(_ limit: Double) -> Bool { rising ? value > limit : value < limit }
    if let red, isBeyond(red) { return .red }
    return isBeyond(amber) ? .amber : .green
  }
}
