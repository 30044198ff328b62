import Findings
import SmallArea
import TestSupport
import Testing

/// The adjusted likelihoods against a solution in forty digits, on areas that differ and on areas that do not.
struct AdjustedFayHerriotTests {
  static let criteria = [FayHerriot.Criterion.adjustedMaximumLikelihood, .adjustedRestrictedMaximumLikelihood]

  static func areas(_ name: String) throws -> [AreaObservation] {
    try Fixture.text("small_area", "\(name).csv").split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",")
      let numbers = fields[1...].compactMap { Double($0) }
      return AreaObservation(
        area: String(fields[0]), direct: numbers[0], variance: numbers[1], covariates: [numbers[2]])
    }
  }

  @Test(arguments: ["apart", "alike"], criteria)
  func fitAgrees(name: String, criterion: FayHerriot.Criterion) throws {
    let expected = try Fixture.json("small_area").value("\(name)_\(criterion.rawValue)")
    let fit = try FayHerriot(criterion: criterion, covariateNames: ["x"]).fit(Self.areas(name))
    let tolerance = Tolerance.polishedOptimum
    expectClose(fit.modelVariance, try expected.number("A"), relative: tolerance, "A")
    expectClose(fit.coefficients, try expected.numbers("beta"), relative: tolerance, "beta")
    expectClose(fit.standardErrors, try expected.numbers("se_beta"), relative: tolerance, "se of beta")
    expectClose(fit.logLikelihood, try expected.number("logLik"), relative: tolerance, "log-likelihood")
    expectClose(fit.restrictedLogLikelihood, try expected.number("restricted_logLik"), relative: tolerance)
    let estimates = fit.areaEstimates
    expectClose(estimates.map(\.estimate), try expected.numbers("eblup"), relative: tolerance, "estimate")
    expectClose(estimates.map(\.shrinkage), try expected.numbers("gamma"), relative: tolerance, "shrinkage")
    expectClose(estimates.map(\.meanSquaredError), try expected.numbers("mse"), relative: tolerance, "mse")
    expectNoticesErrors(in: try expected.numbers("mse"), relative: tolerance)
    #expect(fit.warnings.map(\.code) == (name == "alike" ? [.adjustedVariance] : []))
  }

  @Test func whereTheLikelihoodAloneSaysZeroTheAreasKeepAPartOfTheirOwn() throws {
    let alone = try FayHerriot(covariateNames: ["x"]).fit(Self.areas("alike"))
    #expect(alone.modelVariance == 0 && alone.warnings.map(\.code) == [.boundaryVariance])
    for criterion in Self.criteria {
      let fit = try FayHerriot(criterion: criterion, covariateNames: ["x"]).fit(Self.areas("alike"))
      #expect(fit.areaEstimates.allSatisfy { $0.shrinkage > 0 && $0.shrinkage < 1 && $0.meanSquaredError > 0 })
    }
  }

  /// The factor is of the order of one area in the likelihood.
  @Test func theAdjustmentFadesWithTheNumberOfAreas() throws {
    func difference(copies: Int) throws -> Double {
      let areas = try (0..<copies).flatMap { copy in
        try Self.areas("apart").map { area in
          var area = area
          area.area += "-\(copy)"
          return area
        }
      }
      let plain = try FayHerriot(criterion: .maximumLikelihood, covariateNames: ["x"]).fit(areas)
      let adjusted = try FayHerriot(criterion: .adjustedMaximumLikelihood, covariateNames: ["x"]).fit(areas)
      return adjusted.modelVariance - plain.modelVariance
    }
    let (one, ten) = (try difference(copies: 1), try difference(copies: 10))
    #expect(one > 0 && ten > 0 && ten < one / 50)
  }
}
