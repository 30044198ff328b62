internal import Findings
internal import Records

/// What one alternative analysis says about one effect: an estimate, or why there is none.
struct AlternativeAnswer: Sendable {
  var estimate: EffectFinding.Estimate?
  /// The children behind it, as positions among the panel's rows.
  var rows: [Int] = []
  var warnings: [FindingWarning] = []

  /// The answer of an analysis, or the reason that it has none.
  static func attempt(_ analysis: () throws -> AlternativeAnswer) -> AlternativeAnswer {
    do {
      return try analysis()
    } catch {
      return AlternativeAnswer(warnings: [.notEstimable(error)])
    }
  }

  /// The answer with the reason for a missing estimate.
  var explained: AlternativeAnswer {
    guard estimate == nil, !warnings.contains(where: { $0.code == .notEstimable }) else { return self }
    var result = self
    result.warnings.append(.notEstimable("the data do not determine the effect"))
    return result
  }

  /// The answer as a finding about an outcome at a wave.
  func finding(_ analysis: AlternativeFinding.Analysis, panel: Panel, outcome: Int, wave: Int) -> AlternativeFinding {
    let answer = explained
    let (outcome, wave) = (panel.plan.outcomes[outcome], panel.plan.waves[wave].name)
    func counts(_ arm: Arm) -> Counts { panel.counts(rows: rows.filter { panel.rows[$0].place.arm == arm }) }
    return AlternativeFinding(
      address: "alternative:\(outcome).\(wave).\(analysis.rawValue)", outcome: outcome, wave: wave, analysis: analysis,
      control: .shown(counts(.control)), experimental: .shown(counts(.experimental)),
      estimate: Disclosable(answer.estimate), warnings: answer.warnings)
  }
}
