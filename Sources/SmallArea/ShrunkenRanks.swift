/// The ranks of areas as a posterior distribution has them: rank 1 for the highest value.
///
/// The ranks of estimates are too far apart when estimates are noisy, and too sure of themselves. Every draw from the
/// joint distribution of the areas' values is ranked; the mean rank of an area is its best estimate under squared error,
/// and its rank's distribution gives an interval and the probability of being among the highest. Areas that tie in a
/// draw share their ranks evenly, so that the probabilities of an area's ranks, and of one rank over areas, add up to 1.
///
/// **Source.** Laird & Louis (1989), doi:10.3102/10769986014001029; Lin, Louis, Paddock & Ridgeway (2006),
/// doi:10.1214/06-BA130.
public struct ShrunkenRanks: Sendable, Codable, Equatable {
  /// Number of areas that count as the highest.
  public var highestCount: Int
  /// Level of the rank intervals, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(highestCount: Int = 1, confidenceLevel: Double = 0.95) {
    precondition(highestCount > 0, "the \(highestCount) highest")
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.highestCount = highestCount
    self.confidenceLevel = confidenceLevel
  }

  /// Ranks areas whose errors are independent and normal.
  ///
  /// - Parameters:
  ///   - areas: At least two, in any order.
  ///   - replications: Draws of all areas.
  ///   - seed: Of the draws.
  /// - Returns: One rank distribution per area, in the order given.
  /// - Throws: `SmallAreaError` for too few areas, a repeated area, a number that is not finite, a negative error.
  /// - Complexity: O(*R m* log *m*) for *R* draws of *m* areas.
  public func fit(_ areas: [RankedArea], replications: Int = 4000, seed: UInt64) throws(SmallAreaError) -> [AreaRank] {
    try areas.check()
    let errors = areas.normalErrors(replications: replications, seed: seed, named: "ranks")
    return try fit(areas.map(\.area), draws: errors.map { row in zip(areas, row).map { $0.estimate + $1 } })
  }

  /// Ranks areas by draws from their joint distribution.
  ///
  /// - Parameters:
  ///   - areas: Names, at least two.
  ///   - draws: Draws × areas, at least one draw.
  /// - Returns: One rank distribution per area, in the order given.
  /// - Throws: `SmallAreaError.tooFewAreas`, `.notFinite` for a draw that is not a number.
  public func fit(_ areas: [String], draws: [[Double]]) throws(SmallAreaError) -> [AreaRank] {
    guard areas.count > 1, !draws.isEmpty else { throw .tooFewAreas(found: areas.count, required: 2) }
    var shares = [[Double]](repeating: [Double](repeating: 0, count: areas.count), count: areas.count)
    for draw in draws {
      precondition(draw.count == areas.count, "\(draw.count) values for \(areas.count) areas")
      if let odd = draw.firstIndex(where: \.isNaN) { throw .notFinite(area: areas[odd]) }
      count(draw, into: &shares)
    }
    return zip(areas, shares).map { area, counts in
      summary(area, counts.map { $0 / Double(draws.count) })
    }
  }

  /// Adds one draw: areas of the same value share the ranks they take.
  private func count(_ draw: [Double], into shares: inout [[Double]]) {
    let order = draw.indices.sorted { draw[$0] > draw[$1] }
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, draw[order[end]] == draw[order[start]] { end += 1 }
      let part = 1 / Double(end - start)
      for area in order[start..<end] {
        for rank in start..<end { shares[area][rank] += part }
      }
      start = end
    }
  }

  /// Rounding of a sum of probabilities.
  private static let rounding = 1e-9

  private func summary(_ area: String, _ probabilities: [Double]) -> AreaRank {
    let tail = (1 - confidenceLevel) / 2
    var cumulative = 0.0
    let sums = probabilities.map { probability in
      cumulative += probability
      return cumulative
    }
    func quantile(_ level: Double) -> Int { 1 + (sums.firstIndex { $0 >= level - Self.rounding } ?? sums.count - 1) }
    return AreaRank(
      area: area,
      expectedRank: probabilities.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element },
      lowestRank: quantile(tail), highestRank: quantile(1 - tail),
      probabilityAmongHighest: min(1, probabilities.prefix(highestCount).reduce(0, +)), probabilities: probabilities)
  }

  /// The distribution of one area's rank.
  public struct AreaRank: Sendable, Codable, Equatable {
    public let area: String
    /// Mean rank, from 1 for surely the highest to the number of areas.
    public let expectedRank: Double
    /// Ends of the central interval.
    public let lowestRank: Int
    public let highestRank: Int
    /// Probability that the area is among the highest.
    public let probabilityAmongHighest: Double
    /// Of rank 1, 2 and so on.
    public let probabilities: [Double]
  }
}
