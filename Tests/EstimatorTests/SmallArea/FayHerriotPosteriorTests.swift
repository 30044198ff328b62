import Foundation
import Probability
import SmallArea
import TestSupport
import Testing

/// The posterior of areas against adaptive quadrature in 25 digits, and its draws against its moments.
@Suite struct FayHerriotPosteriorTests {
  private static func areas(_ name: String) throws -> [AreaObservation] {
    try AdjustedFayHerriotTests.areas(name).map { area in
      AreaObservation(area: area.area, direct: area.direct, variance: area.variance)
    }
  }

  private static func posterior(_ name: String) throws -> FayHerriotPosterior {
    try name == "shares" ? FayHerriotPosterior(shares: ShareModelTests.shares()) : FayHerriotPosterior(areas(name))
  }

  @Test(arguments: ["apart", "alike", "shares"]) func momentsAgree(name: String) throws {
    let expected = try Fixture.json("small_area").value("\(name)_posterior")
    let estimates = try Self.posterior(name).areaEstimates
    let tolerance = 1e-8
    expectClose(estimates.map(\.estimate), try expected.numbers("estimate"), relative: tolerance, "estimate")
    expectClose(estimates.map(\.standardError), try expected.numbers("standard_error"), relative: tolerance, "error")
    expectClose(estimates.map(\.shrinkage), try expected.numbers("shrinkage"), relative: tolerance, "shrinkage")
    expectNoticesErrors(in: try expected.numbers("standard_error"), relative: tolerance)
  }

  /// Draws of all areas share their variance and mean, and each has the moments that were integrated.
  @Test(arguments: ["apart", "shares"]) func drawsHaveTheMoments(name: String) throws {
    let posterior = try Self.posterior(name)
    var stream = RandomStream(seed: 5, named: "draws")
    let count = 40_000
    let shared = (0..<count).map { _ in
      posterior.draw(quantile: stream.nextUniform(), deviate: stream.nextNormal())
    }
    for area in posterior.areaEstimates.prefix(4) {
      let values = shared.map { $0.value(of: area, deviate: stream.nextNormal()) }
      let mean = values.reduce(0, +) / Double(count)
      let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)).squareRoot()
      // Four Monte-Carlo errors of a mean, and about five of a standard deviation.
      #expect(abs(mean - area.estimate) < 4 * area.standardError / Double(count).squareRoot())
      #expect(abs(deviation / area.standardError - 1) < 0.02)
    }
  }

  @Test func surelyMeasuredAreasKeepTheirOwnValues() throws {
    let sure = try Self.areas("apart").map { AreaObservation(area: $0.area, direct: $0.direct, variance: 1e-8) }
    for (area, estimate) in zip(sure, try FayHerriotPosterior(sure).areaEstimates) {
      #expect(abs(estimate.estimate - area.direct) < 1e-6 && estimate.shrinkage > 0.9999)
      #expect(abs(estimate.standardError - 1e-4) < 1e-6)
    }
  }

  @Test func areasThatHardlyDifferLieBetweenTheirValuesAndTheMean() throws {
    let same = (0..<20).map { AreaObservation(area: "\($0)", direct: 5 + 1e-3 * Double($0 % 2), variance: 1) }
    let estimates = try FayHerriotPosterior(same).areaEstimates
    #expect(estimates.allSatisfy { abs($0.estimate - 5.0005) < 3e-4 && $0.shrinkage < 0.15 })
    #expect(estimates.allSatisfy { $0.standardError > 0.2 && $0.standardError < 1 })
  }

  @Test func unitsOfMeasurementDoNotMatter() throws {
    let areas = try Self.areas("apart")
    let scaled = areas.map { AreaObservation(area: $0.area, direct: 1e6 * $0.direct, variance: 1e12 * $0.variance) }
    for (one, other) in zip(try FayHerriotPosterior(areas).areaEstimates, try FayHerriotPosterior(scaled).areaEstimates)
    {
      expectClose(other.estimate, 1e6 * one.estimate, relative: 1e-12)
      expectClose(other.standardError, 1e6 * one.standardError, relative: 1e-10)
    }
  }

  @Test func badInput() throws {
    let areas = try Self.areas("apart")
    #expect(throws: SmallAreaError.self) { try FayHerriotPosterior(Array(areas.prefix(1))) }
    #expect(throws: SmallAreaError.self) { try FayHerriotPosterior([areas[0], areas[0]]) }
    var zero = areas
    zero[0].variance = 0
    #expect(throws: SmallAreaError.self) { try FayHerriotPosterior(zero) }
    #expect(throws: SmallAreaError.self) {
      try FayHerriotPosterior(shares: [
        .init(area: "a", share: 1.2, effectiveSize: 5), .init(area: "b", share: 0, effectiveSize: 5),
      ])
    }
    let apart = [1e-300, 1e300].map { AreaObservation(area: "\($0)", direct: $0, variance: 1e-300) }
    #expect(throws: SmallAreaError.self) { try FayHerriotPosterior(apart) }
  }
}
