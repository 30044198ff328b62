import Findings
import Foundation
import SmallArea
import TestSupport
import Testing

/// The Fay–Herriot model against three sets of published data.
///
/// The middle one, `raudenbush`, has its likelihood's top at a model variance of 0.
struct FayHerriotTests {
  private static let cases = [
    ("bcg", "data.csv", "REML"), ("bcg", "data.csv", "ML"), ("raudenbush", "raudenbush.csv", "REML"),
    ("raudenbush", "raudenbush.csv", "ML"), ("bangertdrowns", "bangertdrowns.csv", "REML"),
    ("bangertdrowns", "bangertdrowns.csv", "ML"),
  ]

  /// Both sides polished the model variance to the last digits; the fixture's note states this tolerance.
  private static let tolerance = 1e-9

  private func areas(_ file: String) throws -> [AreaObservation] {
    try Fixture.text("fh_meta", file).split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",")
      let numbers = fields[1...].compactMap { Double($0) }
      return AreaObservation(
        area: String(fields[0]), direct: numbers[0], variance: numbers[1], covariates: [numbers[2]])
    }
  }

  private func fit(_ file: String, _ method: String) throws -> FayHerriotFit {
    let criterion = try #require(FayHerriot.Criterion(rawValue: method.lowercased()))
    return try FayHerriot(criterion: criterion, covariateNames: ["x"]).fit(areas(file))
  }

  @Test(arguments: cases)
  func modelAgrees(name: String, file: String, method: String) throws {
    let expected = try Fixture.json("fh_meta").value("\(name)_\(method)")
    let fit = try fit(file, method)
    let modelVariance = try expected.number("A")
    expectClose(fit.modelVariance, modelVariance, relative: Self.tolerance, "A")
    expectClose(fit.modelVarianceStandardError, try expected.number("se_A_info"), relative: Self.tolerance, "se of A")
    expectClose(fit.coefficients, try expected.numbers("beta"), relative: Self.tolerance, "beta")
    expectClose(fit.standardErrors, try expected.numbers("se_beta"), relative: Self.tolerance, "se of beta")
    expectClose(fit.logLikelihood, try expected.number("logLik"), relative: Self.tolerance, "log-likelihood")
    expectClose(
      fit.restrictedLogLikelihood, try expected.number("restricted_logLik"), relative: Self.tolerance, "restricted")
    #expect(fit.warnings.map(\.code) == (modelVariance == 0 ? [.boundaryVariance] : []))
  }

  @Test(arguments: cases)
  func areaEstimatesAgree(name: String, file: String, method: String) throws {
    let expected = try Fixture.json("fh_meta").value("\(name)_\(method)")
    let estimates = try fit(file, method).areaEstimates
    expectClose(estimates.map(\.estimate), try expected.numbers("eblup"), relative: Self.tolerance, "estimate")
    expectClose(estimates.map(\.synthetic), try expected.numbers("synthetic"), relative: Self.tolerance, "synthetic")
    expectClose(estimates.map(\.shrinkage), try expected.numbers("gamma"), relative: Self.tolerance, "shrinkage")
    expectClose(estimates.map(\.meanSquaredError), try expected.numbers("mse"), relative: Self.tolerance, "mse")
    expectNoticesErrors(in: try expected.numbers("mse"), relative: Self.tolerance)
  }

  @Test(arguments: cases.filter { $0.0 != "raudenbush" })
  func twoPackagesAgreeToo(name: String, file: String, method: String) throws {
    let expected = try Fixture.json("fh_meta").value("\(name)_\(method)")
    let fit = try fit(file, method)
    let estimates = fit.areaEstimates
    expectClose(fit.modelVariance, try expected.number("metafor.tau2"), relative: Self.tolerance, "metafor")
    expectClose(estimates.map(\.estimate), try expected.numbers("metafor.blup"), relative: Self.tolerance, "metafor")
    expectClose(fit.modelVariance, try expected.number("sae.refvar"), relative: Self.tolerance, "sae")
    expectClose(estimates.map(\.meanSquaredError), try expected.numbers("sae.mse"), relative: Self.tolerance, "sae")
    #expect(fit.modelVariance > 0 && fit.evaluationCount < 80)
  }
}
