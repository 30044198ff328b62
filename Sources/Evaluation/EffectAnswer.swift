internal import Findings
internal import MixedModels
internal import Moments
internal import Records

/// What one estimator says about one outcome: coefficients, or why there are none.
struct EffectAnswer: Sendable {
  var coefficients: [Coefficient] = []
  var warnings: [FindingWarning] = []
}

/// The mixed model of one outcome.
struct MixedModelAnswer: Sendable {
  var answer: EffectAnswer
  /// Share of the variance that lies between units of assignment; `nil` without a fit.
  var intraclassCorrelation: Double?
  var compression: CompressionFact

  /// Fits the model; data that cannot bear it make an answer that says why, not an error of the whole evaluation.
  init(_ model: EffectModel, panel: Panel, outcome: Int) {
    let waves = model.effects.map { panel.plan.waves[$0.wave].name }.joined(separator: "+")
    compression = CompressionFact(moments: "mixed_model:\(panel.plan.outcomes[outcome]):\(waves)", rows: 0, cells: 0)
    do {
      let moments = try NestedMoments.collect(model.mixedModelFrame(outcome: outcome))
      compression.rows = moments.rowCount
      compression.cells = moments.cellCount
      let fit = try LinearMixedModel().fit(moments)
      answer = EffectAnswer(
        coefficients: fit.coefficientTable(level: panel.plan.effects.confidenceLevel), warnings: fit.warnings)
      let unit = panel.plan.assignment.unit.rawValue
      intraclassCorrelation = fit.intraclassCorrelation(of: unit == "group" ? ["preschool", "group"] : ["preschool"])
    } catch {
      answer = EffectAnswer(warnings: [.notEstimable(error)])
    }
  }
}
