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

  init(_ model: EffectModel, panel: Panel, outcome: Int) throws {
    let waves = model.effects.map { panel.plan.waves[$0.wave].name }.joined(separator: "+")
    let frame = try model.mixedModelFrame(outcome: outcome)
    let moments = try NestedMoments.collect(frame)
    compression = CompressionFact(
      moments: "mixed_model:\(panel.plan.outcomes[outcome]):\(waves)", rows: moments.rowCount,
      cells: moments.cellCount)
    do throws(EstimationError) {
      let fit = try LinearMixedModel().fit(moments)
      answer = EffectAnswer(
        coefficients: fit.coefficientTable(level: panel.plan.effects.confidenceLevel), warnings: fit.warnings)
      let unit = panel.plan.assignment.unit.rawValue
      intraclassCorrelation = fit.intraclassCorrelation(of: unit == "group" ? ["preschool", "group"] : ["preschool"])
    } catch {
      answer = EffectAnswer(warnings: [.notEstimable(error.text)])
    }
  }
}
