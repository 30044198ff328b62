import Design
import LinearAlgebra
import MixedModels
import Moments
import TestSupport
import Testing

/// The likelihood from moments against the likelihood from the rows, with every covariance written out.
@Suite struct DenseMixedModelTests {
  static let formulas = [
    "y ~ x + time + (1 | group)",
    "y ~ x + time + (0 + time | child)",
    "y ~ x + kind + (1 + time | group)",
    "y ~ x + time + (1 | preschool/group)",
    "y ~ x + kind + time + (1 | preschool/group/child)",
    "y ~ x + time + (1 | preschool) + (1 + time | group)",
    "y ~ x + (1 + time | preschool) + (1 | group)",
    "y ~ x + (0 + time | group)",
    "y ~ x + (1 + age | preschool/group)",
    "y ~ 0 + x + time + (1 | group)",
  ]

  /// 4 preschools, 8 groups, 56 children, 96 rows.
  private func frame(_ formula: String, seed: UInt64) throws -> ModelFrame {
    try SamplePanel(seed: seed, preschoolCount: 4).modelFrame(formula)
  }

  @Test(arguments: formulas, LinearMixedModel.Criterion.allCases)
  func devianceAtTheOptimumIsTheDenseOne(_ formula: String, _ criterion: LinearMixedModel.Criterion) throws {
    for seed in [1, 2, 3] as [UInt64] {
      let frame = try frame(formula, seed: seed)
      let fit = try LinearMixedModel(criterion: criterion).fit(.collect(frame))
      let dense = try DenseMixedModel(frame).answer(theta: fit.theta)
      expectClose(fit.deviance, dense.deviance, relative: Tolerance.closedForm)
      expectClose(fit.restrictedDeviance, dense.restrictedDeviance, relative: Tolerance.closedForm)
      expectClose(fit.coefficients, dense.coefficients, relative: Tolerance.matrixRoot, scale: 0.1)
      expectNoticesErrors(in: [dense.deviance, dense.restrictedDeviance], relative: Tolerance.closedForm)
    }
  }

  /// No step from the optimum, in any direction of θ, makes the dense likelihood larger.
  @Test(arguments: formulas, LinearMixedModel.Criterion.allCases)
  func noNeighbourIsBetter(_ formula: String, _ criterion: LinearMixedModel.Criterion) throws {
    let frame = try frame(formula, seed: 4)
    let fit = try LinearMixedModel(criterion: criterion).fit(.collect(frame))
    let dense = DenseMixedModel(frame)
    func deviance(_ theta: [Double]) throws -> Double {
      let answer = try dense.answer(theta: theta)
      return criterion == .maximumLikelihood ? answer.deviance : answer.restrictedDeviance
    }
    let best = try deviance(fit.theta)
    for position in fit.theta.indices {
      for step in [-0.02, -0.002, 0.002, 0.02] {
        var theta = fit.theta
        theta[position] += step
        #expect(try deviance(theta) > best - 1e-9, "θ[\(position)] \(step)")
      }
    }
  }
}
