internal import CompositeIndex
internal import Findings
internal import Records

/// What can be said about the order of the places of a level at one time.
struct RiskRanking {
  private let moment: RiskMoment
  private let level: RiskFinding.Level
  private let seed: UInt64

  /// Probability that a resolution asks for.
  private static let resolutionProbability = 0.9
  /// Points of each of the two sets behind the variance by source.
  private static let sensitivityPoints = 500
  private static let resolutionDraws = 500

  init(_ moment: RiskMoment, level: RiskFinding.Level, seed: UInt64) {
    self.moment = moment
    self.level = level
    self.seed = seed
  }

  /// `nil` with fewer than two scored places.
  func finding() throws -> RiskRankingFinding? {
    guard moment.indices.count(where: { $0 != nil }) > 1 else { return nil }
    // What it would take is asked once, for the places that are compared in public.
    let isPublic = level == .region && moment.time == .whole
    return RiskRankingFinding(
      level: level, quarter: moment.time.quarter?.description, highestCount: moment.fit.highestCount,
      groups: moment.fit.groups, resolutions: isPublic ? try resolutions() : [],
      resolutionProbability: Self.resolutionProbability, variance: isPublic ? try variance() : [])
  }

  private func resolutions() throws -> [RiskRankingFinding.Resolution] {
    let pairs = try RankResolution(
      index: try CompositeIndex(moment.framework), seed: seed, replicationCount: Self.resolutionDraws,
      probability: Self.resolutionProbability
    ).fit(moment.areas)
    return pairs.map {
      .init(
        higher: $0.higher, lower: $0.lower, probability: $0.probability, multiplierOfBoth: $0.multiplierOfBoth)
    }
  }

  private func variance() throws -> [RiskRankingFinding.VarianceShare] {
    let choices = MethodChoices(moment.framework.uncertainty)
    guard choices != MethodChoices() else { return [] }
    let fit = try IndexSensitivity(
      index: try CompositeIndex(moment.framework), choices: choices, seed: seed, baseCount: Self.sensitivityPoints
    ).fit(moment.areas)
    return fit.areas.flatMap { area in
      fit.sources.indices.map { source in
        .init(
          source: fit.sources[source].rawValue, place: area.area, index: area.index.map { share($0, source) },
          rank: area.rank.map { share($0, source) })
      }
    }
  }

  private func share(_ indices: SobolIndices, _ source: Int) -> RiskRankingFinding.Share {
    .init(firstOrder: indices.firstOrder[source], total: indices.total[source])
  }
}
