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

  init(_ findings: RunFindings) {
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

  init(_ released: Released<RunFindings>) {
    run = RunReference(released.value)
    verdicts = released.value.verdicts
    effects = released.value.effects
  }
}

/// The body of `/v1/runs/{run}/design`.
struct DesignResource: Encodable {
  let run: RunReference
  let design: DesignFindings
  let raters: [RaterFinding]

  init(_ released: Released<RunFindings>) {
    run = RunReference(released.value)
    design = released.value.design
    raters = released.value.raters
  }
}

/// The body of `/v1/runs/{run}/subgroups`.
struct SubgroupList: Encodable {
  let run: RunReference
  let subgroups: [SubgroupFinding]
  /// Whether the effect differs between the values of the keys of these subgroups.
  let heterogeneity: [HeterogeneityFinding]

  init(_ released: Released<RunFindings>) {
    run = RunReference(released.value)
    subgroups = released.value.subgroups
    heterogeneity = released.value.heterogeneity
  }
}

/// The body of `/v1/runs/{run}/progression`.
struct ProgressionResource: Encodable {
  let run: RunReference
  let progression: ProgressionFindings

  init(_ released: Released<RunFindings>) {
    run = RunReference(released.value)
    progression = released.value.progression
  }
}

/// The body of `/v1/runs/{run}/risk`.
struct RiskList: Encodable {
  let run: RunReference
  let regions: [RiskFinding]

  init(_ released: Released<RunFindings>) {
    run = RunReference(released.value)
    regions = released.value.risk.regions
  }
}

/// The body of `/v1/regions/{region}`.
struct RegionResource: Encodable {
  let run: RunReference
  let region: RiskFinding
}

/// The body of `/health`.
struct Health: Encodable {
  let status = "ok"
}
