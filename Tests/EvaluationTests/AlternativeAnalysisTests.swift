import Findings
import Records
import Testing

/// Other analyses of the same question: where the arms mirror each other all of them must find what was put in.
@Suite struct AlternativeAnalysisTests {
  private let rounding = 1e-8

  private func plan(randomised: Bool = true) throws -> Plan {
    var plan = try trialPlan()
    plan.assignment.isRandomised = randomised
    plan.effects.also = [.clusterRobust]
    return plan
  }

  /// Experimental children gain 3 points more after the treatment.
  private func pilotOfGain(except isMissing: (TrialPilot.Observation) -> Bool = { _ in false }) throws -> TrialPilot {
    try TrialPilot { isMissing($0) ? nil : $0.points + ($0.isExperimental && $0.isAfter ? 3 : 0) }
  }

  @Test func everyAnalysisFindsTheGain() throws {
    let findings = try evaluate(pilotOfGain().records, plan(randomised: false))
    for wave in ["interim", "final"] {
      let found = findings.alternatives.filter { $0.outcome == "math" && $0.wave == wave }
      #expect(
        found.map(\.analysis) == [
          .ancova, .change, .completeCases, .inverseProbability, .overlap, .entropyBalancing, .doublyRobust,
        ])
      for finding in found {
        let estimate = try #require(finding.estimate.value, "\(finding.address) \(finding.warnings)")
        #expect(abs(estimate.value - 3) < rounding, "\(finding.address)")
        #expect(try #require(estimate.standardError) > 0 && #require(estimate.degreesOfFreedom) <= 6 + rounding)
        #expect(finding.control.value == Counts(children: 48, groups: 8, preschools: 4))
        #expect(finding.control == finding.experimental)
      }
    }
  }

  @Test func randomisedArmsAreNotWeighted() throws {
    let analyses = try evaluate(pilotOfGain().records, plan()).alternatives.map(\.analysis)
    #expect(Set(analyses) == [.ancova, .change, .completeCases])
  }

  @Test func withoutABaselineOnlyCompleteCasesAreAsked() throws {
    let findings = try evaluate(TrialPilot().records, trialPlan(baseline: .after))
    #expect(Set(findings.alternatives.map(\.analysis)) == [.completeCases])
    #expect(findings.alternatives.count == 6 && findings.tippingPoints.isEmpty)
    #expect(findings.alternatives.allSatisfy { $0.estimate.value != nil })
  }

  @Test func changeAndAncovaDifferWhereTheArmsDidBefore() throws {
    let pilot = try TrialPilot { $0.points + ($0.isExperimental ? 2 : 0) }
    let findings = try evaluate(pilot.records, plan())
    func value(_ analysis: AlternativeFinding.Analysis) throws -> Double {
      let address = "alternative:math.final.\(analysis.rawValue)"
      return try #require(findings.alternatives.first { $0.address == address }?.estimate.value).value
    }
    #expect(abs(try value(.change)) < rounding)
    // Regression to the mean: later scores move with earlier ones by less than one for one.
    #expect(try value(.ancova) > 0.1 && value(.ancova) < 2)
  }

  @Test func completeCasesAreTheEffectWithoutTheOthers() throws {
    let isMissing: (TrialPilot.Observation) -> Bool = {
      $0.child == "P1-0-2" && $0.wave == 1 || $0.child == "P4-1-0" && $0.wave == 2
    }
    let findings = try evaluate(pilotOfGain(except: isMissing).records, plan())
    let without = try evaluate(
      pilotOfGain { $0.child == "P1-0-2" || $0.child == "P4-1-0" }.records, plan())
    for wave in ["interim", "final"] {
      let address = "alternative:physical.\(wave).complete_cases"
      let found = try #require(findings.alternatives.first { $0.address == address })
      let expected = try without.effect("physical", wave, .clusterRobust)
      #expect(abs(try #require(found.estimate.value).value - #require(expected.estimate.value).value) < rounding)
      #expect(found.control == expected.control && found.experimental == expected.experimental)
    }
  }

  @Test func constantOutcomeIsSaidToHaveNoEstimate() throws {
    var plan = try plan(randomised: false)
    plan.outcomes = ["flat", "never"]
    let findings = try evaluate(TrialPilot().records, plan)
    #expect(!findings.alternatives.isEmpty)
    for finding in findings.alternatives {
      #expect(finding.estimate.value == nil && finding.warnings.codes.contains(.notEstimable), "\(finding.address)")
    }
  }
}
