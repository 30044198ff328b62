import Findings

extension SampleRun {
  /// Invented draws of the places' indices: places × draws, `nil` for a place without data.
  private static func draws(_ places: [RiskPlace], in quarter: String?) -> [[Double]?] {
    places.map { place in
      guard let index = place.index(in: quarter) else { return nil }
      return (0..<200).map { draw in
        let deviation = (0..<6).reduce(-3.0) { $0 + invented(place.key, draw, $1 + 50) }
        return index + deviation * 1.414 * place.standardError
      }
    }
  }

  /// Ranks counted over the draws.
  static func ranks(_ places: [RiskPlace], in quarter: String?) -> [Disclosable<RiskFinding.Rank>] {
    let draws = draws(places, in: quarter)
    let scored = places.indices.filter { draws[$0] != nil }
    return places.indices.map { place in
      guard let own = draws[place] else { return .noData }
      var counts = [Int](repeating: 0, count: scored.count)
      for (draw, value) in own.enumerated() { counts[scored.count { (draws[$0]?[draw] ?? 0) > value }] += 1 }
      return .shown(rank(counts.map { Double($0) / Double(own.count) }))
    }
  }

  private static func rank(_ probabilities: [Double]) -> RiskFinding.Rank {
    var (sum, lower, upper) = (0.0, 1, probabilities.count)
    for (position, probability) in probabilities.enumerated() {
      if sum < 0.025 { lower = position + 1 }
      if sum < 0.975 { upper = position + 1 }
      sum += probability
    }
    let expected = probabilities.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
    return .init(expected: expected, lower: lower, upper: upper, level: 0.95, probabilities: probabilities)
  }

  static func highestFifth(_ rank: Disclosable<RiskFinding.Rank>) -> Disclosable<Double> {
    guard let rank = rank.value else { return .noData }
    return .shown(min(1, rank.probabilities.prefix(highestCount(rank.probabilities.count)).reduce(0, +)))
  }

  private static func highestCount(_ places: Int) -> Int { max(1, (places + 4) / 5) }

  /// The order of the scored places, and what would make it known.
  static func ranking(_ places: [RiskPlace], in quarter: String? = nil) -> RiskRankingFinding {
    let order = places.filter { $0.index != nil }.sorted { ($0.index(in: quarter) ?? 0) > ($1.index(in: quarter) ?? 0) }
    let resolutions = zip(order, order.dropFirst()).map { higher, lower in
      let gap = (higher.index(in: quarter) ?? 0) - (lower.index(in: quarter) ?? 0)
      return RiskRankingFinding.Resolution(
        higher: higher.code, lower: lower.code, probability: min(1, 0.5 + gap / 16),
        multiplierOfBoth: gap > 6 ? 1 : gap < 0.8 ? nil : 36 / (gap * gap))
    }
    return RiskRankingFinding(
      level: places[0].level, quarter: quarter, highestCount: highestCount(order.count),
      groups: groups(order, in: quarter), resolutions: places[0].level == .region ? resolutions : [],
      resolutionProbability: 0.9, variance: quarter == nil ? order.flatMap(variance) : [])
  }

  /// Runs of neighbours no more than twelve points apart.
  private static func groups(_ order: [RiskPlace], in quarter: String?) -> [[String]] {
    let runs = order.indices.map { first in
      first..<(order.indices.last { (order[first].index(in: quarter) ?? 0) - (order[$0].index(in: quarter) ?? 0) < 12 }
        ?? first) + 1
    }
    return runs.enumerated().filter { position, run in position == 0 || runs[position - 1].upperBound < run.upperBound }
      .map { order[$0.element].map(\.code) }
  }

  private static func variance(_ place: RiskPlace) -> [RiskRankingFinding.VarianceShare] {
    let weights = 0.1 + 0.2 * invented(place.key, 40)
    return [("sampling", 0.9 - weights), ("weights", weights), ("aggregation", 0.08)].map { source, share in
      .init(
        source: source, place: place.code, index: .init(firstOrder: share, total: share + 0.02),
        rank: .init(firstOrder: share - 0.03, total: share + 0.05))
    }
  }
}
