internal import Findings
internal import Moments
internal import Probability
internal import Records
internal import Regression
internal import SmallArea

// Values that whole units of assignment share: one number per unit, and partial pooling of the values' differences.
extension StratifiedEffects {
  mutating func compareUnits(outcomes: [Int]) {
    do {
      let assignment = try ArmAssignment(panel)
      for model in try EffectModel.models(of: panel) {
        let moments = try model.exposureMoments(
          outcomes: outcomes.map { panel.scores[$0] }, unit: panel.plan.assignment.unit)
        for (position, outcome) in outcomes.enumerated() {
          for effect in model.effects {
            compareUnits(model, moments, assignment, effect: effect, response: position, outcome: outcome)
          }
        }
      }
    } catch {
      for outcome in outcomes {
        for wave in panel.effectWaves { addFailure(error, outcome: outcome, wave: wave) }
      }
    }
  }

  private mutating func compareUnits(
    _ model: EffectModel, _ moments: ClusterMoments, _ assignment: ArmAssignment, effect: EffectModel.Effect,
    response: Int, outcome: Int
  ) {
    do {
      let fit = try ClusterLevelComparison(confidenceLevel: level).classes(
        moments, response: response, assignment: assignment, exposures: model.armColumns.map(\.exposure),
        tested: model.armColumns.first { $0.term == effect.term }?.exposure ?? effect.term, classes: classNames)
      add(fit, outcome: outcome, wave: effect.wave)
    } catch {
      addFailure(error, outcome: outcome, wave: effect.wave)
    }
  }

  private mutating func add(_ fit: ClusterLevelClasses, outcome: Int, wave: Int) {
    let pooled = try? RandomEffectsMetaAnalysis(confidenceLevel: level).fit(
      fit.differences.map {
        StudyEffect(study: $0.name, effect: $0.estimate, variance: $0.standardError * $0.standardError)
      })
    for difference in fit.differences {
      guard let value = values.values.firstIndex(of: difference.name), eligible.contains(value) else { continue }
      let shrunken = pooled?.studies.first { $0.study == difference.name }
      answers[Place(outcome: outcome, wave: wave, value: value)] = Answer(
        estimate: estimate(difference, degreesOfFreedom: fit.degreesOfFreedom),
        pooled: shrunken.flatMap { self.pooled($0, degreesOfFreedom: fit.degreesOfFreedom) })
    }
    differences[Place(outcome: outcome, wave: wave, value: 0)] = Difference(
      valueCount: fit.differences.count, pValue: fit.pValue, pooled: pooled.flatMap { summary($0) },
      warnings: pooled?.warnings ?? [])
  }

  private func estimate(
    _ difference: ClusterLevelClasses.Difference, degreesOfFreedom: Double
  ) -> EffectFinding.Estimate? {
    WaldInference(
      estimate: difference.estimate, standardError: difference.standardError, degreesOfFreedom: degreesOfFreedom,
      level: level
    ).map {
      EffectFinding.Estimate(
        value: difference.estimate, standardError: difference.standardError, degreesOfFreedom: degreesOfFreedom,
        pValue: $0.pValue, interval: Interval(lower: $0.lower, upper: $0.upper, level: level))
    }
  }

  private func pooled(
    _ study: MetaAnalysisFit.ShrunkenEffect, degreesOfFreedom: Double
  ) -> SubgroupFinding.PooledEstimate? {
    WaldInference(
      estimate: study.estimate, standardError: study.standardError, degreesOfFreedom: degreesOfFreedom, level: level
    ).map {
      SubgroupFinding.PooledEstimate(
        value: study.estimate, interval: Interval(lower: $0.lower, upper: $0.upper, level: level))
    }
  }

  private func summary(_ fit: MetaAnalysisFit) -> HeterogeneityFinding.PooledEffects? {
    fit.coefficientTable(level: level).first?.effectEstimate.map {
      HeterogeneityFinding.PooledEffects(mean: $0, heterogeneity: fit.heterogeneity)
    }
  }

  private mutating func addFailure(_ error: any Error, outcome: Int, wave: Int) {
    for value in eligible {
      answers[Place(outcome: outcome, wave: wave, value: value)] = Answer(warnings: [.notEstimable(error)])
    }
    differences[Place(outcome: outcome, wave: wave, value: 0)] = Difference(
      valueCount: eligible.count, warnings: [.notEstimable(error)])
  }

  /// Value of each unit of assignment, by the unit's code.
  private var classNames: [String: String] {
    var names: [String: String] = [:]
    for (row, facts) in panel.rows.enumerated() {
      if let value = values.classes[row] { names[panel.unitCode(of: facts)] = values.values[value] }
    }
    return names
  }

  private var level: Double { panel.plan.effects.confidenceLevel }
}
