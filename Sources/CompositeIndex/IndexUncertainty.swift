import Findings
import Probability

/// How sure a composite index is, given the sampling errors of its indicators.
///
/// Each replicate draws every indicator of every area from a normal distribution around its value, restricted to its
/// possible range, and forms the index anew. A missing indicator of a scored block is drawn as a risk anywhere from 0 to
/// 100, so that the interval holds what it could have been. Draws are keyed by seed, area, indicator and replicate: they
/// do not depend on the order of areas, on other areas or on threads.
///
/// Areas and indicators are drawn independently: the errors that shrunken estimates share through the common
/// regression are not in it. Goalposts, weights and the rule of aggregation are held fixed.
public struct IndexUncertainty: Sendable, Equatable {
  public var index: CompositeIndex
  /// Number of replicates, at least 100.
  public var replicationCount: Int
  public var seed: UInt64
  /// Level of the intervals, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(index: CompositeIndex, seed: UInt64, replicationCount: Int = 2000, confidenceLevel: Double = 0.95) {
    precondition(replicationCount >= 100, "\(replicationCount) replicates")
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.index = index
    self.seed = seed
    self.replicationCount = replicationCount
    self.confidenceLevel = confidenceLevel
  }

  /// Scores areas with intervals and with the probability of being among the highest fifth.
  ///
  /// - Parameter areas: Values of the indicators, areas in any order.
  /// - Returns: One result per area, in the order given; intervals are percentiles of the replicates, widened to hold the
  ///   score itself.
  /// - Throws: `CompositeIndexError` as scoring does.
  /// - Complexity: O(areas × indicators × replicates).
  public func fit(_ areas: [AreaIndicators]) throws(CompositeIndexError) -> IndexUncertaintyFit {
    let scores = try index.score(areas)
    let draws = zip(areas, scores).map { ScoreDraws(area: $0, score: $1, specification: self) }
    let scored = scores.indices.filter { scores[$0].index != nil }
    let highestFifth = HighestFifth(indices: scored.map { draws[$0].index }, replicationCount: replicationCount)
    var probabilities = [Double?](repeating: nil, count: areas.count)
    for (position, area) in scored.enumerated() { probabilities[area] = highestFifth.probabilities[position] }
    let results = scores.indices.map { area in
      IndexUncertaintyFit.Area(
        score: scores[area], interval: interval(draws[area].index, around: scores[area].index),
        blockIntervals: zip(draws[area].blocks, scores[area].blocks).map { interval($0, around: $1.score) },
        probabilityInHighestFifth: probabilities[area])
    }
    return IndexUncertaintyFit(
      areas: results, highestFifthCount: highestFifth.count, replicationCount: replicationCount, seed: seed)
  }

  private func interval(_ draws: [Double], around score: Double?) -> Interval? {
    guard let score else { return nil }
    let ascending = draws.sorted()
    let tail = (1 - confidenceLevel) / 2
    return Interval(
      lower: min(score, ascending.quantile(tail)), upper: max(score, ascending.quantile(1 - tail)),
      level: confidenceLevel)
  }
}

extension [Double] {
  /// The quantile of sorted values, linear between order statistics (Hyndman & Fan 1996, type 7).
  fileprivate func quantile(_ probability: Double) -> Double {
    let position = probability * Double(count - 1)
    let below = Int(position)
    guard below + 1 < count else { return self[count - 1] }
    return self[below] + (position - Double(below)) * (self[below + 1] - self[below])
  }
}
