internal import Findings
internal import Probability
internal import Records
internal import SmallArea

/// Directions of practice by what the children of the groups that follow them gained beyond what was expected.
///
/// A group that follows several directions counts for each of them in equal parts.
struct DirectionGains {
  private let panel: Panel
  private let model: CaseMixModel
  private let directions: [String]
  /// The groups that follow any direction.
  private let groups: [CaseMixModel.GroupResidual]

  init(_ panel: Panel, _ model: CaseMixModel) {
    self.panel = panel
    self.model = model
    groups = model.groups.filter { !panel.groups[$0.group].directions.isEmpty }
    directions = Set(groups.flatMap { panel.groups[$0.group].directions }).sorted()
  }

  /// One per direction; none with fewer than two, or where all groups follow the same ones.
  func findings() -> [ValueAddedFinding] {
    let posterior = try? MultipleMembershipPosterior(
      directions, units: groups.map(unit), clusterVariance: model.betweenPreschools)
    guard let posterior else { return [] }
    let draws = ValueAddedDraws(
      posterior.draws(count: ValueAddedDraws.count, seed: panel.plan.seed), level: panel.plan.effects.confidenceLevel)
    return posterior.effects.enumerated().map { position, effect in
      let rows = groups.filter { panel.groups[$0.group].directions.contains(effect.name) }.flatMap(\.rows)
      return ValueAddedFinding(
        level: .direction, place: effect.name, region: nil, name: nil, counts: .shown(panel.counts(rows: rows)),
        direct: .noData, estimate: .shown(.init(value: effect.estimate, interval: draws.interval(position))),
        shrinkage: .noData, probabilityInHighestFifth: .shown(draws.probabilityInHighestFifth(position)),
        probabilityAboveExpected: .shown(draws.probabilityAboveZero(position)))
    }
  }

  private func unit(_ group: CaseMixModel.GroupResidual) -> MultipleMembershipPosterior.Unit {
    let own = Set(panel.groups[group.group].directions)
    return MultipleMembershipPosterior.Unit(
      cluster: panel.records.preschools[group.preschool].code,
      memberships: directions.map { own.contains($0) ? 1 / Double(own.count) : 0 }, value: group.mean,
      variance: group.variance)
  }
}
