import Evaluation
import Findings
import Records
import Testing

/// Which children an evaluation counts, and where.
@Suite struct CohortTests {
  private let childrenOfAnArm = TrialPilot.preschoolCount / 2 * TrialPilot.groupCount * TrialPilot.childCount

  /// A pilot in which one child of a control preschool moves to an experimental one in March.
  private func pilotWithAMove() throws -> PilotRecords {
    var records = try TrialPilot().records
    let child = TrialPilot.childCode(0, 0, 0)
    let index = try #require(records.enrolments.firstIndex { $0.child == child })
    records.enrolments[index].left = CalendarDate("2026-03-01")
    records.enrolments.append(
      Enrolment(
        child: child, group: TrialPilot.groupCode(1, 0), entered: try #require(CalendarDate("2026-03-02")), left: nil))
    return records
  }

  /// Children of the two arms behind the effect on mathematics at the wave after the move.
  private func children(_ rule: Plan.Effects.ArmRule) throws -> [Int?] {
    var plan = try trialPlan()
    plan.effects.arm = rule
    let effect = try evaluate(pilotWithAMove(), plan).effect("math", "interim", .clusterRobust)
    return [effect.control.value?.children, effect.experimental.value?.children]
  }

  @Test func anAssignedChildCountsWhereItWasFirst() throws {
    #expect(try children(.assigned) == [childrenOfAnArm, childrenOfAnArm])
  }

  @Test func anAttendingChildCountsWhereItIs() throws {
    #expect(try children(.attended) == [childrenOfAnArm - 1, childrenOfAnArm + 1])
  }

  /// A child whose marks would move every mean is as if it had never been recorded.
  @Test(arguments: [Child.Consent.refused, .withdrawn])
  func aChildWithoutConsentNeverCounts(_ consent: Child.Consent) throws {
    let child = TrialPilot.childCode(1, 0, 0)
    let outlier = try TrialPilot { $0.child == child ? 60 : $0.points }
    var refused = outlier.records
    let index = try #require(refused.children.firstIndex { $0.pseudonym == child })
    refused.children[index].consent = consent
    var absent = outlier.records
    absent.children.removeAll { $0.pseudonym == child }
    absent.enrolments.removeAll { $0.child == child }
    absent.assessments.removeAll { $0.child == child }
    absent.scores.removeAll { $0.child == child }
    let (without, never) = try (evaluate(refused, trialPlan()), evaluate(absent, trialPlan()))
    #expect(without.effects == never.effects && without.levels == never.levels)
    #expect(without.transitions == never.transitions && without.flow == never.flow)
    let counted = try evaluate(outlier.records, trialPlan())
    #expect(without.effects != counted.effects)
  }

  @Test func theSameCohortGivesTheSameFindings() throws {
    let records = try TrialPilot { $0.points + ($0.isExperimental && $0.isAfter ? 2 : 0) }.records
    let first = try evaluate(records, trialPlan(), at: 0)
    var second = try evaluate(records, trialPlan(), at: 86_400)
    #expect(first.run != second.run && first.createdAt != second.createdAt)
    (second.run, second.createdAt) = (first.run, first.createdAt)
    #expect(first == second)
  }
}
