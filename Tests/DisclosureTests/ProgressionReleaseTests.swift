import Disclosure
import Findings
import TestSupport
import Testing

@Suite struct ProgressionReleaseTests {
  private func released(_ change: (inout RunFindings) -> Void) -> ProgressionFindings {
    var findings = SampleRun.findings()
    change(&findings)
    return DisclosureRules.release(findings).value.progression
  }

  private let few = Disclosable.shown(Counts(children: 7, groups: 1, preschools: 5))

  @Test func whatIsLargeEnoughStaysAsItIs() {
    #expect(released { _ in } == SampleRun.findings().progression)
  }

  @Test func aScaleOfFewChildrenIsHiddenWithItsItemsAndTables() {
    let chapter = released { $0.progression.scales[0].counts = few }
    let scale = chapter.scales[0]
    #expect(scale.reliability.isSuppressed && scale.alpha.isSuppressed && scale.omega.isSuppressed)
    #expect(scale.dependentPairs.isEmpty && scale.abilities.allSatisfy { $0.mean.isSuppressed })
    #expect(chapter.items.filter { $0.scale == "4" }.allSatisfy { $0.infit.isSuppressed && $0.steps.isEmpty })
    #expect(chapter.scoreTables.isEmpty)
    #expect(chapter.items.filter { $0.scale == "5" }.allSatisfy { $0.infit.value != nil })
  }

  /// The level table holds the children of both bands together.
  @Test func aSmallBandHidesTheCountOfTheOther() {
    let chapter = released { $0.progression.growth[0].counts = few }
    let same = chapter.growth.filter { $0.wave == "baseline" && $0.arm == "control" }
    #expect(same.count == 2 && same.allSatisfy { $0.counts.isSuppressed })
    #expect(same.map(\.mean.isSuppressed) == [true, false])
    #expect(chapter.growth.filter { $0.arm == "experimental" }.allSatisfy { $0.counts.value != nil })
  }

  @Test func aShareOfMarksThatStandsForFewChildrenIsWholePercents() {
    let uses = released {
      $0.progression.items[0].uses[0].shares = [.shown(0.002), .shown(0.823), .shown(0.175)]
      $0.progression.items[0].uses[1].counts = .shown(Counts(children: 400, groups: 20, preschools: 9))
      $0.progression.items[0].uses[1].shares = [.shown(0.01), .shown(0.79), .shown(0.2)]
    }.items[0].uses
    #expect(uses[0].counts.isSuppressed && uses[0].shares.map(\.value) == [0, 0.82, 0.18])
    #expect(uses[1].counts.isSuppressed && uses[1].shares.allSatisfy { $0.isSuppressed })
  }

  @Test func fewDeclinedChildrenTakeAllCountsOfTheRow() {
    let changes = released {
      $0.progression.changes[0].children = [.shown(410), .shown(1_016), .shown(4)]
    }.changes
    #expect(changes[0].counts.isSuppressed && changes[0].children.allSatisfy { $0.isSuppressed })
    #expect(changes[0].shares[0].value == 0.29 && changes[0].intervals.allSatisfy { $0.isSuppressed })
    #expect(changes[1].children[2].value == 30)
  }

  @Test func latentEffectsGoWithTheEffectsOnTheSameChildren() {
    let effects = released { run in
      for index in run.verdicts.indices
      where run.verdicts[index].outcome == "creative" && run.verdicts[index].wave == "final" {
        run.verdicts[index].control = few
      }
    }.effects
    #expect(effects.map(\.estimate.isSuppressed) == [false, true])
    #expect(effects[1].levelThree.isSuppressed && effects[1].measurementShare.isSuppressed)
  }

  @Test func comparisonsAndAnchorsOfFewChildrenAreHidden() {
    let chapter = released {
      $0.progression.fairness[0].focalCounts = few
      $0.progression.anchors[0].counts = few
    }
    #expect(chapter.fairness[0].difference.isSuppressed && chapter.fairness[0].size.isSuppressed)
    #expect(chapter.anchors[0].drift.isSuppressed && chapter.anchors[1].drift.value != nil)
  }
}
