import Findings
import Tabular

extension PreparedIndex {
  /// What stands for a missing value.
  enum Filling {
    case nothing, lowestRisk, highestRisk
  }

  /// One score per area.
  func scores() -> [AreaScore] { concurrentMap(areas.count, score) }

  private func score(area: Int) -> AreaScore {
    let root = score(index.framework.root, area)
    let flags = flags(area)
    let outside = indicators.filter { indicator in
      guard let value = areas[area].countedValue(of: indicator) else { return false }
      return indicator.goalposts?.excludes(value) ?? false
    }
    return AreaScore(
      area: areas[area].area, index: root.score, range: root.range, blocks: root.blocks,
      blockWeights: root.blockWeights, raisedFlags: flags.raised, unreportedFlags: flags.unreported,
      outsideGoalposts: outside.map(\.key),
      warnings: countWarnings(area) + root.blocks.flatMap { warnings($0, area: areas[area].area) } + flags.warnings)
  }

  private func score(_ block: IndexFramework.Block, _ area: Int) -> AreaScore.Block {
    let weights = weights[block.key] ?? []
    let members = memberRisks(of: block, area: area, filling: .nothing, weights: self.weights)
    let score = risk(of: block, members: members, weights: weights, needsShare: true)
    return AreaScore.Block(
      key: block.key, score: score, range: score == nil ? nil : range(of: block, area),
      presentWeight: presentWeight(of: block, members, weights),
      components: block.indicators.indices.map {
        .init(indicator: block.indicators[$0].key, risk: members[$0], weight: weights[$0])
      },
      blocks: block.blocks.map { self.score($0, area) }, blockWeights: Array(weights[block.indicators.count...]))
  }

  /// Risks of a block's members in one area, `nil` for what is missing and not filled.
  func memberRisks(
    of block: IndexFramework.Block, area: Int, filling: Filling, weights: [String: [Double]]
  ) -> [Double?] {
    let own = block.indicators.map { indicator -> Double? in
      let position = position(of: indicator)
      if let risk = risks[position][area] { return risk }
      guard indicator.missingRule != .leaveOut else { return nil }
      switch filling {
      case .nothing: return nil
      case .lowestRisk: return plausibleRisks[position].lowerBound
      case .highestRisk: return plausibleRisks[position].upperBound
      }
    }
    let inner = block.blocks.map { inner in
      risk(
        of: inner, members: memberRisks(of: inner, area: area, filling: filling, weights: weights),
        weights: weights[inner.key] ?? [], needsShare: filling == .nothing)
    }
    return own + inner
  }

  /// The risk of a block on the members that are present; `nil` when none is, or too few where a share is needed.
  private func risk(
    of block: IndexFramework.Block, members: [Double?], weights: [Double], needsShare: Bool
  ) -> Double? {
    if needsShare {
      guard presentWeight(of: block, members, weights) >= index.minimumWeightShare - weightRounding else { return nil }
      let lacksRequired = zip(block.indicators, members).contains { $0.missingRule == .require && $1 == nil }
      if lacksRequired { return nil }
    }
    let present = zip(weights, members).compactMap { weight, risk in risk.map { (weight, $0) } }
    guard present.contains(where: { $0.0 > 0 }) else { return nil }
    return block.aggregation.risk(weights: present.map(\.0), risks: present.map(\.1))
  }

  /// Share of the weight that is present, of the weight that applies to the area.
  private func presentWeight(of block: IndexFramework.Block, _ members: [Double?], _ weights: [Double]) -> Double {
    // Absent weights are taken from 1, so that a complete block has exactly 1.
    let present = zip(members, weights).reduce(1) { $0 - ($1.0 == nil ? $1.1 : 0) }
    let applicable = block.indicators.indices.reduce(1) { weight, position in
      members[position] == nil && block.indicators[position].missingRule == .leaveOut
        ? weight - weights[position] : weight
    }
    return applicable == 1 ? present : applicable > weightRounding ? present / applicable : 0
  }

  private func range(of block: IndexFramework.Block, _ area: Int) -> AreaScore.Range? {
    func bound(_ filling: Filling) -> Double? {
      risk(
        of: block, members: memberRisks(of: block, area: area, filling: filling, weights: weights),
        weights: weights[block.key] ?? [], needsShare: false)
    }
    guard let lower = bound(.lowestRisk), let upper = bound(.highestRisk) else { return nil }
    return AreaScore.Range(lower: lower, upper: upper)
  }
}

/// Slack in comparing sums of weights with a share, so that seven tenths are seven tenths.
private let weightRounding = 1e-9

extension PreparedIndex {
  private func flags(_ area: Int) -> (raised: [String], unreported: [String], warnings: [FindingWarning]) {
    let (name, values) = (areas[area].area, areas[area].values)
    let flags = index.framework.flags
    let raised = flags.filter { flag in (values[flag.key]?.value).map { $0 > flag.limit } ?? false }.map(\.key)
    let unreported = flags.map(\.key).filter { values[$0] == nil }
    var warnings = raised.map { flag in
      FindingWarning(
        .safetyFlag, "\(name): \(flag) is raised, whatever the index says", facts: ["area": name, "flag": flag])
    }
    if !unreported.isEmpty {
      let keys = unreported.joined(separator: ", ")
      warnings.append(
        FindingWarning(
          .insufficientData, "\(name): nothing is reported on \(keys); it cannot be said that they are in order",
          facts: ["area": name, "flags": keys]))
    }
    return (raised, unreported, warnings)
  }

  private func countWarnings(_ area: Int) -> [FindingWarning] {
    indicators.filter { areas[area].isBelowMinimum($0) }.map { indicator in
      let (name, count) = (areas[area].area, areas[area].values[indicator.key]?.count ?? 0)
      return FindingWarning(
        .belowMinimumCount,
        "\(name): \(indicator.key) rests on \(count) observations, fewer than \(indicator.minimumCount); "
          + "it is taken as missing",
        facts: ["area": name, "indicator": indicator.key, "found": "\(count)", "required": "\(indicator.minimumCount)"])
    }
  }

  private func doesNotApply(_ component: AreaScore.Component) -> Bool {
    indicators.contains { $0.key == component.indicator && $0.missingRule == .leaveOut }
  }

  private func warnings(_ block: AreaScore.Block, area: String) -> [FindingWarning] {
    let inner = block.blocks.flatMap { warnings($0, area: area) }
    let missing = block.components.filter { $0.risk == nil && !doesNotApply($0) }.map(\.indicator)
    guard !missing.isEmpty else {
      guard block.components.contains(where: { $0.risk == nil }), block.score == nil else { return inner }
      return inner + [
        FindingWarning(
          .insufficientData, "\(area), block \(block.key): none of its indicators applies.",
          facts: ["area": area, "block": block.key])
      ]
    }
    let facts = ["area": area, "block": block.key, "indicators": missing.joined(separator: ", ")]
    let names = "\(area), block \(block.key): no value of \(missing.joined(separator: ", "))"
    return inner + [
      block.score == nil
        ? FindingWarning(.insufficientData, "\(names); too little is known for a score.", facts: facts)
        : FindingWarning(.notEstimable, "\(names); the block is scored on the others.", facts: facts)
    ]
  }
}
