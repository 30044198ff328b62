import LinearAlgebra
import Moments
import TestSupport
import Testing

import ItemResponse

/// Graded response and generalised partial credit against an exact solver (401 nodes on ±10, gradient below 1e-11).
@Suite struct SlopeModelOracleTests {
  /// Both sides are at the maximum to rounding.
  private static let maximum = 1e-8
  /// The solver's errors come from fourth-order differences of its gradient.
  private static let standardError = 1e-7

  @Test(arguments: [SlopeModel.Family.gradedResponse, .generalizedPartialCredit])
  func verbalAggressionAgrees(_ family: SlopeModel.Family) throws {
    let expected = try Fixture.json("irt_verbagg").value(family.model.rawValue)
    let fit = try SlopeModel(family).fit(ResponsePatterns(collecting: VerbalAggression().responses))
    expectClose(fit.logLikelihood, try expected.number("logLik"), relative: 1e-12)
    try expectItems(fit, expected)
    let errors = try #require(fit.interceptErrors(family))
    for item in fit.items {
      let wanted = try expected.numbers("items.\(item.item).intercepts_se")
      expectClose(try #require(errors[item.item]), wanted, relative: Self.standardError, item.item)
      expectNoticesErrors(in: wanted, relative: Self.standardError)
    }
    #expect(fit.warnings.isEmpty && fit.observationCount == 316 && fit.anchoredItems.isEmpty)
    #expect(fit.groups == [AbilityDistribution(group: "all", mean: 0, variance: 1)])
    expectClose(fit.aic, try expected.number("AIC"), relative: 1e-11)
    expectClose(fit.bic, try expected.number("BIC"), relative: 1e-11)
  }

  @Test(arguments: [SlopeModel.Family.gradedResponse, .generalizedPartialCredit])
  func groupsAgree(_ family: SlopeModel.Family) throws {
    let expected = try Fixture.json("irt_verbagg", "expected_slopes.json").value("\(family.model.rawValue)_groups")
    let fit = try SlopeModel(family).fit(
      ResponsePatterns(collecting: VerbalAggression(byGender: true).responses))
    expectClose(fit.logLikelihood, try expected.number("logLik"), relative: 1e-12)
    try expectItems(fit, expected)
    expectClose(fit.groups.map(\.mean), [0, try expected.number("mean_M")], relative: Self.maximum, scale: 1)
    expectClose(fit.groups.map(\.variance), [1, try expected.number("var_M")], relative: Self.maximum)
    let errors = try #require(fit.errorOfParameter)
    for name in ["mean_M", "var_M"] {
      let own = name == "mean_M" ? "mean.M" : "variance.M"
      expectClose(try #require(errors[own]), try expected.number("\(name)_se"), relative: Self.standardError, name)
    }
  }

  /// Answers left out at fixed places.
  @Test(arguments: [SlopeModel.Family.gradedResponse, .generalizedPartialCredit])
  func incompleteAnswersAgree(_ family: SlopeModel.Family) throws {
    let expected = try Fixture.json("irt_verbagg", "expected_slopes.json").value("\(family.model.rawValue)_incomplete")
    let whole = try VerbalAggression().responses
    let responses = ItemResponses(
      items: whole.items, categoryCounts: whole.categoryCounts, groupOfPerson: whole.groupOfPerson,
      categories: whole.categories.enumerated().map { place, mark in
        (5 * (place / 24) + 3 * (place % 24)) % 7 == 0 ? ItemResponses.missing : mark
      })
    let fit = try SlopeModel(family).fit(ResponsePatterns(collecting: responses))
    expectClose(fit.logLikelihood, try expected.number("logLik"), relative: 1e-12)
    try expectItems(fit, expected)
  }

  private func expectItems(_ fit: ItemResponseFit, _ expected: JSONValue) throws {
    let errors = try #require(fit.errorOfParameter)
    for item in fit.items {
      let slope = try expected.number("items.\(item.item).a")
      let locations = try expected.numbers("items.\(item.item).b")
      expectClose([item.slope] + item.locations, [slope] + locations, relative: Self.maximum, scale: 1, item.item)
      expectNoticesErrors(in: [slope] + locations, relative: Self.maximum, scale: 1)
      expectClose(
        try #require(errors["\(item.item).slope"]), try expected.number("items.\(item.item).a_se"),
        relative: Self.standardError, "\(item.item), error of the slope")
    }
  }
}

extension ItemResponseFit {
  /// Standard errors by the names of the parameters.
  var errorOfParameter: [String: Double]? {
    standardErrors.map { Dictionary(uniqueKeysWithValues: zip(parameterNames, $0)) }
  }

  /// Standard errors of intercepts, by the delta method from those of slopes and locations.
  fileprivate func interceptErrors(_ family: SlopeModel.Family) -> [String: [Double]]? {
    guard let covariance else { return nil }
    var errors: [String: [Double]] = [:]
    for item in items {
      let names = ["\(item.item).slope"] + item.locations.indices.map { "\(item.item).threshold\($0 + 1)" }
      let own = covariance.submatrix(names.compactMap(parameterNames.firstIndex(of:)))
      errors[item.item] = item.locations.indices.map { k in
        // Graded response: d = −a b. Partial credit: c_k = −a Σ b up to k.
        let summed = family == .gradedResponse ? k...k : 0...k
        let bySlope = -item.locations[summed].reduce(0, +)
        let byLocation = item.locations.indices.map { summed.contains($0) ? -item.slope : 0 }
        return own.quadraticForm([bySlope] + byLocation).squareRoot()
      }
    }
    return errors
  }
}

/// Errors item by item, whatever the model estimates them by.
@Suite struct ItemErrorTests {
  /// In the rating scale model δ_1 = b + τ and δ_2 = b − τ.
  @Test func sharedStepsAddTheirErrors() throws {
    let moments = ItemMoments(collecting: try VerbalAggression().responses)
    let fit = try PartialCreditModel(family: .ratingScale).fit(moments)
    let covariance = try #require(fit.covariance)
    let item = fit.items[3]
    let difficulty = try #require(fit.parameterNames.firstIndex(of: "\(item.item).difficulty"))
    let step = try #require(fit.parameterNames.firstIndex(of: "step1"))
    let variances = [1.0, -1].map { sign in
      covariance[difficulty, difficulty] + covariance[step, step] + 2 * sign * covariance[difficulty, step]
    }
    let errors = fit.errors(ofItem: 3)
    expectClose(errors.locations.compactMap(\.self), variances.map { $0.squareRoot() }, relative: 1e-12)
    #expect(errors.slope == nil && !errors.isSlopeEstimated)
  }

  @Test func heldParametersHaveNone() throws {
    let anchor = ItemParameters(item: "i0", slope: 1, locations: [-1, 0.5])
    let patterns = ResponsePatterns(collecting: graded(seed: 12, personCount: 200))
    let fit = try SlopeModel(.gradedResponse, anchors: [anchor]).fit(patterns)
    #expect(fit.errors(ofItem: 0).locations == [nil, nil] && !fit.errors(ofItem: 0).isSlopeEstimated)
    #expect(fit.errors(ofItem: 1).slope == fit.errorOfParameter?["i1.slope"])
    #expect(
      fit.errors(ofItem: 1).locations == [
        fit.errorOfParameter?["i1.threshold1"], fit.errorOfParameter?["i1.threshold2"],
      ])
  }
}
