import Findings
import Foundation

/// A composite risk index of 0 … 100 per area, 100 = most support needed.
///
/// Each indicator becomes a risk between its goalposts. A block is the weighted mean of its indicators' risks: within a
/// block a low risk makes up for a high one. The index is 100 less the geometric mean of (100 − block): between blocks
/// it does not, so that the index is never below the mean of the blocks, and a block at 100 puts the index at 100.
///
/// A missing indicator leaves its block scored on the others while they carry at least `minimumWeightShare` of the
/// weight; otherwise the block is not scored and a warning says so. Blocks count likewise towards the index.
///
/// **Source.** OECD & JRC (2008), Handbook on Constructing Composite Indicators, steps 5 and 6.
public struct CompositeIndex: Sendable, Equatable {
  public var framework: IndexFramework
  /// Share of the weight that must be present for a score, in (0, 1].
  public var minimumWeightShare: Double

  /// Creates a specification.
  public init(framework: IndexFramework, minimumWeightShare: Double = 0.7) {
    precondition(minimumWeightShare > 0 && minimumWeightShare <= 1, "weight share \(minimumWeightShare)")
    self.framework = framework
    self.minimumWeightShare = minimumWeightShare
  }

  /// Scores areas, each by itself.
  ///
  /// - Parameter areas: Values of the indicators, areas in any order.
  /// - Returns: One score per area, in the order given.
  /// - Throws: `CompositeIndexError` when an area is named twice, has an indicator that the framework does not know, or
  ///   a value that is not finite.
  public func score(_ areas: [AreaIndicators]) throws(CompositeIndexError) -> [AreaScore] {
    try check(areas)
    return areas.map(score)
  }

  private func score(_ area: AreaIndicators) -> AreaScore {
    let blocks = framework.blocks.map { score($0, area) }
    let scored = blocks.compactMap(\.score)
    let isScored = Double(scored.count) >= minimumWeightShare * Double(blocks.count) - weightRounding
    return AreaScore(
      area: area.area, index: isScored ? combinedRisk(ofBlocks: scored) : nil, blocks: blocks,
      warnings: blocks.flatMap { warnings($0, area: area.area) })
  }

  private func score(_ block: IndexFramework.Block, _ area: AreaIndicators) -> AreaScore.Block {
    let components = block.indicators.map { indicator in
      AreaScore.Component(
        indicator: indicator.key, risk: area.values[indicator.key].map { indicator.goalposts.risk($0.value) },
        weight: indicator.weight / block.totalWeight)
    }
    let present = zip(block.indicators, components).compactMap { indicator, component in
      component.risk.map { (weight: indicator.weight, risk: $0) }
    }
    let presentWeight = present.reduce(0) { $0 + $1.weight } / block.totalWeight
    let isScored = presentWeight >= minimumWeightShare - weightRounding
    return AreaScore.Block(
      key: block.key, score: isScored ? blockRisk(of: present) : nil, presentWeight: presentWeight,
      components: components)
  }

  private func warnings(_ block: AreaScore.Block, area: String) -> [FindingWarning] {
    let missing = block.components.filter { $0.risk == nil }.map(\.indicator)
    guard !missing.isEmpty else { return [] }
    let facts = ["area": area, "block": block.key, "indicators": missing.joined(separator: ", ")]
    let names = "\(area), block \(block.key): no value of \(missing.joined(separator: ", "))"
    return block.score == nil
      ? [FindingWarning(.insufficientData, "\(names); too little is known for a score.", facts: facts)]
      : [FindingWarning(.notEstimable, "\(names); the block is scored on the others.", facts: facts)]
  }
}

extension IndexFramework.Block {
  /// Sum of the indicators' weights.
  var totalWeight: Double { indicators.reduce(0) { $0 + $1.weight } }
}

/// Slack in comparing sums of weights with a share, so that seven tenths are seven tenths.
private let weightRounding = 1e-9

/// The weighted mean of at least one risk, formed from what is left to 100 so that full risks give exactly 100.
func blockRisk(of indicators: [(weight: Double, risk: Double)]) -> Double {
  let totalWeight = indicators.reduce(0) { $0 + $1.weight }
  let left = indicators.reduce(0) { $0 + $1.weight * (100 - $1.risk) }
  return max(0, 100 - left / totalWeight)
}

/// 100 less the geometric mean of (100 − block), for at least one block.
func combinedRisk(ofBlocks blocks: [Double]) -> Double {
  // A product of roots, not the exponential of a mean of logarithms: a block at 100 gives 100, not log 0.
  let product = blocks.reduce(1) { $0 * pow(max(0, 100 - $1), 1 / Double(blocks.count)) }
  return min(100, max(0, 100 - product))
}
