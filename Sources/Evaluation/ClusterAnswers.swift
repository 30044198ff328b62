internal import Findings
internal import Moments
internal import Records
internal import Regression

/// Least squares over preschools, with the errors of CR2 or of the wild cluster bootstrap.
struct ClusterAnswers: Sendable {
  private let panel: Panel
  private let model: EffectModel
  private let moments: Result<ClusterMoments, any Error>

  init(_ model: EffectModel, panel: Panel) {
    self.panel = panel
    self.model = model
    moments = Result { try model.clusterMoments(outcomes: panel.scores) }
  }

  /// How far the rows compressed; `nil` when they could not be collected.
  var compression: CompressionFact? {
    (try? moments.get()).map { moments in
      CompressionFact(
        moments: "cluster_robust:\(model.waveNames(panel))", rows: moments.rowCount, cells: moments.cells.count)
    }
  }

  /// CR2 with Satterthwaite degrees of freedom.
  func robust(_ effect: EffectModel.Effect, outcome: Int) -> MethodAnswer {
    do {
      let fit = try LinearRegression(covariance: .clusterRobust(.cr2)).fit(moments.get(), response: outcome)
      return MethodAnswer(
        fit.coefficientTable(level: panel.plan.effects.confidenceLevel), term: effect.term, warnings: fit.warnings)
    } catch {
      return MethodAnswer(error)
    }
  }

  /// The wild cluster bootstrap with the null imposed.
  func wildBootstrap(_ effect: EffectModel.Effect, outcome: Int) -> MethodAnswer {
    do {
      let fit = try bootstrap.fit(moments.get(), response: outcome, term: effect.term)
      return MethodAnswer(
        estimate: EffectFinding.Estimate(
          value: fit.estimate, standardError: fit.standardError, degreesOfFreedom: nil, pValue: fit.pValue,
          interval: fit.interval),
        draws: EffectFinding.Draws(
          replications: fit.replications, isEnumerated: fit.isEnumerated, pValueError: fit.pValueError,
          smallestPValue: fit.smallestPValue), warnings: fit.warnings)
    } catch {
      return MethodAnswer(error)
    }
  }

  /// Romano–Wolf's p-values of all effects of the model on all outcomes, from draws that they share; effects whose test
  /// cannot be made are left out of the family.
  func stepDown() -> [(effect: EffectModel.Effect, outcome: Int, pValue: Double)] {
    guard let moments = try? moments.get() else { return [] }
    let places = panel.plan.outcomes.indices.flatMap { outcome in model.effects.map { (effect: $0, outcome: outcome) } }
    let testable = places.filter { place in
      (try? bootstrap.fit(moments, response: place.outcome, term: place.effect.term)) != nil
    }
    let hypotheses = testable.map { RomanoWolf.Hypothesis(response: $0.outcome, term: $0.effect.term) }
    guard !hypotheses.isEmpty, let tests = try? RomanoWolf(bootstrap).fit(moments, hypotheses) else { return [] }
    return zip(testable, tests).map { ($0.effect, $0.outcome, $1.adjustedPValue) }
  }

  private var bootstrap: WildClusterBootstrap {
    WildClusterBootstrap(
      replications: panel.plan.effects.replications, seed: panel.plan.seed,
      confidenceLevel: panel.plan.effects.confidenceLevel)
  }

  /// How much each preschool weighs in an effect; `nil` when it has no estimate.
  func leverage(_ effect: EffectModel.Effect, outcome: Int) -> ClusterLeverage? {
    try? LinearRegression.leverage(moments.get(), response: outcome, term: effect.term)
  }
}
