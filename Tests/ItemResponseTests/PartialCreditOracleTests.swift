import Foundation
import ItemResponse
import LinearAlgebra
import Moments
import TestSupport
import Testing

/// Calibrations of the verbal aggression data, against an independent solver on 401 nodes.
///
/// Both maximise the same likelihood to a gradient below 1e-10, so that logarithms of likelihoods agree to 1e-8, and
/// parameters to the same; the other solver's information is a fourth-order difference, so errors agree to 1e-7.
@Suite struct PartialCreditOracleTests {
  private static let parameterTolerance = 1e-8
  private static let errorTolerance = 1e-7

  private func fit(_ model: PartialCreditModel, byGender: Bool = false) throws -> ItemResponseFit {
    try model.fit(ItemMoments(collecting: VerbalAggression(byGender: byGender).responses))
  }

  private func errors(_ fit: ItemResponseFit) throws -> [String: Double] {
    Dictionary(uniqueKeysWithValues: zip(fit.parameterNames, try #require(fit.standardErrors)))
  }

  private func expectItems(_ fit: ItemResponseFit, _ expected: JSONValue, _ key: String) throws {
    for item in fit.items {
      let wanted = try (0...1).map { try expected.number(at: [key, "items", item.item, "b", "\($0)"]) }
      expectClose(item.locations, wanted, relative: Self.parameterTolerance, scale: 1, item.item)
      expectNoticesErrors(in: wanted, relative: Self.parameterTolerance, scale: 1)
      let first = try expected.number(at: [key, "items", item.item, "intercepts_se", "0"])
      expectClose(try errors(fit)["\(item.item).step1", default: .nan], first, relative: Self.errorTolerance)
      expectNoticesErrors(in: [first], relative: Self.errorTolerance)
    }
  }

  private func expectLikelihood(_ fit: ItemResponseFit, _ expected: JSONValue, _ key: String) throws {
    let wanted = try expected.number(at: [key, "logLik"])
    #expect(abs(fit.logLikelihood - wanted) < 1e-8, "\(fit.logLikelihood), expected \(wanted)")
    expectClose(fit.aic, try expected.number(at: [key, "AIC"]), relative: 1e-11)
    expectClose(fit.bic, try expected.number(at: [key, "BIC"]), relative: 1e-11)
    #expect(fit.gradientNorm < 1e-10)
    #expect(fit.warnings.isEmpty)
  }

  @Test func partialCredit() throws {
    let expected = try Fixture.json("irt_verbagg")
    let fit = try fit(PartialCreditModel())
    try expectLikelihood(fit, expected, "pcm")
    try expectItems(fit, expected, "pcm")
    let variance = try expected.number("pcm.theta_var")
    expectClose(fit.groups[0].variance, variance, relative: Self.parameterTolerance)
    expectClose(
      try errors(fit)["variance.all", default: .nan], try expected.number("pcm.theta_var_se"),
      relative: Self.errorTolerance)
  }

  /// The second intercept's error tests the covariance of steps: c₂ = −δ₁ − δ₂.
  @Test func covariancesOfSteps() throws {
    let expected = try Fixture.json("irt_verbagg")
    let fit = try fit(PartialCreditModel())
    let covariance = try #require(fit.covariance)
    for (number, item) in fit.items.enumerated() {
      let own = [2 * number, 2 * number + 1]
      let error = covariance.submatrix(own).elements.reduce(0, +).squareRoot()
      let wanted = try expected.number(at: ["pcm", "items", item.item, "intercepts_se", "1"])
      expectClose(error, wanted, relative: Self.errorTolerance)
    }
  }

  @Test func ratingScale() throws {
    let expected = try Fixture.json("irt_verbagg")
    let fit = try fit(PartialCreditModel(family: .ratingScale))
    try expectLikelihood(fit, expected, "rsm")
    let parameters = Dictionary(uniqueKeysWithValues: zip(fit.parameterNames, fit.parameters))
    let errors = try errors(fit)
    let difficulties = try expected.namedNumbers("rsm.b")
    for (item, wanted) in difficulties {
      expectClose(parameters["\(item).difficulty", default: .nan], wanted, relative: Self.parameterTolerance, scale: 1)
    }
    for (item, wanted) in try expected.namedNumbers("rsm.b_se") {
      expectClose(errors["\(item).difficulty", default: .nan], wanted, relative: Self.errorTolerance)
    }
    let step = try expected.numbers("rsm.tau")[0]
    expectClose(parameters["step1", default: .nan], step, relative: Self.parameterTolerance)
    expectClose(
      errors["step1", default: .nan], try expected.number("rsm.tau1_se"), relative: Self.errorTolerance)
    expectClose(
      fit.groups[0].variance, try expected.number("rsm.theta_var"), relative: Self.parameterTolerance)
    expectClose(fit.items[0].locations[0], difficulties["S1WantCurse", default: .nan] + step, relative: 1e-7)
  }

  @Test func twoGroups() throws {
    let expected = try Fixture.json("irt_verbagg")
    let fit = try fit(PartialCreditModel(), byGender: true)
    try expectLikelihood(fit, expected, "pcm_groups")
    try expectItems(fit, expected, "pcm_groups")
    #expect(fit.groups[0].mean == 0)
    let values = [fit.groups[0].variance, fit.groups[1].mean, fit.groups[1].variance]
    let names = ["variance.F", "mean.M", "variance.M"]
    let keys = ["var_F", "mean_M", "var_M"]
    let wanted = try keys.map { try expected.number("pcm_groups.\($0)") }
    expectClose(values, wanted, relative: Self.parameterTolerance)
    expectNoticesErrors(in: wanted, relative: Self.parameterTolerance)
    let errors = try errors(fit)
    expectClose(
      names.map { errors[$0, default: .nan] }, try keys.map { try expected.number("pcm_groups.\($0)_se") },
      relative: Self.errorTolerance)
  }
}
