import Findings
import Foundation
import Records
import Testing

/// Tests of moves, transition models, growth percentiles and level rules in a pilot whose arms are mirror images.
@Suite struct MovementAnalysisTests {
  /// Iterated estimates of the same data in another order.
  private let tolerance = 1e-6

  /// The trial pilot with its differences stretched over the scale, so that every level is reached.
  private func pilot(_ effect: Int = 0, swapped: Bool = false) throws -> TrialPilot {
    try TrialPilot { child in
      let points = 40 + 3 * (child.points - 40) + (child.isExperimental != swapped && child.isAfter ? effect : 0)
      return min(60, max(20, points))
    }
  }

  private func oddsRatio(_ run: RunFindings, _ wave: String) throws -> TransitionModelFinding.OddsRatio {
    let finding = try #require(run.transitionModels.first { $0.address == "transition_model:physical.\(wave)" })
    return try #require(finding.oddsRatio.value, "\(finding.warnings)")
  }

  @Test func armsThatAreMirrorImagesHaveAnOddsRatioOfOne() throws {
    let run = try evaluate(pilot().records, trialPlan())
    #expect(run.transitionModels.map(\.wave) == ["interim", "final"], "outcomes without levels have no model")
    let ratio = try oddsRatio(run, "interim")
    #expect(abs(ratio.value - 1) < tolerance)
    let interval = try #require(ratio.interval)
    #expect(interval.lower < 1 && interval.upper > 1 && ratio.degreesOfFreedom == 6)
    let finding = run.transitionModels[0]
    #expect(finding.control.value == Counts(children: 48, groups: 8, preschools: 4) && finding.unit == "preschool")
    #expect(finding.unitVariance.value != nil)
  }

  @Test func anEffectRaisesTheOddsAndSwappedArmsInvertThem() throws {
    let plain = try oddsRatio(evaluate(pilot(4).records, trialPlan()), "interim")
    let swapped = try oddsRatio(evaluate(pilot(4, swapped: true).records, trialPlan()), "interim")
    #expect(plain.value > 1.3)
    #expect(abs(plain.value * swapped.value - 1) < tolerance)
    #expect(try abs(#require(plain.pValue) - #require(swapped.pValue)) < tolerance)
  }

  @Test func aPlanWithoutABaselineHasNoComparisonFromAStart() throws {
    let run = try evaluate(pilot().records, trialPlan(baseline: .after))
    #expect(run.transitionModels.isEmpty && run.growthPercentiles.isEmpty)
    #expect(!run.transitions.isEmpty && !run.levelRules.isEmpty)
  }

  @Test func aSeparatedLevelIsSaid() throws {
    // Everybody is at the top at the end in the experimental arm, and nobody in the control arm.
    let records = try TrialPilot { $0.isAfter ? ($0.isExperimental ? 60 : 30) : $0.points }.records
    let finding = try #require(evaluate(records, trialPlan()).transitionModels.first)
    #expect(finding.oddsRatio == .noData)
    #expect(finding.warnings.map(\.code) == [.separation] && finding.warnings[0].facts["columns"] == "arm")
  }

  @Test func childrenOfOneLevelHaveNoModel() throws {
    let records = try TrialPilot { _ in 40 }.records
    let run = try evaluate(records, trialPlan())
    #expect(run.transitionModels.allSatisfy { $0.oddsRatio == .noData && $0.warnings.codes == [.notEstimable] })
    let matrix = try #require(run.transitions.first)
    #expect(matrix.symmetry == .noData && matrix.warnings.map(\.code) == [.noMovement])
  }

  @Test func matricesHaveIntervalsAndTests() throws {
    let run = try evaluate(pilot(2).records, trialPlan())
    for matrix in run.transitions {
      for (shares, intervals) in zip(matrix.shares.joined(), matrix.intervals.joined()) {
        guard let share = shares.value else { continue }
        let interval = try #require(intervals.value)
        #expect(interval.lower <= share && share <= interval.upper)
      }
      // Four preschools are enough for two or three imbalances.
      let margins = try #require(matrix.marginalHomogeneity.value ?? matrix.symmetry.value)
      #expect(margins.clusterCount == 4 && margins.pValue > 0)
    }
  }

  @Test func growthNeedsEnoughControlChildrenOfTheSameSheets() throws {
    // 24 control children of either age band: fewer than the 30 that a percentile is counted among.
    let run = try evaluate(pilot().records, trialPlan())
    #expect(run.growthPercentiles.count == 2)
    for finding in run.growthPercentiles {
      #expect(finding.mean == .noData && finding.warnings.map(\.code) == [.fewReferences])
      #expect(finding.minimumReferenceCount == 30 && finding.control.value?.children == 48)
    }
  }

  @Test func growthOfMirrorImagesIsThatOfTheControlArm() throws {
    var records = try pilot().records
    for index in records.groups.indices { records.groups[index].ageBand = 4 }
    let plain = try #require(evaluate(records, trialPlan()).growthPercentiles.first)
    // 48 control children with 30 to a percentile: nearly every start is pooled, which moves the mean of both arms alike.
    let (mean, controlMean) = (try #require(plain.mean.value), try #require(plain.controlMean.value))
    #expect(abs(mean - controlMean) < tolerance)
    #expect(try #require(plain.pooledShare.value) > 0.5)
    var raised = try pilot(4).records
    for index in raised.groups.indices { raised.groups[index].ageBand = 4 }
    let found = try #require(evaluate(raised, trialPlan()).growthPercentiles.first)
    let raisedMean = try #require(found.mean.value)
    #expect(raisedMean > mean + 5)
    let interval = try #require(found.interval.value)
    #expect(interval.lower < raisedMean && raisedMean < interval.upper)
  }

  @Test func theInstrumentsRuleGivesTheLevelTable() throws {
    let run = try evaluate(pilot(2).records, trialPlan())
    #expect(run.levelRules.count == 9, "three rules at three waves")
    for finding in run.levelRules {
      #expect(finding.isInstrumentRule == (finding.rule == .roundedThirds))
      #expect(abs(finding.controlShares.compactMap(\.value).reduce(0, +) - 1) < 1e-12)
      guard finding.isInstrumentRule else { continue }
      let table = run.levels.first {
        $0.outcome == finding.outcome && $0.wave == finding.wave && $0.arm == "experimental"
      }
      #expect(table?.shares == finding.experimentalShares && table?.counts == finding.experimental)
      let verdict = run.verdicts.first { $0.outcome == finding.outcome && $0.wave == finding.wave }
      #expect(verdict == nil || verdict?.levelThree == finding.levelThree)
    }
  }

  @Test func aRuleOfItsOwnIsListedBesideTheUsualOnes() throws {
    var records = try pilot().records
    records.instrument.levelRule = LevelRule(cuts: [1.5, 2.5], roundingDecimals: nil, minimumItemShare: 0.75)
    let run = try evaluate(records, trialPlan())
    #expect(run.levelRules.prefix(4).map(\.rule) == [.instrument, .thirds, .roundedThirds, .mostMarks])
    #expect(run.levelRules.filter(\.isInstrumentRule).map(\.rule) == [.instrument, .instrument, .instrument])
    #expect(run.levelRules[0].controlShares == run.levels.first { $0.arm == "control" }?.shares)
  }
}
