import Findings
import Records
import Testing

/// The slope on sessions held is the one put in, and counts only what was held before the wave.
@Suite struct DoseAnalysisTests {
  private let rounding = 1e-8

  /// Sessions held in February and in June by the experimental group of a preschool.
  private func held(_ preschool: Int, _ group: Int) -> Int { 10 * (1 + (preschool / 2 + group) % 3) }

  /// Experimental children gain 2 points per ten sessions of February at the second wave.
  private func pilot() throws -> TrialPilot {
    var pilot = try TrialPilot { observation in
      let (pair, dose) = (observation.preschool / 2, held(observation.preschool, observation.group) / 10)
      // Everybody of an arm has the same points but for the dose.
      return 30 + pair + 4 * observation.wave + (observation.isExperimental && observation.wave == 1 ? 2 * dose : 0)
        + (observation.wave == 2 ? Int(observation.child.suffix(1)) ?? 0 : 0)
    }
    for preschool in stride(from: 1, to: TrialPilot.preschoolCount, by: 2) {
      for group in 0..<TrialPilot.groupCount {
        for month in ["2026-02", "2026-05", "2026-06"] {
          pilot.records.sessions.append(
            SessionCount(
              group: TrialPilot.groupCode(preschool, group), direction: "crafts",
              month: try #require(CalendarMonth(month)), planned: 40,
              held: month == "2026-02" ? held(preschool, group) : 7 * preschool, attended: 0))
        }
      }
    }
    return pilot
  }

  private func plan() throws -> Plan {
    var plan = try trialPlan(outcomes: ["math"])
    plan.covariates = []
    plan.effects.also = []
    return plan
  }

  @Test func slopeIsWhatWasPutIn() throws {
    let findings = try evaluate(pilot().records, plan()).doses
    #expect(findings.map(\.address) == ["dose:math.interim", "dose:math.final"])
    let interim = findings[0]
    #expect(interim.counts.value == Counts(children: 48, groups: 8, preschools: 4))
    #expect(interim.warnings.codes.contains(.doseNotRandomised))
    // Without any error in the scores there is a slope but no test of it, or one of an error of rounding.
    if let slope = interim.slope.value { #expect(abs(slope.value - 2) < rounding) }
  }

  @Test func slopeWithErrorHasATest() throws {
    var pilot = try pilot()
    for index in pilot.records.scores.indices where pilot.records.scores[index].officialWave == .final {
      // Two children of each group differ, in opposite directions, so that the groups' means stay.
      switch pilot.records.scores[index].child.suffix(1) {
      case "0": pilot.records.scores[index].value += 1
      case "1": pilot.records.scores[index].value -= 1
      default: break
      }
    }
    for index in pilot.records.scores.indices where pilot.records.scores[index].child.hasPrefix("P5-1") {
      if pilot.records.scores[index].officialWave == .final { pilot.records.scores[index].value += 0.5 }
    }
    let finding = try evaluate(pilot.records, plan()).doses[0]
    let slope = try #require(finding.slope.value)
    // Doses are 1, 2, 3, 1 in the younger groups and 2, 3, 1, 2 in the older: sums of squares 2.75 and 2 about their means.
    // The half point is in a group one below its mean.
    #expect(abs(slope.value - (2 - 0.5 / 4.75)) < rounding)
    #expect(try #require(slope.standardError) > 0 && #require(slope.degreesOfFreedom) < 4)
  }

  @Test func withoutSessionsNothingIsSaid() throws {
    #expect(try evaluate(TrialPilot().records, plan()).doses.isEmpty)
  }

  @Test func equalDosesHaveNoSlope() throws {
    var pilot = try pilot()
    for index in pilot.records.sessions.indices { pilot.records.sessions[index].held = 12 }
    for finding in try evaluate(pilot.records, plan()).doses {
      #expect(finding.slope == .noData && finding.warnings.codes.isSuperset(of: [.notEstimable, .doseNotRandomised]))
    }
  }

  @Test func groupWithoutRecordsIsLeftOut() throws {
    var pilot = try pilot()
    pilot.records.sessions.removeAll { $0.group == TrialPilot.groupCode(1, 0) }
    let finding = try evaluate(pilot.records, plan()).doses[0]
    #expect(finding.counts.value == Counts(children: 42, groups: 7, preschools: 4))
  }
}
