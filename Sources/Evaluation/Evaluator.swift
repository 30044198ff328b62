public import Findings
public import Foundation
public import Records
public import RecordStore

/// Evaluates a pilot: plan and cohort in, an immutable set of findings out.
///
/// The same plan, cohort, seed and engine give the same digits on any number of threads.
public struct Evaluator: Sendable {
  public var plan: Plan
  /// SHA-256 of the plan's text with that of the risk framework it names.
  public var planSHA256: String

  /// Creates an evaluator.
  public init(plan: Plan, planSHA256: String) {
    self.plan = plan
    self.planSHA256 = planSHA256
  }

  /// Evaluates a cohort.
  ///
  /// - Parameters:
  ///   - cohort: The children whose consent allows it.
  ///   - date: Time of the run, which names it and changes no number.
  /// - Returns: Everything the evaluation found.
  /// - Throws: `EvaluationError.noObservations` when no child was observed at a wave of the plan; errors of the design and
  ///   the moments, which name the column.
  public func evaluate(_ cohort: Cohort, at date: Date) throws -> RunFindings {
    let panel = Panel(plan: plan, cohort: cohort)
    guard !panel.rows.isEmpty else { throw EvaluationError.noObservations(waves: plan.waves.map(\.name)) }
    let provenance = Provenance(
      engine: Engine.name, planSHA256: planSHA256, dataSHA256: cohort.dataSHA256, seed: plan.seed)
    let effects = try EffectAnalysis(panel)
    let subgroups = SubgroupAnalysis(panel)
    let others = AlternativeAnalysis(panel)
    let levels = LevelAnalysis(panel)
    let progression = ProgressionAnalysis(panel)
    let risk = try plan.risk.map { try RiskAnalysis(panel, framework: $0) }
    let time = date.formatted(.iso8601)
    return RunFindings(
      run: runName(date, provenance), createdAt: time, provenance: provenance, pilot: PilotFacts(panel),
      flow: FlowAnalysis(panel).findings(), effects: effects.findings,
      design: DesignAnalysis(panel).findings(effects: effects.findings), verdicts: effects.verdicts,
      alternatives: others.alternatives, tippingPoints: others.tippingPoints, subgroups: subgroups.subgroups,
      heterogeneity: subgroups.heterogeneity,
      doses: DoseAnalysis(panel).findings(), raters: RaterAnalysis(panel).findings(), levels: try levels.shares(),
      levelRules: LevelRuleAnalysis(panel).findings(), equity: EquityAnalysis(panel).findings(),
      transitions: try levels.transitions(),
      progression: try progression.findings(), transitionModels: TransitionModelAnalysis(panel).findings(),
      growthPercentiles: GrowthAnalysis(panel).findings(), risk: try risk?.findings() ?? RiskFindings(),
      valueAdded: ValueAddedAnalysis(panel).findings(),
      quality: QualityAnalysis(panel, excluded: cohort.excludedChildren).findings(),
      compression: effects.compression,
      warnings: DesignCheck(panel).warnings() + progression.warnings + (risk?.warnings ?? []))
  }

  /// The effects of the progression chapter alone, without the quality of items and scales.
  ///
  /// - Throws: What `evaluate(_:at:)` throws.
  public func latentEffects(of cohort: Cohort) throws -> [LatentEffectFinding] {
    try ProgressionAnalysis(Panel(plan: plan, cohort: cohort)).effects()
  }

  /// The risk chapter alone; empty when the plan has no framework.
  ///
  /// - Throws: What `evaluate(_:at:)` throws.
  public func risk(of cohort: Cohort) throws -> RiskFindings {
    try plan.risk.map { try RiskAnalysis(Panel(plan: plan, cohort: cohort), framework: $0).findings() }
      ?? RiskFindings()
  }

  /// What children gained beyond what was expected, alone.
  public func valueAdded(of cohort: Cohort) -> ValueAddedFindings {
    ValueAddedAnalysis(Panel(plan: plan, cohort: cohort)).findings()
  }

  /// The risk of the regions over the whole time, without rankings, funnels and changes; none without a framework.
  ///
  /// - Throws: What `evaluate(_:at:)` throws.
  public func regionalRisk(of cohort: Cohort) throws -> [RiskFinding] {
    try plan.risk.map {
      try RiskAnalysis(Panel(plan: plan, cohort: cohort), framework: $0, isRegionsOnly: true).places()
    } ?? []
  }

  /// The day, and six digits of what was evaluated, by what and when.
  private func runName(_ date: Date, _ provenance: Provenance) -> String {
    let content = [
      String(date.timeIntervalSince1970), provenance.engine, planSHA256, provenance.dataSHA256, String(provenance.seed),
    ]
    return "\(date.formatted(.iso8601).prefix(10))-\(contentHash(Data(content.joined(separator: "\n").utf8)).prefix(6))"
  }
}

/// Why a pilot, or one preschool of it, cannot be evaluated.
public enum EvaluationError: Error, Sendable, Equatable {
  /// No child was observed at any of the plan's waves.
  case noObservations(waves: [String])
  /// The store has no preschool of this code.
  case noSuchPreschool(String)
  /// No child of the preschool has a sheet at any of the plan's waves.
  case noSheets(preschool: String)
  /// The instrument has no items with levels that a scale could be made of.
  case noScales
}
