public import Findings
internal import Records
public import RecordStore

/// What the data show about the design of a pilot, for an analyst and before any effect is looked at.
public struct DesignStatement: Sendable, Codable, Equatable {
  public var provenance: Provenance
  public var pilot: PilotFacts
  public var flow: [FlowFinding]
  public var design: DesignFindings
  /// What the preschools weigh in each effect.
  public var weights: [ClusterWeights]
  public var warnings: [FindingWarning]
}

extension Evaluator {
  /// States the design of a cohort by the plan, without a run.
  ///
  /// The primary estimator is fitted for the sake of its standard errors, from which the detectable effects come; the
  /// effects themselves are not looked at, nor is anything else of the design made from them.
  ///
  /// - Parameter cohort: The children whose consent allows it.
  /// - Returns: The findings on the design, as they are: for the analyst, before disclosure control.
  /// - Throws: What `evaluate` throws.
  public func design(of cohort: Cohort) throws -> DesignStatement {
    var primary = plan
    primary.effects.also = []
    let panel = Panel(plan: primary, cohort: cohort)
    guard !panel.rows.isEmpty else { throw EvaluationError.noObservations(waves: plan.waves.map(\.name)) }
    var facts = PilotFacts(panel)
    facts.otherEstimators = plan.effects.also.map(\.rawValue)
    return DesignStatement(
      provenance: Provenance(
        engine: Engine.name, planSHA256: planSHA256, dataSHA256: cohort.dataSHA256, seed: plan.seed),
      pilot: facts, flow: FlowAnalysis(panel).findings(),
      design: DesignAnalysis(panel).findings(effects: try EffectAnalysis(panel).findings),
      weights: try ClusterWeights.weights(of: panel), warnings: DesignCheck(panel).warnings())
  }
}
