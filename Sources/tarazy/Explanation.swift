import Findings

/// One finding with its provenance and the plan that asked for it.
struct Explanation {
  let text: String

  init?(of address: String, in run: RunFindings, planText: String) throws {
    guard let finding = try Self.json(of: address, in: run) else { return nil }
    let provenance = run.provenance
    text = """
      \(address)
      \(finding)

      run      \(run.run), made at \(run.createdAt)
      engine   \(provenance.engine)
      plan     SHA-256 \(provenance.planSHA256 ?? "none")
      data     SHA-256 \(provenance.dataSHA256)
      seed     \(provenance.seed)
      moments  \(Self.compression(of: address, in: run))

      The plan:
      \(planText)
      """
  }

  /// The first words of the addresses that a run's findings have.
  static let kinds = [
    "effect", "verdict", "alternative", "tipping", "subgroup", "heterogeneity", "dose", "balance", "attrition",
    "clustering", "detectable", "raters", "levels", "level_rule", "equity", "transitions",
    "transition_model", "growth_percentile", "scale", "item", "score_table", "growth", "latent", "change", "fairness",
    "anchor", "flow", "quality", "risk", "value_added",
  ]

  private static func json(of address: String, in run: RunFindings) throws -> String? {
    func found<Finding: Encodable>(_ findings: [Finding], _ place: (Finding) -> String) throws -> String? {
      try findings.first { place($0) == address }.map { try prettyJSON($0) }
    }
    switch address.prefix(while: { $0 != ":" }) {
    case "effect": return try found(run.effects, \.address)
    case "verdict": return try found(run.verdicts, \.address)
    case "alternative": return try found(run.alternatives, \.address)
    case "tipping": return try found(run.tippingPoints, \.address)
    case "subgroup": return try found(run.subgroups, \.address)
    case "heterogeneity": return try found(run.heterogeneity, \.address)
    case "dose": return try found(run.doses, \.address)
    case "balance": return try found(run.design.balance, \.address)
    case "attrition": return try found(run.design.attrition, \.address)
    case "clustering": return try found(run.design.clustering, \.address)
    case "detectable": return try found(run.design.detectable, \.address)
    case "raters": return try found(run.raters, \.address)
    case "levels": return try found(run.levels, \.address)
    case "transitions": return try found(run.transitions, \.address)
    case "level_rule": return try found(run.levelRules, \.address)
    case "equity": return try found(run.equity, \.address)
    case "transition_model": return try found(run.transitionModels, \.address)
    case "growth_percentile": return try found(run.growthPercentiles, \.address)
    case "scale": return try found(run.progression.scales, \.address)
    case "item": return try found(run.progression.items, \.address)
    case "score_table": return try found(run.progression.scoreTables, \.address)
    case "growth": return try found(run.progression.growth, \.address)
    case "latent": return try found(run.progression.effects, \.address)
    case "change": return try found(run.progression.changes, \.address)
    case "fairness": return try found(run.progression.fairness, \.address)
    case "anchor": return try found(run.progression.anchors, \.address)
    case "flow": return try found(run.flow, \.address)
    case "quality": return try found(run.quality, \.address)
    case "risk": return try found(run.risk.places, \.address)
    case "value_added": return try found(run.valueAdded.places, \.address)
    default: return nil
    }
  }

  /// How the rows behind an effect or a verdict compressed.
  private static func compression(of address: String, in run: RunFindings) -> String {
    let verdict = run.verdicts.first { $0.address == address }
    let effects = run.effects.filter { effect in
      effect.address == address || (effect.outcome == verdict?.outcome && effect.wave == verdict?.wave)
    }
    guard !effects.isEmpty else { return "counts and sums" }
    let facts = run.compression.filter { fact in
      effects.contains { effect in
        let prefix = effect.estimator == "mixed_model" ? "mixed_model:\(effect.outcome):" : "cluster_robust:"
        return fact.moments.hasPrefix(prefix) && fact.moments.contains(effect.wave)
      }
    }
    return facts.map { "\($0.rows) rows in \($0.cells) cells" }.joined(separator: ", ")
  }
}
