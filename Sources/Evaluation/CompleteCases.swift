internal import Findings
internal import Moments
internal import Records
internal import Regression

/// The effect model on the children that have the outcome at every wave that their cohort of birth was observed at.
struct CompleteCases {
  private let panel: Panel
  private let outcome: Int
  /// By row of the panel, whether its child is complete.
  private let isComplete: [Bool]

  init(_ panel: Panel, outcome: Int) {
    self.panel = panel
    self.outcome = outcome
    var wavesOfCohort: [Int: Set<Int>] = [:]
    var cohortOfChild: [Int: Int] = [:]
    var wavesOfChild: [Int: Set<Int>] = [:]
    for (index, row) in panel.rows.enumerated() {
      let cohort = cohortOfChild[row.child] ?? panel.birthCohort(of: index)
      cohortOfChild[row.child] = cohort
      wavesOfCohort[cohort, default: []].insert(row.wave)
      if !panel.scores[outcome][index].isNaN { wavesOfChild[row.child, default: []].insert(row.wave) }
    }
    isComplete = panel.rows.map { row in
      cohortOfChild[row.child].flatMap { wavesOfCohort[$0] } == wavesOfChild[row.child]
    }
  }

  /// The answers by wave; none where the model cannot be laid out.
  func answers() -> [Int: AlternativeAnswer] {
    let partition = EffectModel.Partition(
      classes: isComplete.map { $0 ? 0 : nil }, parts: [EffectModel.Part { _ in true }])
    guard let models = try? EffectModel.models(of: panel, partition: partition) else { return [:] }
    var answers: [Int: AlternativeAnswer] = [:]
    for model in models {
      let fit = Result { try self.fit(model) }
      for effect in model.effects {
        answers[effect.wave] = .attempt { answer(try fit.get(), effect) }
      }
    }
    return answers
  }

  private func fit(_ model: EffectModel) throws -> LinearRegressionFit {
    let moments = try model.clusterMoments(outcomes: [panel.scores[outcome]])
    return try LinearRegression(covariance: .clusterRobust(.cr2)).fit(moments, response: 0)
  }

  private func answer(_ fit: LinearRegressionFit, _ effect: EffectModel.Effect) -> AlternativeAnswer {
    let table = fit.coefficientTable(level: panel.plan.effects.confidenceLevel)
    return AlternativeAnswer(
      estimate: table.first { $0.term == effect.term }?.effectEstimate, rows: rows(wave: effect.wave),
      warnings: fit.warnings)
  }

  private func rows(wave: Int) -> [Int] {
    panel.rows.indices.filter { row in
      panel.rows[row].wave == wave && isComplete[row] && !panel.scores[outcome][row].isNaN
        && !panel.plan.covariates.contains { panel.isMissing(covariate: $0, row: row) }
    }
  }
}
