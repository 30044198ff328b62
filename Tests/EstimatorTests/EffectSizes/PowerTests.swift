import EffectSizes
import Foundation
import TestSupport
import Testing

/// Power and minimum detectable effects against closed forms, laws and simulated trials.
struct PowerTests {
  /// R ends the series of its noncentral t at 1e-12 absolute.
  private static let noncentral = 1e-9

  typealias Level = AssignmentDesign.Level

  private static let designs: [(String, AssignmentDesign)] = [
    (
      "ira1",
      .init(levels: [Level(name: "child", unitCount: 200, explainedShare: 0.3)], assignmentLevel: 0, covariateCount: 1)
    ),
    (
      "cra2",
      .init(
        levels: [
          Level(name: "child", unitCount: 20, explainedShare: 0.3),
          Level(name: "preschool", unitCount: 40, varianceShare: 0.15, explainedShare: 0.5),
        ], assignmentLevel: 1, covariateCount: 1)
    ),
    (
      "cra3",
      .init(
        levels: [
          Level(name: "child", unitCount: 18, explainedShare: 0.2),
          Level(name: "group", unitCount: 3, varianceShare: 0.08, explainedShare: 0.1),
          Level(name: "preschool", unitCount: 30, varianceShare: 0.12, explainedShare: 0.4),
        ], assignmentLevel: 2, experimentalShare: 1.0 / 3, covariateCount: 2)
    ),
    (
      "cra4",
      .init(
        levels: [
          Level(name: "child", unitCount: 18), Level(name: "group", unitCount: 3, varianceShare: 0.08),
          Level(name: "preschool", unitCount: 5, varianceShare: 0.12),
          Level(name: "district", unitCount: 24, varianceShare: 0.05),
        ], assignmentLevel: 3)
    ),
    (
      "bira2",
      .init(
        levels: [
          Level(name: "child", unitCount: 12, explainedShare: 0.25),
          Level(name: "preschool", unitCount: 10, varianceShare: 0.2),
        ], assignmentLevel: 0)
    ),
    ("bcra3", regional(effectVariance: 0)), ("bcra3_random", regional(effectVariance: 0.03)),
    (
      "bcra4_random",
      .init(
        levels: [
          Level(name: "child", unitCount: 20), Level(name: "group", unitCount: 4, varianceShare: 0.06),
          Level(name: "preschool", unitCount: 5, varianceShare: 0.1, effectVariance: 0.03),
          Level(name: "region", unitCount: 12, varianceShare: 0.04, effectVariance: 0.02),
        ], assignmentLevel: 1)
    ),
    ("cra2_unequal", unequal(sizeVariation: 0.6)),
  ]

  private static func regional(effectVariance: Double) -> AssignmentDesign {
    AssignmentDesign(
      levels: [
        Level(name: "child", unitCount: 25),
        Level(name: "preschool", unitCount: 5, varianceShare: 0.15, explainedShare: 0.3),
        Level(name: "region", unitCount: 20, varianceShare: 0.06, effectVariance: effectVariance),
      ], assignmentLevel: 1, experimentalShare: 0.4, covariateCount: 1)
  }

  private static func unequal(sizeVariation: Double, clusterCount: Double = 40) -> AssignmentDesign {
    AssignmentDesign(
      levels: [
        Level(name: "child", unitCount: 20, sizeVariation: sizeVariation),
        Level(name: "preschool", unitCount: clusterCount, varianceShare: 0.15),
      ], assignmentLevel: 1)
  }

  @Test(arguments: designs)
  func closedFormsAgree(key: String, design: AssignmentDesign) throws {
    let expected = try Fixture.json("effect_sizes").value("power.\(key)")
    let question = PowerOfDesign(design)
    let found = try question.minimumDetectableEffect()
    expectClose(found.standardError, try expected.number("std_error"), relative: Tolerance.closedForm)
    expectClose(found.degreesOfFreedom, try expected.number("df"), relative: Tolerance.closedForm)
    expectClose(found.bloomApproximation, try expected.number("mdes_bloom"), relative: Tolerance.closedForm)
    let power = try expected.number("power")
    expectClose(try question.power(for: expected.number("effect")), power, relative: Self.noncentral)
    expectNoticesErrors(in: [power], relative: Self.noncentral)
    expectClose(try question.power(for: found.value), 0.8, relative: Tolerance.closedForm)
    expectClose(found.value, found.bloomApproximation, relative: 0.01, "Bloom's approximation is close")
  }

  @Test func theNumberOfUnitsIsTheSmallestThatReachesThePower() throws {
    var question = PowerOfDesign(Self.unequal(sizeVariation: 0.3))
    let count = try question.unitCount(for: 0.3)
    question.design.levels[1].unitCount = Double(count)
    #expect(try question.power(for: 0.3) >= 0.8)
    question.design.levels[1].unitCount = Double(count - 1)
    #expect(try question.power(for: 0.3) < 0.8)
  }

  @Test func noNumberOfPreschoolsOvercomesRegionsThatDiffer() {
    let question = PowerOfDesign(Self.regional(effectVariance: 0.3))
    #expect {
      try question.unitCount(for: 0.1)
    } throws: { error in
      guard case PowerError.unattainable(0.8, _, let atLimit) = error else { return false }
      return atLimit > 0.05 && atLimit < 0.8
    }
  }

  @Test func childrenAloneCannotOvercomeFewPreschools() throws {
    var many = Self.unequal(sizeVariation: 0, clusterCount: 8)
    many.levels[0].unitCount = 1e6
    let one = try PowerOfDesign(many).minimumDetectableEffect().standardError
    expectClose(one, (0.15 / (0.25 * 8)).squareRoot(), relative: 1e-4, "the preschools' variance alone is left")
  }

  @Test func withoutAnEffectThePowerIsTheLevel() throws {
    for (_, design) in Self.designs {
      expectClose(try PowerOfDesign(design).power(for: 0), 0.05, relative: Tolerance.closedForm)
    }
  }

  /// The formula of unequal sizes is a second-order approximation; a tenth of a percentage point is let pass for it.
  @Test(arguments: [
    ("cra2", 0.25), ("cra3", 0.3), ("bcra3", 0.2), ("bcra3_random", 0.2), ("bcra4_random", 0.15), ("cra2_unequal", 0.3),
  ])
  func simulatedTrialsHaveThePower(key: String, effect: Double) throws {
    let design = try #require(Self.designs.first { $0.0 == key }).1
    let fit = try PowerSimulation(replications: 4000, seed: 11).run(PowerOfDesign(design), effect: effect)
    #expect(abs(fit.power - fit.expectedPower) < 3 * fit.monteCarloError + 0.001, "\(fit)")
    #expect(fit.expectedPower > 0.3 && fit.expectedPower < 0.99)
  }

  @Test func simulatedTrialsWithoutAnEffectKeepTheLevel() throws {
    let fit = try PowerSimulation(replications: 4000, seed: 3)
      .run(PowerOfDesign(Self.unequal(sizeVariation: 0.6, clusterCount: 12)), effect: 0)
    #expect(abs(fit.power - 0.05) < 3 * fit.monteCarloError)
    let again = try PowerSimulation(replications: 4000, seed: 3)
      .run(PowerOfDesign(Self.unequal(sizeVariation: 0.6, clusterCount: 12)), effect: 0)
    #expect(again == fit)
  }

  @Test func aWrongFormulaWouldBeNoticed() throws {
    let equal = try PowerOfDesign(Self.unequal(sizeVariation: 0)).power(for: 0.3)
    var doubled = Self.unequal(sizeVariation: 0)
    doubled.levels[1].varianceShare = 0.2
    let wrong = try PowerOfDesign(doubled).power(for: 0.3)
    #expect(abs(wrong - equal) > 6 * (equal * (1 - equal) / 4000).squareRoot())
  }

  @Test func designsOutOfRangeAreNamed() {
    var design = Self.unequal(sizeVariation: 0)
    design.levels[1].varianceShare = 1.5
    #expect(throws: PowerError.outOfRange(quantity: "variance_share", level: "preschool", value: 1.5)) {
      try PowerOfDesign(design).power(for: 0.2)
    }
    #expect(throws: PowerError.noDegreesOfFreedom(found: 0)) {
      try PowerOfDesign(Self.unequal(sizeVariation: 0, clusterCount: 2)).minimumDetectableEffect()
    }
    design = Self.unequal(sizeVariation: 0)
    design.assignmentLevel = 2
    #expect(throws: PowerError.self) { try PowerOfDesign(design).unitCount(for: 0.2) }
    #expect(throws: PowerError.outOfRange(quantity: "power", level: nil, value: 1)) {
      try PowerOfDesign(Self.unequal(sizeVariation: 0)).minimumDetectableEffect(power: 1)
    }
    #expect(throws: PowerError.outOfRange(quantity: "effect", level: nil, value: 0)) {
      try PowerOfDesign(Self.unequal(sizeVariation: 0)).unitCount(for: 0)
    }
    #expect(throws: PowerError.noDegreesOfFreedom(found: 1)) {
      try PowerOfDesign(Self.unequal(sizeVariation: 0, clusterCount: 3), significanceLevel: 1e-9)
        .minimumDetectableEffect()
    }
  }
}
