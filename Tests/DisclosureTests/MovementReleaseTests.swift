import Disclosure
import Findings
import TestSupport
import Testing

/// Transition models, growth percentiles and level rules leave only where the tables they rest on do.
@Suite struct MovementReleaseTests {
  private func released(_ change: (inout RunFindings) -> Void) -> RunFindings {
    var findings = SampleRun.findings()
    change(&findings)
    return DisclosureRules.release(findings).value
  }

  private func rules(control: [[Int]], levels: [Int]) -> [LevelRuleFinding] {
    released { run in
      run.levelRules = zip([LevelRuleFinding.Rule.roundedThirds, .thirds], control).map { rule, children in
        SampleRun.levelRule(
          outcome: "physical", wave: "final", rule: rule, children: [children, [1_000, 2_000, 1_000]])
      }
      run.levels = [SampleRun.levelTable(outcome: "physical", wave: "final", arm: "control", children: levels)]
      run.transitions = []
    }.levelRules
  }

  @Test func sharesUnderRulesAreWholePercents() {
    let found = rules(control: [[1_001, 2_003, 1_000], [1_101, 1_903, 1_000]], levels: [1_001, 2_003, 1_000])
    #expect(found.map(\.controlShares) == [[0.25, 0.5, 0.25], [0.27, 0.48, 0.25]].map { $0.map { .shown($0) } })
    for rule in found {
      let difference = rule.levelThree.value
      #expect(difference?.value == 0 && difference?.interval?.lower == -0.05)
    }
  }

  @Test func aSmallCellUnderOneRuleHidesTheArmUnderAll() {
    let found = rules(control: [[12, 2_000, 1_000], [9, 2_003, 1_000]], levels: [12, 2_000, 1_000])
    for rule in found {
      #expect(rule.controlShares.allSatisfy(\.isSuppressed) && rule.control.isSuppressed)
      #expect(rule.levelThree.isSuppressed && !rule.experimentalShares.contains(where: \.isSuppressed))
    }
  }

  @Test func fewChildrenNearACutAreHiddenWhereAWholePercentIsFine() {
    let near = rules(control: [[200, 400, 200], [204, 396, 200]], levels: [200, 400, 200])
    #expect(near.allSatisfy { $0.controlShares.allSatisfy(\.isSuppressed) })
    let many = rules(control: [[200, 400, 200], [220, 380, 200]], levels: [200, 400, 200])
    #expect(many.allSatisfy { $0.controlShares.allSatisfy { $0.value != nil } })
    let coarse = rules(control: [[1_000, 2_000, 1_000], [1_004, 1_996, 1_000]], levels: [1_000, 2_000, 1_000])
    #expect(coarse.allSatisfy { $0.controlShares.allSatisfy { $0.value != nil } })
  }

  @Test func whatTheLevelTableHidesNoRuleShows() {
    let found = rules(control: [[40, 400, 90], [60, 380, 90]], levels: [5, 435, 90])
    #expect(found.allSatisfy { $0.controlShares.allSatisfy(\.isSuppressed) })
  }

  @Test func countsGoWithThoseOfTheMatrix() throws {
    // Four children at level I were not observed again: the matrix shows whole per cents without counts.
    let run = released { run in
      run.levels = [
        SampleRun.levelTable(outcome: "physical", wave: "baseline", arm: "control", children: [204, 500, 200])
      ]
      run.transitions = [
        SampleRun.transition(
          outcome: "physical", from: "baseline", to: "interim", arm: "control",
          children: [[120, 60, 20], [30, 300, 90], [12, 25, 100]])
      ]
    }
    let matrix = run.transitions[0]
    #expect(matrix.counts.isSuppressed && matrix.intervals.joined().allSatisfy(\.isSuppressed))
    #expect(matrix.symmetry.value?.degreesOfFreedom == 3 && matrix.marginalHomogeneity.value != nil)
    let model = try #require(run.transitionModels.first { $0.address == "transition_model:physical.interim" })
    let growth = try #require(run.growthPercentiles.first { $0.address == "growth_percentile:physical.interim" })
    #expect(model.control.isSuppressed && model.experimental.value != nil && model.oddsRatio.value != nil)
    #expect(growth.control.isSuppressed && growth.mean.value != nil)
  }

  @Test func aDeficientTestOfAMatrixWithHiddenCellsGoes() {
    let run = released { run in
      var matrix = SampleRun.transition(
        outcome: "physical", from: "baseline", to: "interim", arm: "control",
        children: [[120, 60, 4], [30, 300, 90], [12, 25, 100]])
      matrix.symmetry = .shown(.init(statistic: 9, degreesOfFreedom: 2, pValue: 0.01, clusterCount: 50))
      matrix.warnings = [FindingWarning(.noMovement, "nobody moved")]
      run.levels = []
      run.transitions = [matrix]
    }
    #expect(run.transitions[0].symmetry.isSuppressed && run.transitions[0].marginalHomogeneity.value != nil)
    #expect(run.transitions[0].intervals[0][2].isSuppressed && run.transitions[0].intervals[1][1].value != nil)
    #expect(run.transitions[0].warnings.map(\.code) == [.notEstimable])
  }

  @Test func aSmallArmHidesModelAndGrowth() throws {
    let run = released { run in
      run.transitionModels[0].control = .shown(Counts(children: 7, groups: 2, preschools: 2))
      run.growthPercentiles[0].control = .shown(Counts(children: 7, groups: 2, preschools: 2))
      run.growthPercentiles[1].pooledShare = .shown(4.0 / 3_204)
    }
    let model = run.transitionModels[0]
    #expect(model.oddsRatio.isSuppressed && model.unitVariance.isSuppressed && model.experimental.isSuppressed)
    let growth = run.growthPercentiles[0]
    #expect(growth.mean.isSuppressed && growth.interval.isSuppressed && growth.median.isSuppressed)
    #expect(run.growthPercentiles[1].pooledShare.isSuppressed && run.growthPercentiles[1].mean.value != nil)
  }

  @Test func groupsWhoseMarksFallAreNotChildren() {
    let run = released { run in
      run.quality = [SampleRun.line(.fallingMarks, wave: "final", arm: "control", count: 1, total: 140)]
    }
    #expect(run.quality[0].count == .shown(1) && run.quality[0].share.value != nil)
  }
}
