import Foundation

/// How many more observations would tell neighbours in the ranking apart.
///
/// For each pair of neighbours it finds the smallest factor on the number of observations, in the higher area, in the
/// lower one or in both, for which their order is as probable as wanted. Sampling variances are taken to fall as 1/n,
/// and the estimates to stay where they are: the answer plans a data collection, it promises nothing. What more
/// observations do not make smaller, such as a missing indicator, stays. Scales and weights are held as the areas at hand
/// give them, so that only the two areas of a pair move; for ranks the scale is that of min–max.
public struct RankResolution: Sendable, Equatable {
  public var index: CompositeIndex
  public var seed: UInt64
  public var replicationCount: Int
  /// Wanted probability of the order, in (½, 1).
  public var probability: Double
  /// Largest factor that is tried.
  public var largestMultiplier: Double

  /// Creates a specification.
  public init(
    index: CompositeIndex, seed: UInt64, replicationCount: Int = 1000, probability: Double = 0.9,
    largestMultiplier: Double = 100
  ) {
    precondition(replicationCount >= 100, "\(replicationCount) replicates")
    precondition(probability > 0.5 && probability < 1, "probability \(probability)")
    precondition(largestMultiplier > 1, "largest multiplier \(largestMultiplier)")
    self.index = index
    self.seed = seed
    self.replicationCount = replicationCount
    self.probability = probability
    self.largestMultiplier = largestMultiplier
  }

  /// Two neighbours in the ranking.
  public struct Pair: Sendable, Codable, Equatable {
    public let higher: String
    public let lower: String
    /// Probability of this order with the observations at hand.
    public let probability: Double
    /// Factor on the observations of the higher area alone: 1 when the order is known already, `nil` when no factor up
    /// to the largest is enough.
    public let multiplierOfHigher: Double?
    /// Likewise of the lower area alone.
    public let multiplierOfLower: Double?
    /// Likewise of both.
    public let multiplierOfBoth: Double?
  }

  /// The pairs of neighbours from the highest index down.
  ///
  /// - Throws: `CompositeIndexError` as scoring does.
  /// - Complexity: O(areas × indicators × replicates × log largest multiplier).
  public func fit(_ areas: [AreaIndicators]) throws(CompositeIndexError) -> [Pair] {
    try index.check(areas)
    let prepared = PreparedIndex(index, areas: areas)
    let scores = prepared.scores()
    let order = scores.indices.filter { scores[$0].index != nil }
      .sorted { ((scores[$0].index ?? 0), $1) > ((scores[$1].index ?? 0), $0) }
    let frozen = try prepared.frozen()
    return zip(order, order.dropFirst()).map { higher, lower in pair(areas[higher], areas[lower], frozen) }
  }

  private func pair(_ higher: AreaIndicators, _ lower: AreaIndicators, _ frozen: CompositeIndex) -> Pair {
    let draws = (indices(higher, 1, frozen), indices(lower, 1, frozen))
    return Pair(
      higher: higher.area, lower: lower.area, probability: probabilityAbove(draws.0, draws.1),
      multiplierOfHigher: smallest { probabilityAbove(indices(higher, $0, frozen), draws.1) },
      multiplierOfLower: smallest { probabilityAbove(draws.0, indices(lower, $0, frozen)) },
      multiplierOfBoth: smallest { probabilityAbove(indices(higher, $0, frozen), indices(lower, $0, frozen)) })
  }

  /// Replicates of one area's index with so many times the observations.
  private func indices(_ area: AreaIndicators, _ multiplier: Double, _ frozen: CompositeIndex) -> [Double] {
    let larger = AreaIndicators(
      area: area.area, values: area.values.mapValues { $0.withObservations(times: multiplier) })
    return IndexReplicates(
      PreparedIndex(frozen, areas: [larger]), choices: MethodChoices(), design: .independent(replicationCount),
      seed: seed
    ).draws().risks
  }

  /// The smallest factor, to 1 %, that reaches the wanted probability; the same draws serve all factors.
  private func smallest(_ probabilityAt: (Double) -> Double) -> Double? {
    if probabilityAt(1) >= probability { return 1 }
    guard probabilityAt(largestMultiplier) >= probability else { return nil }
    var (below, reached) = (1.0, largestMultiplier)
    while reached / below > 1.01 {
      let middle = (below * reached).squareRoot()
      if probabilityAt(middle) >= probability { reached = middle } else { below = middle }
    }
    return reached
  }
}

extension AreaIndicators.Value {
  /// The same value known from so many times the observations.
  func withObservations(times multiplier: Double) -> AreaIndicators.Value {
    var copy = self
    copy.standardError /= multiplier.squareRoot()
    copy.count = count.map { Int((Double($0) * multiplier).rounded()) }
    if case .beta(let alpha, let beta) = distribution {
      copy.distribution = .beta(alpha: alpha * multiplier, beta: beta * multiplier)
    }
    return copy
  }
}

extension PreparedIndex {
  /// The index with the scales and weights that these areas gave, fixed from now on.
  func frozen() throws(CompositeIndexError) -> CompositeIndex {
    var copy = index
    copy.normalisation = .goalposts
    copy.weighting = .given
    copy.winsorising = nil
    var blocks: [IndexFramework.Block] = []
    let root = index.framework.root
    for (block, weight) in zip(root.blocks, weights[root.key] ?? []) { blocks.append(try frozen(block, weight)) }
    copy.framework = try IndexFramework(
      blocks: blocks, aggregation: root.aggregation, flags: index.framework.flags)
    return copy
  }

  private func frozen(_ block: IndexFramework.Block, _ weight: Double) throws(CompositeIndexError)
    -> IndexFramework.Block
  {
    let own = weights[block.key] ?? []
    var indicators: [IndexFramework.Indicator] = []
    for (indicator, weight) in zip(block.indicators, own) {
      indicators.append(
        IndexFramework.Indicator(
          key: indicator.key, goalposts: try scales[position(of: indicator)].goalposts(), weight: weight,
          minimumCount: indicator.minimumCount, missingRule: indicator.missingRule))
    }
    var blocks: [IndexFramework.Block] = []
    for (inner, weight) in zip(block.blocks, own.dropFirst(block.indicators.count)) {
      blocks.append(try frozen(inner, weight))
    }
    return IndexFramework.Block(
      key: block.key, indicators: indicators, blocks: blocks, weight: weight, aggregation: block.aggregation)
  }
}
