internal import Findings
internal import MixedModels
internal import Moments
internal import Records

/// The mixed model of one outcome, which answers for all its effects.
struct MixedModelAnswer: Sendable {
  private let table: [Coefficient]
  private let isSingular: Bool
  private let warnings: [FindingWarning]
  /// Share of the variance that lies between units of assignment; `nil` without a fit.
  let intraclassCorrelation: Double?
  let compression: CompressionFact

  /// Fits the model; data that cannot bear it make an answer that says why, not an error of the whole evaluation.
  init(_ model: EffectModel, panel: Panel, outcome: Int) {
    var facts = CompressionFact(
      moments: "mixed_model:\(panel.plan.outcomes[outcome]):\(model.waveNames(panel))", rows: 0, cells: 0)
    do {
      let moments = try NestedMoments.collect(model.mixedModelFrame(outcome: outcome))
      facts.rows = moments.rowCount
      facts.cells = moments.cellCount
      let fit = try LinearMixedModel(degreesOfFreedom: panel.plan.effects.degreesOfFreedom.specification).fit(moments)
      table = fit.coefficientTable(level: panel.plan.effects.confidenceLevel)
      warnings = fit.warnings
      isSingular = fit.warnings.contains { $0.code == .singularFit }
      let unit = panel.plan.assignment.unit.rawValue
      intraclassCorrelation = fit.intraclassCorrelation(of: unit == "group" ? ["preschool", "group"] : ["preschool"])
    } catch {
      table = []
      warnings = [.notEstimable(error)]
      isSingular = false
      intraclassCorrelation = nil
    }
    compression = facts
  }

  /// The answer for one effect.
  func answer(_ effect: EffectModel.Effect) -> MethodAnswer {
    MethodAnswer(table, term: effect.term, isSingular: isSingular, warnings: warnings)
  }
}

extension Plan.Effects.DegreesOfFreedom {
  fileprivate var specification: LinearMixedModel.DegreesOfFreedom {
    switch self {
    case .kenwardRoger: .kenwardRoger
    case .satterthwaite: .satterthwaite
    }
  }
}
