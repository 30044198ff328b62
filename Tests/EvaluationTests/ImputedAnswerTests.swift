import Findings
import Records
import Testing

/// Missing later scores imputed, and what they would have to hide.
@Suite struct ImputedAnswerTests {
  private func plan() throws -> Plan {
    var plan = try trialPlan(outcomes: ["math"])
    plan.effects.also = [.clusterRobust]
    return plan
  }

  /// Experimental children gain `gain` points; one girl and one boy of every group in some preschools are not seen at the
  /// last wave.
  private func findings(gain: Int, leaving preschools: Set<Int>) throws -> RunFindings {
    let pilot = try TrialPilot { observation in
      let leaves = preschools.contains(observation.preschool) && ["0", "3"].contains(observation.child.suffix(1))
      if leaves && observation.wave == 2 { return nil }
      return observation.points + (observation.isExperimental && observation.isAfter ? gain : 0)
    }
    return try evaluate(pilot.records, plan())
  }

  private func imputed(_ findings: RunFindings, _ wave: String) -> AlternativeFinding? {
    findings.alternatives.first { $0.address == "alternative:math.\(wave).multiple_imputation" }
  }

  @Test func imputedEffectIsNearTheGain() throws {
    let findings = try findings(gain: 4, leaving: [0, 1, 3, 4])
    #expect(imputed(findings, "interim") == nil)
    let finding = try #require(imputed(findings, "final"))
    let estimate = try #require(finding.estimate.value, "\(finding.warnings)")
    let error = try #require(estimate.standardError)
    #expect(abs(estimate.value - 4) < 3 * error && error > 0)
    #expect(finding.control.value?.children == 48 && finding.experimental.value?.children == 48)
    let change = try #require(
      findings.alternatives.first { $0.address == "alternative:math.final.change" }?.estimate.value)
    // What was not observed leaves fewer degrees of freedom than the complete data would have, 6.
    #expect(try #require(estimate.degreesOfFreedom) < 6)
    #expect(abs(estimate.value - change.value) < error)
  }

  @Test func sameSeedSameNumbers() throws {
    let twice = try (0..<2).map { _ in try findings(gain: 4, leaving: [1, 2]) }
    #expect(twice[0].alternatives == twice[1].alternatives && twice[0].tippingPoints == twice[1].tippingPoints)
  }

  @Test func largeGainTipsWhereExperimentalChildrenAreMissing() throws {
    let findings = try findings(gain: 8, leaving: [0, 1, 3])
    let tipping = try #require(findings.tippingPoints.first { $0.address == "tipping:math.final" })
    let (points, deviations) = (try #require(tipping.points.value), try #require(tipping.deviations.value))
    // A sixth of the experimental children, shifted by the gain, would take only a sixth of it away.
    #expect(points < -8)
    #expect(deviations < 0 && points / deviations > 1 && points / deviations < 10)
    let effect = try findings.effect("math", "final", .clusterRobust)
    #expect(tipping.control == effect.control && tipping.experimental == effect.experimental)
  }

  /// Nobody is missing; only control children are; the interval holds 0 as it is.
  @Test(arguments: zip([8, 8, 0], [[], [0, 2], [1, 3]]))
  func nothingTips(gain: Int, leaving: [Int]) throws {
    let found = try findings(gain: gain, leaving: Set(leaving)).tippingPoints
    #expect(found.map(\.address) == ["tipping:math.interim", "tipping:math.final"])
    #expect(found.allSatisfy { $0.points == .noData && $0.deviations == .noData })
  }
}
