internal import EffectSizes
internal import Findings
internal import Moments
internal import Records
internal import Regression
internal import Tabular

/// Estimates every effect the plan asks for: each outcome at each wave after the start of treatment.
struct EffectAnalysis {
  let panel: Panel
  private(set) var findings: [EffectFinding] = []
  private(set) var compression: [CompressionFact] = []

  init(_ panel: Panel) throws {
    self.panel = panel
    for model in try EffectModel.models(of: panel) { add(model) }
    sortAndAdjust()
  }

  private var estimators: [Plan.Effects.Estimator] {
    var seen: Set<Plan.Effects.Estimator> = []
    return ([panel.plan.effects.primary] + panel.plan.effects.also).filter { seen.insert($0).inserted }
  }

  private mutating func add(_ model: EffectModel) {
    let robust = clusterRobustAnswers(model)
    let fits = concurrentMap(panel.plan.outcomes.count) { [panel] outcome in
      MixedModelAnswer(model, panel: panel, outcome: outcome)
    }
    for (outcome, mixed) in fits.enumerated() {
      compression.append(mixed.compression)
      for effect in model.effects {
        let cells = EffectCells(panel, outcome: outcome, wave: effect.wave)
        for estimator in estimators {
          let answer = estimator == .mixedModel ? mixed.answer : robust[outcome]
          findings.append(
            finding(
              answer, effect: effect, outcome: outcome, estimator: estimator, cells: cells,
              intraclassCorrelation: mixed.intraclassCorrelation, omitted: model.omitted))
        }
      }
    }
  }

  private mutating func clusterRobustAnswers(_ model: EffectModel) -> [EffectAnswer] {
    guard estimators.contains(.clusterRobust) else { return [] }
    let waves = model.effects.map { panel.plan.waves[$0.wave].name }.joined(separator: "+")
    do {
      let moments = try model.clusterMoments(outcomes: panel.scores)
      compression.append(
        CompressionFact(moments: "cluster_robust:\(waves)", rows: moments.rowCount, cells: moments.cells.count))
      return panel.plan.outcomes.indices.map { clusterRobustAnswer(moments, outcome: $0) }
    } catch {
      return panel.plan.outcomes.map { _ in EffectAnswer(warnings: [.notEstimable(error)]) }
    }
  }

  private func clusterRobustAnswer(_ moments: ClusterMoments, outcome: Int) -> EffectAnswer {
    do {
      let fit = try LinearRegression(covariance: .clusterRobust(.cr2)).fit(moments, response: outcome)
      return EffectAnswer(
        coefficients: fit.coefficientTable(level: panel.plan.effects.confidenceLevel), warnings: fit.warnings)
    } catch {
      return EffectAnswer(warnings: [.notEstimable(error)])
    }
  }

  private func finding(
    _ answer: EffectAnswer, effect: EffectModel.Effect, outcome: Int, estimator: Plan.Effects.Estimator,
    cells: EffectCells, intraclassCorrelation: Double?, omitted: [String]
  ) -> EffectFinding {
    let (key, wave) = (panel.plan.outcomes[outcome], panel.plan.waves[effect.wave].name)
    var warnings = answer.warnings + cells.warnings(omitted: omitted)
    let estimate = cells.bothArmsObserved ? answer.coefficients.first { $0.term == effect.term }?.effectEstimate : nil
    var standardized: EffectFinding.StandardizedEffect?
    if let estimate {
      do throws(EffectSizeError) {
        standardized = try cells.hedgesG(
          estimate, intraclassCorrelation: intraclassCorrelation, level: panel.plan.effects.confidenceLevel)
      } catch {
        warnings.append(.notEstimable("Hedges g: \(error)"))
      }
    } else if !warnings.contains(where: { $0.code == .notEstimable }) {
      warnings.append(.notEstimable("the data do not determine the effect"))
    }
    return EffectFinding(
      address: "effect:\(key).\(wave).\(estimator.rawValue)", outcome: key, wave: wave,
      estimator: estimator.rawValue, isPrimary: estimator == panel.plan.effects.primary,
      control: Disclosable(cells.control.counts), experimental: Disclosable(cells.experimental.counts),
      estimate: Disclosable(estimate), standardized: Disclosable(standardized), adjustedPValue: .noData,
      warnings: warnings)
  }

  /// Puts findings in order of outcome, wave and estimator, and adjusts the p-values of the primary ones as one family.
  private mutating func sortAndAdjust() {
    let outcomes = panel.plan.outcomes
    let waves = panel.plan.waves.map(\.name)
    func place(_ finding: EffectFinding) -> [Int] {
      [
        outcomes.firstIndex(of: finding.outcome) ?? 0, waves.firstIndex(of: finding.wave) ?? 0,
        finding.isPrimary ? 0 : 1,
      ]
    }
    findings.sort { place($0).lexicographicallyPrecedes(place($1)) }
    let primary = findings.indices.filter { findings[$0].isPrimary }
    let pValues = primary.map { findings[$0].estimate.value?.pValue }
    let adjusted = panel.plan.effects.multiplicity == .holm ? Multiplicity.holm.adjusted(pValues) : pValues
    for (index, value) in zip(primary, adjusted) { findings[index].adjustedPValue = Disclosable(value) }
  }
}

extension FindingWarning {
  /// A caveat for an effect whose model could not be laid out or estimated.
  static func notEstimable(_ error: any Error) -> FindingWarning {
    notEstimable(FitError(file: "the records", formula: "of the effect", cause: error).text ?? "\(error)")
  }

  /// A caveat for an effect that has no estimate.
  static func notEstimable(_ reason: String) -> FindingWarning {
    FindingWarning(.notEstimable, "not estimated: \(reason)", facts: ["reason": reason])
  }
}

extension Disclosable {
  /// A value that is there, or no data.
  init(_ value: Value?) { self = value.map { .shown($0) } ?? .noData }
}
