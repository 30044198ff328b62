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

  private static func json(of address: String, in run: RunFindings) throws -> String? {
    if let finding = run.effects.first(where: { $0.address == address }) { return try prettyJSON(finding) }
    if let finding = run.levels.first(where: { $0.address == address }) { return try prettyJSON(finding) }
    if let finding = run.transitions.first(where: { $0.address == address }) { return try prettyJSON(finding) }
    if let finding = run.flow.first(where: { $0.address == address }) { return try prettyJSON(finding) }
    if let finding = run.quality.first(where: { $0.address == address }) { return try prettyJSON(finding) }
    if let finding = run.risk.first(where: { $0.address == address }) { return try prettyJSON(finding) }
    return nil
  }

  private static func compression(of address: String, in run: RunFindings) -> String {
    guard let effect = run.effects.first(where: { $0.address == address }) else { return "counts and sums" }
    let prefix = effect.estimator == "mixed_model" ? "mixed_model:\(effect.outcome):" : "cluster_robust:"
    let facts = run.compression.filter { $0.moments.hasPrefix(prefix) && $0.moments.contains(effect.wave) }
    return facts.map { "\($0.rows) rows in \($0.cells) cells" }.joined(separator: ", ")
  }
}
