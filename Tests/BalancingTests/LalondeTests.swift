import Balancing
import Findings
import Foundation
import TestSupport
import Testing

/// Weights, effects and balance on the `lalonde` fixture.
@Suite struct LalondeTests {
  let data: LalondeData
  let expected: JSONValue

  /// The reference takes its bread from numerical derivatives.
  static let numericalBread = Tolerance.iterated
  /// Weighted sums over a propensity or a dual that both sides solved to rounding.
  static let polished = Tolerance.polishedOptimum

  init() throws {
    data = try LalondeData()
    expected = try Fixture.json("lalonde")
  }

  private func scores() throws -> PropensityScores { try .logistic(data.sample) }

  private func check(
    _ actual: Double, _ path: String, relative tolerance: Double, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let wanted = try expected.number(path)
    expectClose(actual, wanted, relative: tolerance, path, sourceLocation: sourceLocation)
    expectNoticesErrors(in: [wanted], relative: tolerance, sourceLocation: sourceLocation)
  }

  @Test func propensities() throws {
    expectClose(
      Array(try scores().values.prefix(10)), try expected.numbers("propensity.fitted_first10"),
      relative: Self.polished)
  }

  @Test(arguments: PropensityWeighting.Target.allCases)
  func propensityWeights(target: PropensityWeighting.Target) throws {
    let weights = try PropensityWeighting(target: target).fit(data.sample, scores: scores())
    let path = "weighted.\(target.name)"
    let effect = try weights.effect(on: data.outcome, correction: .none)
    try check(effect.estimate, "\(path).estimate", relative: Self.polished)
    try check(effect.standardError, "\(path).error_stacked", relative: Self.numericalBread)
    let known = try weights.effect(on: data.outcome, uncertainty: .known, correction: .none)
    try check(known.standardError, "\(path).error_weights_known.HC0", relative: Self.polished)
    #expect(known.warnings.contains { $0.code == .weightsTakenAsKnown })
    #expect(!effect.warnings.contains { $0.code == .weightsTakenAsKnown })
    let diagnostics = WeightDiagnostics(weights: weights.weights, sample: data.sample)
    try check(diagnostics.treated.effectiveSampleSize, "\(path).effective.treated", relative: Self.polished)
    try check(diagnostics.control.effectiveSampleSize, "\(path).effective.control", relative: Self.polished)
  }

  @Test func horvitzThompson() throws {
    let weighting = PropensityWeighting(target: .all, normalization: .horvitzThompson)
    let effect = try weighting.fit(data.sample, scores: scores()).effect(on: data.outcome, correction: .none)
    try check(effect.estimate, "horvitz_thompson.estimate", relative: Self.polished)
    try check(effect.standardError, "horvitz_thompson.error_stacked", relative: Self.numericalBread)
  }

  @Test(arguments: [TargetPopulation.all, .treated])
  func augmented(target: TargetPopulation) throws {
    let effect = try AugmentedWeighting(target: target)
      .effect(data.sample, outcome: data.outcome, scores: scores(), correction: .none)
    try check(effect.estimate, "augmented.\(target.rawValue).estimate", relative: Self.polished)
    try check(effect.standardError, "augmented.\(target.rawValue).error", relative: Self.polished)
  }

  @Test(arguments: TargetPopulation.allCases)
  func entropyBalancing(target: TargetPopulation) throws {
    let balance = try EntropyBalancing(target: target).fit(data.sample)
    let path = "entropy.\(target.rawValue)"
    let effect = try balance.effect(on: data.outcome, correction: .none)
    try check(effect.estimate, "\(path).estimate", relative: Self.polished)
    try check(effect.standardError, "\(path).error_stacked", relative: Self.numericalBread)
    let weights = balance.weights
    let diagnostics = WeightDiagnostics(weights: weights, sample: data.sample)
    try check(diagnostics.treated.effectiveSampleSize, "\(path).effective.treated", relative: Self.polished)
    try check(diagnostics.control.effectiveSampleSize, "\(path).effective.control", relative: Self.polished)
    let controls = data.sample.rows(isTreated: false).prefix(10).map { weights[$0] }
    expectClose(controls, try expected.numbers("\(path).control_weights_first10"), relative: Self.polished)
  }

  @Test func exactBalance() throws {
    let balance = try EntropyBalancing(target: .treated).fit(data.sample)
    let table = try BalanceTable(data.sample, weights: balance.weights, label: "entropy_balancing")
    #expect(table.largestDifference < 1e-12)
    let overlap = try PropensityWeighting(target: .overlap).fit(data.sample, scores: scores())
    #expect(try BalanceTable(data.sample, weights: overlap.weights, label: "overlap").largestDifference < 1e-8)
  }

  @Test(arguments: ["unweighted", "ate", "att"])
  func balance(weighting: String) throws {
    let target = try #require(
      PropensityWeighting.Target.allCases.first { $0.name == weighting || weighting == "unweighted" })
    let weights = try PropensityWeighting(target: target).fit(data.sample, scores: scores()).weights
    let table = try BalanceTable(
      data.sample, weights: weighting == "unweighted" ? nil : weights, label: weighting)
    func check(_ values: [Double], _ name: String, scale: Double) throws {
      let wanted = try expected.namedNumbers(name)
      expectClose(LalondeData.named(values), wanted, relative: Self.polished, scale: scale, name)
      expectNoticesErrors(in: Array(wanted.values), relative: Self.polished, scale: scale)
    }
    try check(table.rows.map(\.difference), "balance.\(weighting).mean_diff", scale: 1e-2)
    try check(
      table.rows.compactMap(\.differenceInTreatedDeviations), "balance.\(weighting).smd_treated_sd", scale: 1e-2)
    try check(
      table.rows.compactMap(\.differenceInPooledDeviations), "balance.\(weighting).smd_pooled_sd", scale: 1e-2)
    guard weighting == "unweighted" else { return }
    try check(table.rows.compactMap(\.varianceRatio), "variance_ratio", scale: 0)
    try check(table.rows.map(\.kolmogorovSmirnov), "ks", scale: 0)
  }

  @Test func lovePlotStartsWithTheWorst() throws {
    let before = try BalanceTable(data.sample, label: "unweighted")
    let weights = try EntropyBalancing(target: .treated).fit(data.sample).weights
    let plot = LovePlot([before, try BalanceTable(data.sample, weights: weights, label: "entropy_balancing")])
    #expect(plot.points.count == 16)
    #expect(plot.points.first?.covariate == "black")
    #expect(plot.points.prefix(2).map(\.weighting) == ["unweighted", "entropy_balancing"])
  }
}
