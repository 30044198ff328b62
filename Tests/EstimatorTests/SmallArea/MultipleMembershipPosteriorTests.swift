import Probability
import SmallArea
import TestSupport
import Testing

/// Effects that groups share in part: against dense matrices, and laws that need no numbers.
@Suite struct MultipleMembershipPosteriorTests {
  private static let names = ["a", "b", "c", "d", "e"]

  private static func units() throws -> [MultipleMembershipPosterior.Unit] {
    try Fixture.text("multiple_membership", "groups.csv").split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",").map(String.init)
      let followed = Set(cells[1].split(separator: "+").map(String.init))
      return .init(
        cluster: cells[0], memberships: names.map { followed.contains($0) ? 1 / Double(followed.count) : 0 },
        value: try #require(Double(cells[2])), variance: try #require(Double(cells[3])))
    }
  }

  @Test(arguments: [("clustered", 0.04), ("independent", 0.0)]) func momentsAgree(name: String, variance: Double) throws
  {
    let expected = try Fixture.json("multiple_membership").value(name)
    let effects = try MultipleMembershipPosterior(Self.names, units: Self.units(), clusterVariance: variance).effects
    let tolerance = 1e-8
    expectClose(effects.map(\.estimate), try expected.numbers("estimate"), relative: tolerance, "estimate")
    expectClose(effects.map(\.standardError), try expected.numbers("standard_error"), relative: tolerance, "error")
    expectNoticesErrors(in: try expected.numbers("standard_error"), relative: tolerance)
  }

  /// Each draw is centred, and the draws have the moments that were integrated.
  @Test func drawsHaveTheMoments() throws {
    let posterior = try MultipleMembershipPosterior(Self.names, units: Self.units(), clusterVariance: 0.04)
    let count = 40_000
    let draws = posterior.draws(count: count, seed: 5)
    for draw in 0..<100 { #expect(abs(draws.reduce(0) { $0 + $1[draw] }) < 1e-12) }
    for (effect, values) in zip(posterior.effects, draws) {
      let mean = values.reduce(0, +) / Double(count)
      let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)).squareRoot()
      // Four Monte-Carlo errors of a mean, and about five of a standard deviation.
      #expect(abs(mean - effect.estimate) < 4 * effect.standardError / Double(count).squareRoot())
      #expect(abs(deviation / effect.standardError - 1) < 0.02)
    }
  }

  /// Where each unit has one effect and each effect one unit, the effects are areas.
  @Test func singleMembershipsAreNearlyAreas() throws {
    let areas = (0..<20).map { AreaObservation(area: "\($0)", direct: Double($0 * 7 % 20) / 10, variance: 0.05) }
    let units = areas.enumerated().map { position, area in
      MultipleMembershipPosterior.Unit(
        cluster: area.area, memberships: (0..<20).map { $0 == position ? 1 : 0 }, value: area.direct,
        variance: area.variance)
    }
    let effects = try MultipleMembershipPosterior(areas.map(\.area), units: units, clusterVariance: 0).effects
    let mean = areas.reduce(0) { $0 + $1.direct } / 20
    for (effect, area) in zip(effects, try FayHerriotPosterior(areas).areaEstimates) {
      // With equal variances the prior of areas and that of effects are proportional.
      expectClose(effect.estimate, area.estimate - mean, relative: 1e-8, scale: 1)
    }
  }

  @Test func orderOfUnitsAndUnitsOfMeasurementDoNotMatter() throws {
    let units = try Self.units()
    let scaled = units.reversed().map { unit in
      MultipleMembershipPosterior.Unit(
        cluster: unit.cluster, memberships: unit.memberships, value: 1000 * unit.value + 5e4,
        variance: 1e6 * unit.variance)
    }
    let one = try MultipleMembershipPosterior(Self.names, units: units, clusterVariance: 0.04).effects
    let other = try MultipleMembershipPosterior(Self.names, units: Array(scaled), clusterVariance: 4e4).effects
    for (one, other) in zip(one, other) {
      expectClose(other.estimate, 1000 * one.estimate, relative: 1e-8)
      expectClose(other.standardError, 1000 * one.standardError, relative: 1e-9)
    }
  }

  @Test func unitsThatAllFollowTheSameSayNothing() throws {
    let units = (0..<6).map { position in
      MultipleMembershipPosterior.Unit(
        cluster: "\(position)", memberships: [0.5, 0.5], value: Double(position), variance: 1)
    }
    #expect(throws: SmallAreaError.noVariation(areaCount: 2)) {
      try MultipleMembershipPosterior(["a", "b"], units: units, clusterVariance: 0.1)
    }
  }

  @Test func badInput() throws {
    let units = try Self.units()
    #expect(throws: SmallAreaError.self) {
      try MultipleMembershipPosterior(["a"], units: [], clusterVariance: 0)
    }
    #expect(throws: SmallAreaError.self) {
      try MultipleMembershipPosterior(Self.names, units: [], clusterVariance: 0)
    }
    #expect(throws: SmallAreaError.self) {
      try MultipleMembershipPosterior(Self.names, units: units, clusterVariance: -1)
    }
    for (value, variance) in [(Double.nan, 1.0), (1, 0), (1, .infinity), (1e300, 1e-300)] {
      var odd = units
      (odd[3].value, odd[3].variance) = (value, variance)
      #expect(throws: SmallAreaError.self) {
        try MultipleMembershipPosterior(Self.names, units: odd, clusterVariance: 0.04)
      }
    }
  }
}
