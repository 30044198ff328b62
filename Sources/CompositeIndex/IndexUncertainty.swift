import Findings
import Probability
import Tabular

/// How sure a composite index and its ranks are.
///
/// Each replicate draws every indicator of every area from its sampling distribution, takes one of the choices of method
/// that are varied, and forms the index anew. A missing indicator is drawn evenly from what is plausible, so that the
/// interval holds what it could have been. Draws of values are keyed by seed, area and indicator: they do not depend on
/// the order of areas, on other areas or on threads.
///
/// Areas and indicators are drawn independently unless the caller supplies joint draws: the errors that shrunken
/// estimates share through a common regression are only in those.
public struct IndexUncertainty: Sendable, Equatable {
  public var index: CompositeIndex
  /// Number of replicates, at least 100.
  public var replicationCount: Int
  public var seed: UInt64
  /// Level of the intervals, in (0, 1); also the probability from which two areas can be told apart.
  public var confidenceLevel: Double
  /// Choices of method that vary; without any only the sampling errors count.
  public var choices: MethodChoices
  /// How many areas count as the highest; `nil` for a fifth of the scored ones, rounded up.
  public var highestCount: Int?

  /// Creates a specification.
  public init(
    index: CompositeIndex, seed: UInt64, replicationCount: Int = 2000, confidenceLevel: Double = 0.95,
    choices: MethodChoices = MethodChoices(), highestCount: Int? = nil
  ) {
    precondition(replicationCount >= 100, "\(replicationCount) replicates")
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    precondition((highestCount ?? 1) >= 1, "\(highestCount ?? 1) highest")
    self.index = index
    self.replicationCount = replicationCount
    self.seed = seed
    self.confidenceLevel = confidenceLevel
    self.choices = choices
    self.highestCount = highestCount
  }

  /// Scores areas with intervals and ranks.
  ///
  /// - Parameters:
  ///   - areas: Values of the indicators, areas in any order.
  ///   - supplied: Joint draws by area and indicator, at least `replicationCount` each, in the indicator's unit; they
  ///     take the place of independent draws. Draw r of every area belongs to replicate r.
  /// - Returns: One result per area, in the order given; intervals are percentiles of the replicates, widened to hold
  ///   the score itself.
  /// - Throws: `CompositeIndexError` as scoring does, and when supplied draws are too few or not finite.
  /// - Complexity: O(areas × indicators × replicates).
  public func fit(
    _ areas: [AreaIndicators], supplied: [String: [String: [Double]]] = [:]
  ) throws(CompositeIndexError) -> IndexUncertaintyFit {
    try posterior(areas, supplied: supplied).fit
  }

  /// The same with the replicates of every scored area's index, for what joins several indices.
  package func posterior(
    _ areas: [AreaIndicators], supplied: [String: [String: [Double]]]
  ) throws(CompositeIndexError) -> (fit: IndexUncertaintyFit, indices: [[Double]?]) {
    try index.check(areas, also: choices.normalisations)
    try check(supplied)
    let prepared = PreparedIndex(index, areas: areas)
    let draws = IndexReplicates(
      prepared, choices: choices, design: .independent(replicationCount), seed: seed, supplied: supplied
    ).draws()
    let scores = prepared.scores()
    let indices = scores.indices.map { area in
      scores[area].index.map { _ in draws.values(area: area, count: replicationCount) }
    }
    return (fit(scores, draws), indices)
  }

  private func fit(_ scores: [AreaScore], _ draws: IndexReplicates.BlockDraws) -> IndexUncertaintyFit {
    let scored = scores.indices.filter { scores[$0].index != nil }
    let indices = scored.map { draws.values(area: $0, count: replicationCount) }
    let ranks = RankDistribution(indices: indices, level: confidenceLevel)
    let groups = IndistinguishableGroups(
      indices: indices, expectedRanks: ranks.expectedRanks, level: confidenceLevel)
    let highestCount = min(highestCount ?? (scored.count + 4) / 5, scored.count)
    let positions = Dictionary(uniqueKeysWithValues: scored.enumerated().map { ($1, $0) })
    let results = concurrentMap(scores.count) { area in
      let position = positions[area]
      return IndexUncertaintyFit.Area(
        score: scores[area], interval: position.map { interval(indices[$0], around: scores[area].index) } ?? nil,
        blockIntervals: zip(draws.blocks, scores[area].blocks).map { blocks, block in
          block.score == nil
            ? nil : interval(blocks.values(area: area, count: replicationCount), around: block.score)
        },
        probabilityAmongHighest: position.map { ranks.probabilityAmongHighest(highestCount, area: $0) },
        expectedRank: position.map { ranks.expectedRanks[$0] }, rankInterval: position.map { ranks.intervals[$0] },
        rankProbabilities: position.map { ranks.probabilities[$0] } ?? [])
    }
    return IndexUncertaintyFit(
      areas: results, highestCount: highestCount, groups: groups.groups.map { $0.map { scores[scored[$0]].area } },
      replicationCount: replicationCount, seed: seed)
  }

  private func check(_ supplied: [String: [String: [Double]]]) throws(CompositeIndexError) {
    for (area, indicators) in supplied.sorted(by: { $0.key < $1.key }) {
      for (indicator, draws) in indicators.sorted(by: { $0.key < $1.key }) {
        let usable = draws.prefix(replicationCount).count { $0.isFinite }
        guard usable == replicationCount else {
          throw .suppliedDraws(area: area, indicator: indicator, found: usable, required: replicationCount)
        }
      }
    }
  }

  private func interval(_ draws: [Double], around score: Double?) -> Interval? {
    guard let score else { return nil }
    let tail = (1 - confidenceLevel) / 2
    let ends = draws.quantiles(tail, 1 - tail)
    return Interval(lower: min(score, ends.lower), upper: max(score, ends.upper), level: confidenceLevel)
  }
}

extension IndexReplicates.BlockDraws {
  /// The replicates of one area.
  func values(area: Int, count: Int) -> [Double] { Array(risks[(area * count)..<((area + 1) * count)]) }
}
