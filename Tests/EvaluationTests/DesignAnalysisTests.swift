import Evaluation
import Findings
import Records
import TestSupport
import Testing

/// Clustering and detectable effects, and designs that leave little to say.
@Suite struct DesignAnalysisTests {
  @Test func aRunSaysOfTheDesignWhatTheStatementSays() throws {
    let (records, plan) = (try TrialPilot().records, try trialPlan())
    let (run, statement) = (try evaluate(records, plan), try statedDesign(records, plan))
    #expect(run.design == statement.design && run.flow == statement.flow && run.warnings == statement.warnings)
    #expect(run.pilot == statement.pilot && run.provenance == statement.provenance)
  }

  /// Eight preschools of 36 rows each and equal weight, in effects of two outcomes at two waves.
  @Test func equalPreschoolsWeighTheSame() throws {
    let weights = try statedDesign(TrialPilot().records, trialPlan()).weights
    #expect(weights.map(\.outcome) == ["physical", "physical", "math", "math"])
    #expect(weights.map(\.wave) == ["interim", "final", "interim", "final"])
    for weight in weights {
      #expect([weight.preschoolCount, weight.smallestSize, weight.largestSize] == [8, 36, 36])
      expectClose(weight.effectiveCount, 8, relative: Tolerance.closedForm)
      expectClose(weight.largestPartialLeverage, 1 / 8, relative: Tolerance.closedForm)
    }
  }

  @Test func everyOutcomeAndWaveHasItsCorrelations() throws {
    let clustering = try statedDesign(TrialPilot().records, trialPlan()).design.clustering
    #expect(clustering.count == 2 * 3 * 2)
    for finding in clustering {
      #expect(finding.unitCount == (finding.level == "preschool" ? 8 : 16))
      let share = try #require(finding.intraclassCorrelation.value)
      let interval = try #require(finding.interval.value)
      #expect(0 <= interval.lower && interval.lower <= share && share < interval.upper && interval.upper < 1)
    }
    for pair in Dictionary(grouping: clustering, by: { "\($0.outcome).\($0.wave)" }).values {
      let shares = pair.compactMap(\.intraclassCorrelation.value)
      #expect(shares.count == 2 && shares[0] <= shares[1])
    }
  }

  /// Every group has the same points, child by child: nothing lies between units, and the interval starts at 0.
  @Test func noLikenessHasAnIntervalFromZero() throws {
    let pilot = try TrialPilot { 30 + 2 * (Int(String($0.child.suffix(1))) ?? 0) + $0.wave }
    let clustering = try statedDesign(pilot.records, trialPlan(outcomes: ["math"])).design.clustering
    for finding in clustering {
      let share = try #require(finding.intraclassCorrelation.value)
      expectClose(share, 0, relative: Tolerance.iterated, scale: 1, finding.address)
      #expect(try #require(finding.interval.value).lower == 0)
    }
  }

  @Test(arguments: ["flat", "never"]) func anOutcomeWithoutVariationHasNoData(outcome: String) throws {
    let design = try statedDesign(TrialPilot().records, trialPlan(outcomes: [outcome])).design
    #expect(design.clustering.allSatisfy { $0.intraclassCorrelation == .noData && $0.interval == .noData })
    #expect(design.balance.first { $0.isOutcome }?.difference == .noData)
    #expect(design.detectable.count == 2 && design.detectable.allSatisfy { $0.points == .noData })
  }

  @Test func theMultipleOfTheErrorIsBloomsInR() throws {
    let expected = try Fixture.json("star_design").value("detectable_multiple")
    let multiples = try expected.numbers("df").map {
      DetectableEffects.multiple(degreesOfFreedom: $0, confidence: 0.95)
    }
    expectClose(multiples, try expected.numbers("multiple"), relative: Tolerance.closedForm)
    expectNoticesErrors(in: try expected.numbers("multiple"), relative: Tolerance.closedForm)
  }

  @Test func aDetectableEffectIsAMultipleOfTheErrorOfThePrimaryEstimate() throws {
    let findings = try evaluate(TrialPilot().records, trialPlan(outcomes: ["math"]))
    let detectable = try #require(findings.design.detectable.first { $0.address == "detectable:math.final" })
    let effect = try findings.effect("math", "final", .mixedModel)
    let estimate = try #require(effect.estimate.value)
    let error = try #require(estimate.standardError)
    let degrees = try #require(estimate.degreesOfFreedom)
    let points = try #require(detectable.points.value)
    expectClose(
      points, error * DetectableEffects.multiple(degreesOfFreedom: degrees, confidence: 0.95),
      relative: Tolerance.closedForm)
    let deviation = try #require(effect.standardized.value).standardDeviation
    let deviations = try #require(detectable.deviations.value)
    expectClose(deviations, points / deviation, relative: Tolerance.closedForm)
  }

  /// One experimental preschool against seven: everything is said, nothing is not a number.
  @Test func anArmOfOneClusterIsDescribed() throws {
    let pilot = try TrialPilot(arm: { preschool, _ in preschool == 0 ? .experimental : .control })
    let design = try statedDesign(pilot.records, trialPlan()).design
    #expect(design.units.first { $0.level == "preschool" }?.experimentalOnly == 1)
    for finding in design.balance {
      let difference = try #require(finding.difference.value)
      let numbers = [difference.value, difference.interval?.lower ?? 0, difference.interval?.upper ?? 0]
      #expect(numbers.allSatisfy { $0.isFinite })
    }
    #expect(design.attrition.allSatisfy { $0.cautious.value == .low })
  }

  @Test func anEmptyArmLeavesNothingToCompare() throws {
    let pilot = try TrialPilot(arm: { _, _ in .control })
    let design = try statedDesign(pilot.records, trialPlan()).design
    for finding in design.balance {
      #expect(finding.controlMean != .noData && finding.experimentalMean == .noData)
      #expect(finding.difference == .noData && finding.verdict == .noData)
    }
    #expect(
      design.attrition.allSatisfy { $0.control.value == 0 && $0.experimental == .noData && $0.cautious == .noData })
    #expect(design.clustering.allSatisfy { $0.intraclassCorrelation != .noData })
  }
}
