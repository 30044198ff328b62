internal import CompositeIndex
internal import Findings
internal import Records

/// Writes what was found about the places of a level.
struct RiskFindingWriter {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  func findings(_ level: RiskLevelAnalysis) -> [RiskFinding] {
    level.moments.flatMap { moment in
      level.places.places.indices.map { finding($0, moment, level.places) }
    }
  }

  private func finding(_ place: Int, _ moment: RiskMoment, _ places: RiskPlaces) -> RiskFinding {
    let (own, area) = (places.places[place], moment.fit.areas[place])
    let rater = IndexRater(moment.framework)
    let scoredCount = moment.indices.count { $0 != nil }
    return RiskFinding(
      level: places.level, place: own.code, region: own.region, name: own.name,
      quarter: moment.time.quarter?.description,
      counts: moment.rows[place].isEmpty ? .noData : .shown(panel.counts(rows: moment.rows[place])),
      index: Disclosable(score(area.score.index, area.score.range, area.interval)),
      blocks: zip(zip(moment.framework.blocks, area.score.blocks), area.blockIntervals).map { blocks, interval in
        block(blocks.0, blocks.1, interval, place, moment, rater)
      }, flags: moment.framework.flags.map { flag($0, area.score) }, rating: Disclosable(rater.rating(area.score)),
      rank: scoredCount > 1 ? Disclosable(rank(area)) : .noData,
      // A fifth of fewer than five places is one place whatever the data say.
      probabilityInHighestFifth: scoredCount < 5 ? .noData : Disclosable(area.probabilityAmongHighest),
      zones: Disclosable(zones(moment.indices[place], moment.framework)), warnings: area.score.warnings)
  }

  /// Shares of the draws beyond the zones' limits.
  private func zones(_ draws: [Double]?, _ framework: RiskFramework) -> RiskFinding.ZoneProbabilities? {
    guard let draws, let zones = framework.zones else { return nil }
    func share(beyond limit: Double) -> Double { Double(draws.count { $0 > limit }) / Double(draws.count) }
    return .init(amberOrRed: share(beyond: zones.amber), red: zones.red.map { share(beyond: $0) })
  }

  private func score(_ value: Double?, _ range: AreaScore.Range?, _ interval: Interval?) -> RiskFinding.Score? {
    guard let value, let interval else { return nil }
    let isRange = range.map { !$0.isPoint } ?? false
    return RiskFinding.Score(
      value: value, interval: interval,
      range: isRange ? range.map { .init(lower: $0.lower, upper: $0.upper) } : nil)
  }

  private func rank(_ area: IndexUncertaintyFit.Area) -> RiskFinding.Rank? {
    guard let expected = area.expectedRank, let interval = area.rankInterval else { return nil }
    return RiskFinding.Rank(
      expected: expected, lower: interval.lower, upper: interval.upper, level: interval.level,
      probabilities: area.rankProbabilities)
  }

  private func flag(_ flag: RiskFramework.SafetyFlag, _ score: AreaScore) -> RiskFinding.Flag {
    RiskFinding.Flag(
      key: flag.key, name: flag.names.localized,
      isRaised: score.unreportedFlags.contains(flag.key) ? .noData : .shown(score.raisedFlags.contains(flag.key)))
  }

  private func block(
    _ block: RiskFramework.Block, _ scored: AreaScore.Block, _ interval: Interval?, _ place: Int, _ moment: RiskMoment,
    _ rater: IndexRater
  ) -> RiskFinding.Block {
    let contributions = Dictionary(
      uniqueKeysWithValues: moment.contributions[place].contributions.map { ($0.indicator, $0.value) })
    return RiskFinding.Block(
      key: block.key, name: block.names.localized, score: Disclosable(score(scored.score, scored.range, interval)),
      presentWeight: scored.presentWeight,
      components: scored.allComponents.compactMap { part in
        guard let number = moment.framework.indicators.firstIndex(where: { $0.key == part.component.indicator })
        else { return nil }
        let (indicator, estimates) = (moment.framework.indicators[number], moment.estimates[number])
        let value = estimates.values[place]
        return RiskFinding.Component(
          indicator: indicator.key, name: indicator.names.localized, value: Disclosable(value?.estimate),
          direct: Disclosable(value?.direct), standardError: Disclosable(value?.standardError),
          shrinkage: Disclosable(value?.shrinkage), risk: Disclosable(part.component.risk),
          contribution: Disclosable(contributions[indicator.key]),
          rating: Disclosable(
            part.component.risk == nil ? nil : value.flatMap { rater.rating($0.estimate, of: indicator.key) }),
          weight: part.weight, observationCount: Disclosable(value?.observationCount),
          observationUnit: estimates.observationUnit, unit: indicator.isShare ? "share" : indicator.unit)
      })
  }
}

extension AreaScore.Block {
  /// The indicators of the block and of those within it, with their weights in the whole block.
  var allComponents: [(component: AreaScore.Component, weight: Double)] {
    let own = components.map { (component: $0, weight: $0.weight) }
    let inner = zip(blocks, blockWeights).flatMap { block, weight in
      block.allComponents.map { (component: $0.component, weight: weight * $0.weight) }
    }
    return own + inner
  }
}
