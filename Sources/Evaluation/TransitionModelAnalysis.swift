internal import Design
internal import Findings
internal import Foundation
internal import Records
internal import Regression
internal import Tabular

/// The odds of a higher level at a later wave in the experimental against the control arm, given the level at the start.
///
/// Proportional odds on the level at the first wave (a factor), the arm, and the pair of sheets with the age band, with a
/// normal intercept of each unit of assignment. No other covariate enters, so that children of a unit who started alike
/// are one cell, and the cost does not grow with their number.
struct TransitionModelAnalysis {
  private static let unitName = "unit"
  private static let startName = "start"
  private static let sheetName = "sheet"
  private static let levelName = "level"
  private static let armName = EffectColumns.armName

  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  private struct Place {
    let outcome: Int
    let pairs: WavePairs
  }

  /// One per outcome with levels and wave after the start of treatment; none without a wave before it.
  func findings() -> [TransitionModelFinding] {
    let waves = panel.wavesWithStart.map { WavePairs(panel, to: $0) }
    let places = panel.levelledOutcomes.flatMap { outcome in waves.map { Place(outcome: outcome, pairs: $0) } }
    return concurrentMap(places.count) { finding(places[$0]) }
  }

  private func finding(_ place: Place) -> TransitionModelFinding {
    let pairs = place.pairs.withLevels(panel, outcome: place.outcome)
    var result = TransitionModelFinding(
      address: "", outcome: panel.plan.outcomes[place.outcome], fromWave: panel.plan.waves[0].name,
      wave: panel.plan.waves[place.pairs.wave].name, unit: panel.plannedLevel.rawValue,
      control: .shown(panel.counts(pairs, arm: .control)),
      experimental: .shown(panel.counts(pairs, arm: .experimental)), oddsRatio: .noData, unitVariance: .noData,
      proportionalOddsPValue: .noData, warnings: [])
    result.address = "transition_model:\(result.outcome).\(result.wave)"
    guard Arm.allCases.allSatisfy({ arm in pairs.contains { panel.rows[$0.after].place.arm == arm } }) else {
      result.warnings = [.notEstimable("an arm has no child observed at both waves")]
      return result
    }
    do {
      let fit = try CumulativeLogit(confidenceLevel: panel.plan.effects.confidenceLevel)
        .fit(frame(pairs, outcome: place.outcome))
      result.add(fit, arm: Self.armName)
    } catch EstimationError.separated(let terms) {
      // Thresholds such as `1|2` run to infinity with the terms that separate.
      result.warnings = [.separation(terms.filter { !$0.contains("|") }.map(Self.covariate))]
    } catch {
      result.warnings = [.notEstimable(error)]
    }
    return result
  }

  private func frame(_ pairs: [WavePairs.Pair], outcome: Int) throws -> ModelFrame {
    let levels = panel.levels[outcome]
    let rows = pairs.map { panel.rows[$0.after] }
    var columns = [
      Column(name: Self.levelName, values: .numeric(pairs.map { Double(levels[$0.after]) })),
      Column(name: Self.armName, values: .numeric(rows.map { $0.place.arm == .experimental ? 1 : 0 })),
      Column(
        name: Self.unitName,
        values: .categorical(CategoricalColumn(rows.map { panel.unit(of: $0, at: panel.plannedLevel) }))),
    ]
    var terms = [Self.armName]
    for (name, values) in [
      (Self.startName, pairs.map { String(levels[$0.before]) }), (Self.sheetName, pairs.map(panel.sheets)),
    ] where Set(values).count > 1 {
      columns.append(Column(name: name, values: .categorical(CategoricalColumn(values))))
      terms.append(name)
    }
    let formula = "\(Self.levelName) ~ \(terms.joined(separator: " + ")) + (1 | \(Self.unitName))"
    return try ModelFrame.build(try Formula(formula), frame: try Frame(columns: columns))
  }

  /// The variable that a column of the model belongs to, as warnings name it.
  fileprivate static func covariate(_ term: String) -> String {
    term == armName ? "arm" : term.hasPrefix(startName) ? "first_level" : term.hasPrefix(sheetName) ? "sheet" : term
  }
}

extension TransitionModelFinding {
  /// Adds what a fitted model says of the arm.
  fileprivate mutating func add(_ fit: CumulativeLogitFit, arm: String) {
    let test = fit.proportionalOddsTests.first { $0.terms == [arm] }
    proportionalOddsPValue = Disclosable(test?.pValue)
    unitVariance = Disclosable(fit.randomIntercept?.variance)
    oddsRatio = Disclosable(fit.coefficientTable.first { $0.term == arm }.flatMap(OddsRatio.init))
    warnings = fit.warnings.filter { ![.proportionalOdds, .notEstimable].contains($0.code) }
    let doubtful = fit.proportionalOddsTests.filter { ($0.pValue ?? 1) < 1 - fit.confidenceLevel }.flatMap(\.terms)
    if !doubtful.isEmpty {
      let names = doubtful.map(TransitionModelAnalysis.covariate).withoutRepetition.joined(separator: ", ")
      warnings.append(
        FindingWarning(
          .proportionalOdds, "the effect of \(names) differs between the thresholds", facts: ["columns": names]))
    }
    if oddsRatio.value == nil { warnings.append(.notEstimable("the data do not determine the effect of the arm")) }
  }
}

extension TransitionModelFinding.OddsRatio {
  /// The odds ratio of a coefficient; `nil` for one without an estimate or too large to be written.
  fileprivate init?(_ coefficient: Coefficient) {
    guard let estimate = coefficient.estimate, exp(estimate).isFinite, exp(estimate) > 0 else { return nil }
    let interval = coefficient.interval.map {
      Interval(lower: exp($0.lower), upper: exp($0.upper), level: $0.level)
    }
    self.init(
      value: exp(estimate), interval: interval.flatMap { $0.upper.isFinite ? $0 : nil },
      logStandardError: coefficient.standardError, degreesOfFreedom: coefficient.degreesOfFreedom,
      pValue: coefficient.pValue)
  }
}

extension FindingWarning {
  fileprivate static func separation(_ columns: [String]) -> FindingWarning {
    let names = columns.withoutRepetition.joined(separator: ", ")
    return FindingWarning(
      .separation, "the later level is separated by \(names): its odds ratio is infinite", facts: ["columns": names])
  }
}
