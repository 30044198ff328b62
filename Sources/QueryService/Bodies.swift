import Disclosure
import Findings

/// Which run an answer is from, and by which rules it was released.
struct RunReference: Encodable {
  let run: String
  let createdAt: String
  let isSynthetic: Bool
  let provenance: Provenance
  let minimumCell: Int
  let minimumPreschools: Int
  /// Code of the region for whose authority alone the answer is, not for publication; absent for everybody.
  let scope: String?

  init(_ leaving: LeavingRun) {
    let findings = leaving.value
    scope = leaving.scope
    run = findings.run
    createdAt = findings.createdAt
    isSynthetic = findings.pilot.isSynthetic
    provenance = findings.provenance
    minimumCell = findings.pilot.minimumCell
    minimumPreschools = findings.pilot.minimumPreschools
  }
}

/// The body of `/v1/runs`.
struct RunList: Encodable {
  let runs: [RunSource.Entry]
}

/// The body of `/v1/runs/{run}/effects`.
struct EffectList: Encodable {
  let run: RunReference
  /// The recommended answers, each with what the referee says of every method.
  let verdicts: [VerdictFinding]
  /// The answers of every method.
  let effects: [EffectFinding]

  init(_ run: LeavingRun) {
    self.run = RunReference(run)
    verdicts = run.value.verdicts
    effects = run.value.effects
  }
}

/// The body of `/v1/runs/{run}/design`.
struct DesignResource: Encodable {
  let run: RunReference
  let design: DesignFindings
  let raters: [RaterFinding]

  init(_ run: LeavingRun) {
    self.run = RunReference(run)
    design = run.value.design
    raters = run.value.raters
  }
}

/// The body of `/v1/runs/{run}/subgroups`.
struct SubgroupList: Encodable {
  let run: RunReference
  let subgroups: [SubgroupFinding]
  /// Whether the effect differs between the values of the keys of these subgroups.
  let heterogeneity: [HeterogeneityFinding]

  init(_ run: LeavingRun) {
    self.run = RunReference(run)
    subgroups = run.value.subgroups
    heterogeneity = run.value.heterogeneity
  }
}

/// The body of `/v1/runs/{run}/equity`.
struct EquityList: Encodable {
  let run: RunReference
  let equity: [EquityGapFinding]

  init(_ run: LeavingRun) {
    self.run = RunReference(run)
    equity = run.value.equity
  }
}

/// The body of `/v1/runs/{run}/progression`.
struct ProgressionResource: Encodable {
  let run: RunReference
  let progression: ProgressionFindings

  init(_ run: LeavingRun) {
    self.run = RunReference(run)
    progression = run.value.progression
  }
}

/// The body of `/v1/runs/{run}/value-added`.
struct ValueAddedResource: Encodable {
  let run: RunReference
  let comparison: ValueAddedFindings

  init(_ run: LeavingRun) {
    self.run = RunReference(run)
    comparison = run.value.valueAdded
  }
}

/// The body of `/v1/runs/{run}/risk`.
struct RiskList: Encodable {
  let run: RunReference
  /// How the index was formed; absent when the plan has no risk framework.
  let method: RiskMethod?
  let places: [RankedPlace]
  /// What can be said about the order of the places.
  let rankings: [RiskRankingFinding]
  let changes: [RiskChangeFinding]

  /// The places in the order given; rankings and changes are those of their level.
  init(_ run: LeavingRun, places: [RiskFinding], level: RiskFinding.Level, quarter: String?) {
    self.run = RunReference(run)
    let chapter = run.value.risk
    let codes = Set(places.map(\.place))
    method = chapter.method
    self.places = places.map(RankedPlace.init)
    rankings = chapter.rankings.filter { $0.level == level && $0.quarter == quarter }
    changes = chapter.changes.filter { $0.level == level && codes.contains($0.place) }
  }
}

/// A place with the reasons that weigh most in its index.
struct RankedPlace: Encodable {
  /// One reason.
  struct Reason: Encodable {
    let indicator: String
    let name: LocalizedText
    /// Points of the index that come from it.
    let contribution: Double
  }

  let place: RiskFinding
  /// At most three, the largest first; none where the index is hidden or not scored.
  let reasons: [Reason]

  init(_ place: RiskFinding) {
    self.place = place
    reasons = place.mainContributions.prefix(3).map {
      Reason(indicator: $0.component.indicator, name: $0.component.name, contribution: $0.points)
    }
  }

  private enum Key: String, CodingKey { case reasons }

  func encode(to encoder: any Encoder) throws {
    try place.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(reasons, forKey: .reasons)
  }
}

/// The body of `/v1/regions/{region}`: everything that is said of the region.
struct RegionResource: Encodable {
  let run: RunReference
  let region: RankedPlace
  /// Quarter by quarter.
  let quarters: [RiskFinding]
  let changes: [RiskChangeFinding]
  /// The indicators against control limits, with the region's own point alone.
  let funnels: [FunnelFinding]

  init(_ run: LeavingRun, region: RiskFinding) {
    self.run = RunReference(run)
    let own = run.value.risk.narrowed { $0.place == region.place && $0.level == .region }
    self.region = RankedPlace(region)
    quarters = own.places.filter { $0.quarter != nil }
    changes = own.changes
    funnels = own.funnels
  }
}

/// The body of `/health`.
struct Health: Encodable {
  let status = "ok"
}
