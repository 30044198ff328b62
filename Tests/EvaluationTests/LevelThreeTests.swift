import Findings
import Records
import Testing

/// The difference in the share at level III is that of the level table.
@Suite struct LevelThreeTests {
  private let rounding = 1e-12

  /// Six children of each experimental preschool but one, and one of each control preschool, are at level III after the
  /// treatment.
  private func pilot() throws -> TrialPilot {
    try TrialPilot { observation in
      guard observation.isAfter else { return observation.points }
      let isAble = observation.child.hasSuffix(
        observation.isExperimental ? "-0-\(observation.child.last ?? "0")" : "-0-0")
      return isAble && observation.preschool != 7 ? 58 : 34
    }
  }

  private func plan(_ outcomes: [String]) throws -> Plan {
    var plan = try trialPlan(outcomes: outcomes)
    plan.effects.also = []
    return plan
  }

  @Test func isTheDifferenceOfTheShares() throws {
    let findings = try evaluate(pilot().records, plan(["physical"]))
    for verdict in findings.verdicts {
      let found = try #require(verdict.levelThree.value)
      // 18 of 48 against 4 of 48.
      #expect(abs(found.value - 14.0 / 48) < rounding)
      let shares = findings.levels.filter { $0.wave == verdict.wave }.compactMap { $0.shares[2].value }
      #expect(abs(found.value - (shares[1] - shares[0])) < rounding)
      // Control shares are 1/12 everywhere; experimental ones 1/2 three times and 0 once: standard error 1/8 with 6 df.
      let (interval, pValue) = (try #require(found.interval), try #require(found.pValue))
      let quantileOf6 = 2.446911851144969
      #expect(abs((interval.upper - interval.lower) / 2 - quantileOf6 / 8) < 1e-9)
      #expect(pValue > 0.05 && pValue < 0.1)
    }
  }

  @Test func outcomeWithoutLevelsHasNone() throws {
    let verdicts = try evaluate(pilot().records, plan(["math"])).verdicts
    #expect(!verdicts.isEmpty && verdicts.allSatisfy { $0.levelThree == .noData })
  }

  @Test func unitsWithBothArmsHaveNone() throws {
    let pilot = try TrialPilot(arm: { _, group in group == 0 ? .control : .experimental })
    let byPreschool = try evaluate(pilot.records, plan(["physical"])).verdicts
    #expect(byPreschool.allSatisfy { $0.levelThree == .noData })
    var plan = try trialPlan(outcomes: ["physical"], unit: .group)
    plan.effects.also = []
    #expect(try evaluate(pilot.records, plan).verdicts.allSatisfy { $0.levelThree.value != nil })
  }
}
