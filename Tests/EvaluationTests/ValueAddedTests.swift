import Design
import Findings
import MixedModels
import Moments
import Records
import SmallArea
import Tabular
import TestSupport
import Testing

/// What children gained beyond what was expected: against a mixed model laid out by hand, and where the answer is known.
@Suite struct ValueAddedTests {
  private func plan(_ outcomes: [String] = ["math"]) throws -> Plan {
    var plan = try trialPlan(outcomes: outcomes)
    plan.effects.also = []
    plan.disclosure.minimumPreschools = 2
    return plan
  }

  /// Children of preschool 5 gain six points more than all others, and every other group three.
  private func uneven(_ observation: TrialPilot.Observation) -> Int {
    guard observation.isAfter else { return observation.points }
    let own = observation.preschool == 5 ? 6 : 0
    return observation.points + own + (observation.preschool / 2 + observation.group) % 2 * 3
  }

  private func preschools(_ findings: RunFindings) -> [ValueAddedFinding] { findings.valueAdded.places(.preschool) }

  @Test func directValuesAreThoseOfAMixedModelLaidOutByHand() throws {
    let pilot = try TrialPilot(points: uneven)
    let places = try preschools(evaluate(pilot.records, plan()))
    #expect(places.map(\.place) == ["P1", "P3", "P5", "P7"])
    let model = try HandMadeModel(pilot)
    // A predicted random effect is shrinkage × direct value, whatever the other groups are.
    for (place, mode) in zip(places, model.modes) {
      let direct = mode / (model.between / (model.between + model.variance))
      expectClose(try #require(place.direct.value), direct, relative: 1e-6, scale: 0.1, place.place)
    }
    let posterior = try FayHerriotPosterior(
      places.map { .init(area: $0.place, direct: $0.direct.value ?? .nan, variance: model.variance) })
    for (place, area) in zip(places, posterior.areaEstimates) {
      expectClose(try #require(place.estimate.value).value, area.estimate, relative: 1e-6, scale: 0.1, place.place)
    }
    #expect(model.betweenGroups > 0.01 && model.between > 0.01)
    expectNoticesErrors(in: places.compactMap(\.direct.value), relative: 1e-6)
  }

  /// What the preschools of a region differ by is error of the region.
  @Test func regionsHoldTheChanceOfTheirPreschools() throws {
    var pilot = try TrialPilot(points: uneven)
    pilot.records.regions.append(Region(code: "KZ-11", names: Names(kk: "б", ru: "б", en: "b"), kind: "oblast"))
    for index in 4...7 { pilot.records.preschools[index].region = "KZ-11" }
    let comparison = try evaluate(pilot.records, plan()).valueAdded
    let (regions, direct) = (comparison.places(.region), comparison.places(.preschool).compactMap(\.direct.value))
    let model = try HandMadeModel(pilot)
    let means = [(direct[0] + direct[1]) / 2, (direct[2] + direct[3]) / 2]
    let posterior = try FayHerriotPosterior(
      zip(["a", "b"], means).map { .init(area: $0, direct: $1, variance: (model.between + model.variance) / 2) })
    for (region, area) in zip(regions, posterior.areaEstimates) {
      expectClose(try #require(region.estimate.value).value, area.estimate, relative: 1e-6, scale: 0.1, region.place)
      expectClose(try #require(region.shrinkage.value), area.shrinkage, relative: 1e-6, region.place)
    }
    #expect(regions.map(\.place) == ["KZ-10", "KZ-11"])
  }

  @Test func aPreschoolThatGainedMuchMoreStandsOut() throws {
    let pilot = try TrialPilot { $0.points + ($0.isAfter && $0.preschool == 5 ? 6 : 0) }
    let findings = try evaluate(pilot.records, plan())
    let places = preschools(findings)
    let best = try #require(places.first { $0.place == "P5" })
    #expect(places.allSatisfy { $0.place == "P5" || ($0.estimate.value?.value ?? 1) < 0.2 })
    #expect(try #require(best.estimate.value).value > 0.6)
    #expect(findings.valueAdded.candidates(.preschool).map(\.place) == ["P5"])
    let probabilities = places.compactMap(\.probabilityInHighestFifth.value)
    // One of four is the highest fifth.
    #expect(abs(probabilities.reduce(0, +) - 1) < 1e-9)
  }

  @Test func nobodyStandsOutWhereAllGainAlike() throws {
    let findings = try evaluate(TrialPilot().records, plan(["physical", "math"]))
    #expect(findings.valueAdded.candidates(.preschool).isEmpty)
    #expect(preschools(findings).allSatisfy { abs($0.estimate.value?.value ?? 1) < 0.3 })
  }

  /// A preschool that was ahead from the beginning did not gain: the mean start of a group is measured well.
  @Test func beingAheadFromTheStartIsNoGain() throws {
    let leads = [0, 5, 2, 4]
    let ahead = try TrialPilot { $0.points + leads[$0.preschool / 2] }
    let values = try preschools(evaluate(ahead.records, plan())).map { try #require($0.direct.value) }
    let even = try preschools(evaluate(TrialPilot().records, plan())).map { try #require($0.direct.value) }
    #expect(zip(values, even).allSatisfy { abs($0 - $1) < 0.15 }, "\(values), \(even)")
  }

  /// Half of the groups of either age band follow the direction whose children gain.
  @Test func directionsThatGroupsShareAreToldApart() throws {
    func gains(_ preschool: Int, _ group: Int) -> Bool { (preschool / 2 + group) % 2 == 0 }
    var pilot = try TrialPilot { observation in
      let isGaining = observation.isAfter && observation.isExperimental
      return observation.points + (isGaining && gains(observation.preschool, observation.group) ? 5 : 0)
    }
    for preschool in [1, 3, 5, 7] {
      for group in 0...1 {
        for index in pilot.records.groups.indices
        where pilot.records.groups[index].code == TrialPilot.groupCode(preschool, group) {
          pilot.records.groups[index].directions =
            gains(preschool, group) ? ["culinary", "garden"] : ["garden", "sewing"]
        }
      }
    }
    let directions = try evaluate(pilot.records, plan()).valueAdded.places(.direction)
    #expect(directions.map(\.place) == ["culinary", "garden", "sewing"])
    let values = try directions.map { try #require($0.estimate.value).value }
    #expect(abs(values.reduce(0, +)) < 1e-12)
    #expect(values[0] > 0.3 && values[2] < -0.3, "\(values)")
    let model = try HandMadeModel(pilot)
    let units = model.residuals.map { group, residual in
      let isGaining = gains(group.preschool, group.group)
      return MultipleMembershipPosterior.Unit(
        cluster: "\(group.preschool)", memberships: isGaining ? [0.5, 0.5, 0] : [0, 0.5, 0.5], value: residual,
        variance: model.betweenGroups + model.withinGroups / 6)
    }
    let effects = try MultipleMembershipPosterior(["a", "b", "c"], units: units, clusterVariance: model.between).effects
    expectClose(values, effects.map(\.estimate), relative: 1e-6, scale: 0.1, "directions")
    #expect(directions.map(\.counts.value?.children) == [24, 48, 24])
  }

  @Test func onlyExperimentalChildrenWithAStartAreCompared() throws {
    // The first child of every group has no sheet at the start.
    let pilot = try TrialPilot { $0.wave == 0 && $0.child.hasSuffix("-0") ? nil : $0.points }
    let method = try #require(try evaluate(pilot.records, plan()).valueAdded.method)
    #expect(method.children == .shown(40) && method.leftOut == .shown(8))
    #expect(method.caseMix == ["sex"])
    let shares = method.preschools + (method.groups ?? 0) + method.withinGroups
    #expect(abs(shares - 1) < 1e-12)
  }

  @Test func regionsWithFewPreschoolsAreNotCompared() throws {
    var pilot = try TrialPilot()
    pilot.records.regions.append(Region(code: "KZ-11", names: Names(kk: "б", ru: "б", en: "b"), kind: "oblast"))
    pilot.records.regions.append(Region(code: "KZ-15", names: Names(kk: "в", ru: "в", en: "c"), kind: "oblast"))
    for index in [2, 3, 4, 5] { pilot.records.preschools[index].region = "KZ-11" }
    for index in [6, 7] { pilot.records.preschools[index].region = "KZ-15" }
    let comparison = try evaluate(pilot.records, plan()).valueAdded
    // One region with two experimental preschools is no comparison.
    #expect(comparison.method?.regionsNotCompared == 2 && comparison.places(.region).isEmpty)
  }

  @Test func withoutAStartNothingIsCompared() throws {
    let comparison = try evaluate(TrialPilot().records, trialPlan(baseline: .after)).valueAdded
    #expect(comparison.method == nil && comparison.places.isEmpty)
    #expect(comparison.warnings.codes == [.noBaseline])
  }

  /// Where children only stay in their order, nothing is left that could tell how sure a gain is.
  @Test func resultsThatFollowFromTheStartAreNotCompared() throws {
    let pilot = try TrialPilot { observation in
      let child = observation.child.last?.wholeNumberValue ?? 0
      return 30 + 2 * child + 5 * observation.wave
    }
    let comparison = try evaluate(pilot.records, plan()).valueAdded
    #expect(comparison.places.isEmpty && comparison.method == nil && comparison.warnings.codes == [.notEstimable])
  }

  /// A measured covariate of the last sheet may hold what the pilot did.
  @Test func measuredCovariatesAreNoCaseMix() throws {
    var plan = try plan(["physical"])
    plan.covariates = ["sex", "math"]
    let method = try #require(try evaluate(TrialPilot(points: uneven).records, plan).valueAdded.method)
    #expect(method.caseMix == ["sex"])
  }

  @Test func onePreschoolCannotBeCompared() throws {
    let pilot = try TrialPilot(arm: { preschool, _ in preschool == 1 ? .experimental : .control })
    let comparison = try evaluate(pilot.records, plan()).valueAdded
    #expect(comparison.places.isEmpty && comparison.warnings.codes == [.notEstimable])
  }

  @Test func oneGroupInEachPreschoolIsSaid() throws {
    let pilot = try TrialPilot(arm: { preschool, group in
      group == 0 && preschool % 2 == 1 ? .experimental : .control
    })
    var plan = try plan()
    plan.assignment.unit = .group
    let comparison = try evaluate(pilot.records, plan).valueAdded
    #expect(comparison.method?.groups == nil && comparison.warnings.codes.contains(.coincidingGroups))
  }
}

/// The same model written down from the points themselves: results in standard deviations on start, mean start and sex.
private struct HandMadeModel {
  let between: Double
  let betweenGroups: Double
  let withinGroups: Double
  /// Sampling variance of a preschool: all have two groups of six.
  var variance: Double { (betweenGroups + withinGroups / 6) / 2 }
  /// Mean residuals of the groups.
  let residuals: [(group: (preschool: Int, group: Int), residual: Double)]
  /// Predicted random effects of the preschools, in their order.
  let modes: [Double]

  init(_ pilot: TrialPilot) throws {
    let days = try TrialPilot.days.map { try #require(CalendarDate($0)) }
    let scores = pilot.records.scores.filter { $0.outcome == "math" }
    func group(_ child: String) -> Substring { child.dropLast(2) }
    // Results are compared within wave and age band; groups −0 and −1 are the bands.
    func standardised(_ day: CalendarDate) -> [String: Double] {
      let own = scores.filter { $0.observedOn == day }
      let bands = Dictionary(grouping: own) { group($0.child).last }
      return bands.values.reduce(into: [:]) { result, band in
        let values = band.map(\.value)
        for score in band { result[score.child] = (score.value - mean(values)) / deviation(values) }
      }
    }
    let (start, interim, last) = (standardised(days[0]), standardised(days[1]), standardised(days[2]))
    let scale = deviation(Array(interim.values) + Array(last.values))
    let children = last.keys.filter { ["P1", "P3", "P5", "P7"].contains($0.prefix(2)) }.sorted()
    let means = Dictionary(grouping: children, by: group).mapValues { mean($0.map { start[$0] ?? .nan }) }
    func numeric(_ name: String, _ value: (String) -> Double) -> Column {
      Column(name: name, values: .numeric(children.map(value)))
    }
    func text(_ name: String, _ value: (String) -> String) -> Column {
      Column(name: name, values: .categorical(CategoricalColumn(children.map(value))))
    }
    let frame = try Frame(columns: [
      numeric("y") { (last[$0] ?? .nan) / scale }, numeric("x") { start[$0] ?? .nan },
      numeric("m") { means[group($0)] ?? .nan }, text("sex") { ($0.last?.wholeNumberValue ?? 0) % 2 == 0 ? "f" : "m" },
      text("band") { String(group($0).suffix(1)) }, text("preschool") { String($0.prefix(2)) },
      text("group") { String(group($0)) },
    ])
    let formula = try Formula("y ~ x + m + sex + band + (1 | preschool) + (1 | group)")
    let moments = try NestedMoments.collect(try ModelFrame.build(formula, frame: frame))
    let fit = try LinearMixedModel(degreesOfFreedom: .none).fit(moments)
    let components = Dictionary(uniqueKeysWithValues: fit.varianceComponents.map { ($0.group, $0.value) })
    between = try #require(components["preschool"])
    betweenGroups = try #require(components["group"])
    withinGroups = fit.sigma * fit.sigma
    let coefficients = Dictionary(uniqueKeysWithValues: zip(fit.terms, fit.coefficients))
    func coefficient(_ name: String) throws -> Double { try #require(coefficients[name], "\(fit.terms)") }
    let (intercept, slope, meanSlope) = (try coefficient("(Intercept)"), try coefficient("x"), try coefficient("m"))
    let (boys, older) = (try coefficient("sexm"), try coefficient("band1"))
    residuals = try [1, 3, 5, 7].flatMap { preschool in
      try [0, 1].map { group in
        let code = TrialPilot.groupCode(preschool, group)
        let own = try children.filter { $0.hasPrefix(code) }.map { child in
          let isBoy = (child.last?.wholeNumberValue ?? 0) % 2 == 1
          let expected =
            intercept + slope * (start[child] ?? .nan) + meanSlope * (means[Substring(code)] ?? .nan)
            + (isBoy ? boys : 0) + (group == 1 ? older : 0)
          return try #require(last[child]) / scale - expected
        }
        return ((preschool, group), mean(own))
      }
    }
    modes = try fit.conditionalModes(of: "preschool", in: moments).units.map { $0.values[0] }
  }
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

private func deviation(_ values: [Double]) -> Double {
  (values.reduce(0) { $0 + ($1 - mean(values)) * ($1 - mean(values)) } / Double(values.count - 1)).squareRoot()
}
