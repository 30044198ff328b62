import Disclosure
import Findings
import TestSupport
import Testing

@Suite struct VerdictReleaseTests {
  private static let small = Counts(children: 9, groups: 3, preschools: 5)
  private static let place = (outcome: "physical", wave: "final")

  private func released(_ change: (inout RunFindings) -> Void) -> RunFindings {
    var findings = SampleRun.findings()
    change(&findings)
    return DisclosureRules.release(findings).value
  }

  private func verdictHere(_ run: RunFindings) -> VerdictFinding? {
    run.verdicts.first { $0.outcome == Self.place.outcome && $0.wave == Self.place.wave }
  }

  @Test func nothingIsHiddenInALargeRun() {
    let run = released { _ in }
    #expect(run.verdicts == SampleRun.findings().verdicts)
    #expect(run.design == SampleRun.findings().design)
    #expect(run.subgroups == SampleRun.findings().subgroups && run.raters == SampleRun.findings().raters)
  }

  @Test func aVerdictIsHiddenWithOneOfItsEffects() throws {
    let run = released { run in
      guard let index = run.effects.firstIndex(where: { $0.address == "effect:physical.final.cluster_level" }) else {
        return
      }
      run.effects[index].control = .shown(Self.small)
    }
    let verdict = try #require(verdictHere(run))
    #expect(verdict.estimate.isSuppressed && verdict.standardized.isSuppressed && verdict.adjustedPValue.isSuppressed)
    #expect(verdict.leniency.isSuppressed && verdict.robustness.isSuppressed && verdict.levelThree.isSuppressed)
    #expect(verdict.disagreement.isSuppressed && verdict.interest.isSuppressed && verdict.design == nil)
    #expect(verdict.judgements.flatMap(\.reasons).allSatisfy { $0.facts.isEmpty } && verdict.reason.facts.isEmpty)
    #expect(verdict.recommended == "mixed_model" && verdict.judgements.count == 5)
    let effects = run.effects.filter { $0.outcome == Self.place.outcome && $0.wave == Self.place.wave }
    #expect(effects.count == 5 && effects.allSatisfy { $0.estimate.isSuppressed && $0.draws == nil })
  }

  @Test func whatRestsOnTheChildrenOfAVerdictIsHiddenWithIt() {
    let run = released { run in
      for index in run.verdicts.indices where run.verdicts[index].address == "verdict:physical.final" {
        run.verdicts[index].experimental = .shown(Self.small)
      }
    }
    func isHere(_ outcome: String, _ wave: String) -> Bool { outcome == Self.place.outcome && wave == Self.place.wave }
    #expect(run.alternatives.filter { isHere($0.outcome, $0.wave) }.allSatisfy { $0.estimate.isSuppressed })
    #expect(run.tippingPoints.filter { isHere($0.outcome, $0.wave) }.allSatisfy { $0.points.value == nil })
    #expect(run.subgroups.filter { isHere($0.outcome, $0.wave) }.allSatisfy { $0.estimate.isSuppressed })
    #expect(
      run.heterogeneity.filter { isHere($0.outcome, $0.wave) }.allSatisfy { $0.pooled == nil && $0.pValue == nil })
    #expect(run.doses.filter { isHere($0.outcome, $0.wave) }.allSatisfy { $0.slope.isSuppressed })
    let clustering = run.design.clustering.filter { isHere($0.outcome, $0.wave) }
    #expect(!clustering.isEmpty && clustering.allSatisfy { $0.interval.isSuppressed })
    let detectable = run.design.detectable.filter { isHere($0.outcome, $0.wave) }
    #expect(!detectable.isEmpty && detectable.allSatisfy { $0.points.isSuppressed })
    #expect(run.doses[1].slope.value != nil && run.design.detectable[0].points.value != nil)
  }

  @Test func theDifferenceAtLevelThreeGoesWithAShareOfIt() throws {
    let run = released { run in
      for index in run.levels.indices where run.levels[index].address == "levels:physical.final.control" {
        run.levels[index] = SampleRun.levelTable(
          outcome: "physical", wave: "final", arm: "control", children: [900, 1_400, 4])
      }
    }
    let verdict = try #require(verdictHere(run))
    #expect(verdict.levelThree.isSuppressed && verdict.estimate.value != nil)
  }

  @Test func factsThatMayCountChildrenAreWithheld() throws {
    let run = released { $0.verdicts[1].reason.facts = ["children": 4, "control": 4, "df": 3] }
    #expect(try #require(verdictHere(run)).reason.facts == ["control": 4, "df": 3])
  }

  @Test func anAlternativeThatLeavesFewOutDoesNotCountThem() {
    let run = released { run in
      run.alternatives[2].control = .shown(Counts(children: 3_116, groups: 150, preschools: 50))
    }
    #expect(run.alternatives[2].control.isSuppressed && run.alternatives[2].experimental.isSuppressed)
    #expect(run.alternatives[2].estimate.value != nil)
    let small = released { $0.alternatives[0].experimental = .shown(Self.small) }
    #expect(small.alternatives[0].estimate.isSuppressed && small.alternatives[1].estimate.value != nil)
  }

  @Test func aTippingPointDoesNotGiveAFewMissingChildrenAway() {
    let run = released {
      $0.design.attrition = [
        SampleRun.loss(wave: "final", level: "child", start: 6_400, control: 0.001, experimental: 0.02)
      ]
    }
    #expect(run.tippingPoints.allSatisfy { $0.points.value == nil })
    #expect(run.tippingPoints[3].points.isSuppressed && run.tippingPoints[0].points == .noData)
  }

  @Test func aDoseOfFewChildrenIsHidden() {
    let run = released { $0.doses[0].counts = .shown(Self.small) }
    #expect(run.doses[0].slope.isSuppressed && run.doses[0].counts.isSuppressed)
    #expect(run.doses[1].slope.value != nil)
  }
}
