import Probability

/// The replicates of one area's index and blocks.
struct ScoreDraws {
  /// One per replicate; empty when the index is not scored.
  let index: [Double]
  /// Blocks × replicates; empty for a block that is not scored.
  let blocks: [[Double]]

  /// Draws the scored blocks and combines them.
  init(area: AreaIndicators, score: AreaScore, specification: IndexUncertainty) {
    let framework = specification.index.framework
    let blocks = zip(framework.blocks, score.blocks).map { block, scored in
      scored.score == nil ? [] : Self.draws(of: block, area, specification)
    }
    self.blocks = blocks
    let scoredBlocks = blocks.filter { !$0.isEmpty }
    index =
      score.index == nil
      ? []
      : (0..<specification.replicationCount).map { replicate in
        combinedRisk(ofBlocks: scoredBlocks.map { $0[replicate] })
      }
  }

  private static func draws(
    of block: IndexFramework.Block, _ area: AreaIndicators, _ specification: IndexUncertainty
  ) -> [Double] {
    // Sums of what is left to 100, as the score itself is formed, so that full risks give exactly 100.
    var left = [Double](repeating: 0, count: specification.replicationCount)
    for indicator in block.indicators {
      let distribution = area.values[indicator.key].map(TruncatedNormal.init)
      var stream = RandomStream(
        seed: specification.seed, stream: RandomStream.stream(named: "\(area.area)\u{1F}\(indicator.key)"))
      for replicate in left.indices {
        let uniform = stream.nextUniform()
        let risk = distribution.map { indicator.goalposts.risk($0.quantile(uniform)) } ?? 100 * uniform
        left[replicate] += indicator.weight * (100 - risk)
      }
    }
    let totalWeight = block.totalWeight
    return left.map { max(0, 100 - $0 / totalWeight) }
  }
}
