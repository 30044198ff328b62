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
  let effects: [EffectFinding]

  init(_ released: Released<RunFindings>) {
    run = RunReference(released.value)
    effects = released.value.effects
  }
}

/// The body of `/v1/runs/{run}/risk`.
struct RiskList: Encodable {
  let run: RunReference
  let regions: [RegionRiskFinding]

  init(_ released: Released<RunFindings>) {
    run = RunReference(released.value)
    regions = released.value.risk
  }
}

/// The body of `/v1/regions/{region}`.
struct RegionResource: Encodable {
  let run: RunReference
  let region: RegionRiskFinding
}

/// The body of `/health`.
struct Health: Encodable {
  let status = "ok"
}
