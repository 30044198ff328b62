import Findings
import LinearAlgebra
import MixedModels
import Moments
import TestSupport
import Testing

/// Balanced designs, where the estimates are known in closed form.
@Suite struct BalancedDesignTests {
  static let seeds: [UInt64] = [1, 2, 3, 4]
  private let unitSize = 6

  /// 8 groups of 6 rows, with a treatment of half the groups.
  private func panel(seed: UInt64) -> SamplePanel {
    var random = RepeatableRandom(seed: seed)
    var panel = SamplePanel(seed: seed, preschoolCount: 0)
    for group in 0..<8 {
      let effect = 2 * random.normal() + (group % 2 == 0 ? 1 : 0)
      for _ in 0..<unitSize {
        panel.texts["group", default: []].append("g\(group)")
        panel.texts["child", default: []].append("c\(panel.rowCount)")
        panel.numbers["treated", default: []].append(group % 2 == 0 ? 1 : 0)
        panel.numbers["y", default: []].append(5 + effect + random.normal())
      }
    }
    return panel
  }

  /// Sums of squares of the analysis of variance within and between groups, the latter within arms when there are any.
  private func squares(_ panel: SamplePanel, byArm: Bool) -> (between: Double, within: Double) {
    let values = panel.numbers["y", default: []]
    let groups = stride(from: 0, to: values.count, by: unitSize).map { Array(values[$0..<$0 + unitSize]) }
    let means = groups.map { $0.reduce(0, +) / Double(unitSize) }
    let within = zip(groups, means).reduce(0) { sum, pair in
      sum + pair.0.reduce(0) { $0 + ($1 - pair.1) * ($1 - pair.1) }
    }
    let arms = byArm ? [0, 1].map { arm in means.indices.filter { $0 % 2 == arm } } : [Array(means.indices)]
    let between = arms.reduce(0) { sum, arm in
      let mean = arm.reduce(0) { $0 + means[$1] } / Double(arm.count)
      return sum + arm.reduce(0) { $0 + (means[$1] - mean) * (means[$1] - mean) }
    }
    return (between * Double(unitSize), within)
  }

  /// The estimator of the one-way analysis of variance, which REML is when it is not negative.
  @Test(arguments: seeds, [false, true])
  func restrictedLikelihoodIsTheAnalysisOfVariance(seed: UInt64, byArm: Bool) throws {
    let panel = panel(seed: seed)
    let fit = try LinearMixedModel().fit(panel.nested(byArm ? "y ~ treated + (1 | group)" : "y ~ 1 + (1 | group)"))
    let squares = squares(panel, byArm: byArm)
    let degrees: Double = byArm ? 6 : 7
    let residual = squares.within / 40
    let between = (squares.between / degrees - residual) / Double(unitSize)
    let expected = [between, residual]
    expectClose(fit.varianceComponents.map(\.value), expected, relative: Tolerance.polishedOptimum)
    expectNoticesErrors(in: expected, relative: Tolerance.polishedOptimum)
    // The error of an effect between groups has the degrees of freedom of the groups, exactly.
    let effect = byArm ? 1 : 0
    let variance = squares.between / degrees / 48 * (byArm ? 4 : 1)
    expectClose(fit.standardErrors[effect], variance.squareRoot(), relative: Tolerance.polishedOptimum)
    expectClose(fit.degreesOfFreedom?[effect] ?? .nan, degrees, relative: Tolerance.iterated)
  }

  /// In a balanced design Kenward–Roger corrects nothing and is the exact test of the analysis of variance.
  @Test(arguments: seeds)
  func kenwardRogerIsExact(seed: UInt64) throws {
    let moments = try panel(seed: seed).nested("y ~ treated + (1 | group)")
    let plain = try LinearMixedModel().fit(moments)
    let corrected = try LinearMixedModel(degreesOfFreedom: .kenwardRoger).fit(moments)
    expectClose(corrected.standardErrors, plain.standardErrors, relative: Tolerance.matrixRoot)
    expectClose(corrected.degreesOfFreedom?[1] ?? .nan, 6, relative: Tolerance.matrixRoot)
  }

  /// The maximum-likelihood variances: the sums of squares over the numbers of groups and of rows within them.
  @Test(arguments: seeds)
  func maximumLikelihoodHasItsClosedForm(seed: UInt64) throws {
    let panel = panel(seed: seed)
    let fit = try LinearMixedModel(criterion: .maximumLikelihood).fit(panel.nested("y ~ 1 + (1 | group)"))
    let squares = squares(panel, byArm: false)
    let residual = squares.within / 40
    expectClose(
      fit.varianceComponents.map(\.value), [(squares.between / 8 - residual) / Double(unitSize), residual],
      relative: Tolerance.polishedOptimum)
  }

  /// In a balanced design the fixed effects are the differences of means, whatever the variances.
  @Test(arguments: seeds)
  func bothCriteriaGiveTheMeans(seed: UInt64) throws {
    let panel = panel(seed: seed)
    let values = panel.numbers["y", default: []]
    let means = [0.0, 1].map { arm in
      values.indices.filter { panel.numbers["treated"]?[$0] == arm }.reduce(0) { $0 + values[$1] } / 24
    }
    for criterion in LinearMixedModel.Criterion.allCases {
      let fit = try LinearMixedModel(criterion: criterion).fit(panel.nested("y ~ treated + (1 | group)"))
      expectClose(fit.coefficients, [means[0], means[1] - means[0]], relative: Tolerance.closedForm)
    }
  }
}
