/// Simultaneous confidence sets for the ranks of areas, and which areas cannot be told apart.
///
/// All pairs of areas are compared at once: a pair counts as ordered when its difference exceeds *c* standard errors,
/// *c* being the quantile of the largest standardised difference among all pairs under equality. An area's rank is then
/// at least one more than the areas surely above it, and at most what the areas surely below it leave. With at least
/// the stated probability all true ranks lie in their sets. The stepwise method drops the comparisons that are decided
/// and asks again with the smaller maximum, until nothing more is decided.
///
/// The sets hold for estimates with errors of mean 0, such as direct estimates. Shrunken estimates are drawn together
/// and their errors are not of mean 0 for a given area: read their sets as posterior comparisons.
///
/// **Source.** Mogstad, Romano, Shaikh & Wilhelm (2024), doi:10.1093/restud/rdad006, §3; Romano & Wolf (2005).
public struct RankConfidenceSets: Sendable, Codable, Equatable {
  /// Probability that all ranks lie in their sets, in (0, 1).
  public var confidenceLevel: Double
  public var isStepwise: Bool
  /// Draws behind the critical value.
  public var replications: Int
  public var seed: UInt64

  /// Creates a specification.
  public init(confidenceLevel: Double = 0.95, isStepwise: Bool = true, replications: Int = 4000, seed: UInt64) {
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    precondition(replications > 0, "no replication")
    self.confidenceLevel = confidenceLevel
    self.isStepwise = isStepwise
    self.replications = replications
    self.seed = seed
  }

  /// Finds the sets of areas whose errors are independent and normal.
  ///
  /// - Parameter areas: At least two, in any order; an error of 0 means that the value is known.
  /// - Returns: One set per area, in the order given.
  /// - Throws: `SmallAreaError` for too few areas, a repeated area, a number that is not finite, a negative error.
  /// - Complexity: O(*R m²*) per step for *R* draws of *m* areas.
  public func fit(_ areas: [RankedArea]) throws(SmallAreaError) -> RankConfidenceFit {
    try areas.check()
    let errors = areas.normalErrors(replications: replications, seed: seed, named: "rank sets")
    return sets(areas, errors) { first, second in
      (areas[first].meanSquaredError + areas[second].meanSquaredError).squareRoot()
    }
  }

  /// Finds the sets of areas from bootstrap replicates of their estimates, whose errors may be correlated.
  ///
  /// - Parameters:
  ///   - areas: At least two; their own errors are not used.
  ///   - replicates: Replicates × areas, at least two replicates.
  /// - Returns: One set per area, in the order given.
  /// - Throws: As `fit(_:)`; `.notFinite` for a replicate that is not a number.
  public func fit(_ areas: [RankedArea], replicates: [[Double]]) throws(SmallAreaError) -> RankConfidenceFit {
    try areas.check()
    precondition(replicates.count > 1 && replicates.allSatisfy { $0.count == areas.count }, "replicates of other areas")
    for replicate in replicates {
      if let odd = replicate.firstIndex(where: { !$0.isFinite }) { throw .notFinite(area: areas[odd].area) }
    }
    let count = Double(replicates.count)
    let means = areas.indices.map { area in replicates.reduce(0) { $0 + $1[area] } / count }
    let errors = replicates.map { row in zip(row, means).map { $0 - $1 } }
    return sets(areas, errors) { first, second in
      let squares = errors.reduce(0) { $0 + ($1[first] - $1[second]) * ($1[first] - $1[second]) }
      return (squares / (count - 1)).squareRoot()
    }
  }

  private func sets(
    _ areas: [RankedArea], _ errors: [[Double]], standardError: (Int, Int) -> Double
  ) -> RankConfidenceFit {
    var comparison = PairwiseComparison(areas.map(\.estimate), standardError: standardError)
    var critical = comparison.criticalValue(errors, level: confidenceLevel)
    while comparison.decide(above: critical), isStepwise {
      critical = comparison.criticalValue(errors, level: confidenceLevel)
    }
    let sets = areas.indices.map { area in
      RankConfidenceFit.RankSet(
        area: areas[area].area, lowestRank: 1 + comparison.countAbove(area),
        highestRank: areas.count - comparison.countBelow(area))
    }
    return RankConfidenceFit(
      sets: sets, groups: comparison.groups.map { group in group.map { areas[$0].area } }, criticalValue: critical)
  }
}

/// Simultaneous confidence sets of ranks.
public struct RankConfidenceFit: Sendable, Codable, Equatable {
  /// One per area, in the order given.
  public let sets: [RankSet]
  /// Areas that cannot be told apart, from the highest estimate down.
  ///
  /// Every pair within a group is undecided. An area may be in several groups; none is part of another.
  public let groups: [[String]]
  /// Standard errors by which a difference had to exceed 0 in the last step.
  public let criticalValue: Double

  /// The ranks that one area may have.
  public struct RankSet: Sendable, Codable, Equatable {
    public let area: String
    /// 1 for the highest value.
    public let lowestRank: Int
    public let highestRank: Int
  }
}
