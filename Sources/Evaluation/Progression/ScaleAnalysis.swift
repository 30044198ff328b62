internal import Findings
internal import ItemResponse
internal import Records

/// How well a scale measures: reliability, the children of each arm and wave on it, and tables for use on paper.
struct ScaleAnalysis {
  private let panel: Panel
  private let measured: MeasuredScale
  private let classical: ClassicalItemStatistics

  init(_ measured: MeasuredScale, panel: Panel) {
    self.panel = panel
    self.measured = measured
    classical = ClassicalItemAnalysis(confidenceLevel: panel.plan.effects.confidenceLevel).pooled(measured.moments)
  }

  private var scale: ProgressionScale { measured.scale }
  private var outcome: String { panel.plan.outcomes[scale.outcome] }

  func finding() -> ScaleFinding {
    let fit = measured.fit
    let answered = scale.rows.indices.filter { measured.cellOfPerson[$0] != nil }
    return ScaleFinding(
      address: "scale:\(outcome).\(scale.name)", outcome: outcome, scale: scale.name, model: fit.model.rawValue,
      forms: scale.forms.map(\.key), itemCount: fit.items.count,
      counts: .shown(panel.counts(rows: answered.map { scale.rows[$0] })), cellCount: fit.cellCount,
      logLikelihood: fit.logLikelihood, parameterCount: fit.parameters.count,
      logitsPerUnit: measured.unit.logitsPerUnit, reliability: Disclosable(measured.marginalReliability),
      alpha: Disclosable(
        classical.reliability.alpha.map { .init(value: $0, interval: classical.reliability.alphaInterval) }),
      omega: Disclosable(classical.reliability.omega), abilities: scale.stages.compactMap(ability),
      dependentPairs: dependentPairs, warnings: measured.warnings + classical.warnings)
  }

  /// The calibrated distribution of a stage, with the error of a score at its mean.
  private func ability(_ stage: ProgressionScale.Stage) -> ScaleFinding.Ability? {
    let name = ProgressionScale.label(stage, panel)
    guard let group = measured.fit.groups.first(where: { $0.group == name }) else { return nil }
    let rows = scale.rows.filter { panel.rows[$0].wave == stage.wave && panel.rows[$0].place.arm == stage.arm }
    let unit = measured.unit
    return .init(
      arm: stage.arm.rawValue, wave: panel.plan.waves[stage.wave].name, counts: .shown(panel.counts(rows: rows)),
      mean: .shown(unit.fromLogits(group.mean)),
      standardDeviation: .shown(group.variance.squareRoot() / unit.logitsPerUnit),
      errorAtMean: Disclosable(errorAtMean(group, rows: rows)))
  }

  /// Standard error of a score from a complete sheet of the form that most of the rows are on.
  private func errorAtMean(_ group: AbilityDistribution, rows: [Int]) -> Double? {
    let sheets = Dictionary(grouping: rows) { panel.rows[$0].sheet }.mapValues(\.count)
    let usual = scale.forms.max { (sheets[$0.key] ?? 0) < (sheets[$1.key] ?? 0) }
    guard let form = usual.flatMap({ measured.form($0) }) else { return nil }
    let information = form.information(at: group.mean)
    return information > 0 ? 1 / information.squareRoot() / measured.unit.logitsPerUnit : nil
  }

  /// Pairs with Q3 more than 0.2 above the average, most dependent first.
  private var dependentPairs: [ScaleFinding.DependentPair] {
    guard let dependence = try? LocalDependence(measured.fit, measured.moments) else { return [] }
    return dependence.flagged().sorted { $0.aboveAverage > $1.aboveAverage }.map {
      .init(first: $0.first, second: $0.second, excessCorrelation: $0.aboveAverage)
    }
  }

  /// One table per form whose items were all calibrated, for models in which the sum of points says all.
  func scoreTables() -> [ScoreTableFinding] {
    guard let rule = panel.records.instrument.levelRule, measured.fit.model.hasSufficientScore,
      let prior = measured.fit.groups.first
    else { return [] }
    return scale.forms.compactMap { form in
      guard let items = measured.form(form), items.items.count == scale.items.filter(form.items.contains).count
      else { return nil }
      let count = items.items.count
      let rows = ScoreTable(items, prior: prior).rows.compactMap { row -> ScoreTableFinding.Row? in
        guard let estimate = row.weightedLikelihood else { return nil }
        return .init(
          points: row.score + count, score: measured.unit.fromLogits(estimate.value),
          standardError: estimate.standardError / measured.unit.logitsPerUnit,
          level: rule.level(pointSum: row.score + count, itemCount: count).rawValue)
      }
      return ScoreTableFinding(
        address: "score_table:\(outcome).\(form.key)", outcome: outcome, scale: scale.name, form: form.key, rows: rows)
    }
  }
}

extension MeasuredScale {
  /// The calibrated items of a form; `nil` where none of them is.
  func form(_ form: Instrument.Form) -> TestForm? { scale.testForm(form, fit: fit) }
}
