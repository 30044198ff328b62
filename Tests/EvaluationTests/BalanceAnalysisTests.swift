import Evaluation
import Findings
import Records
import TestSupport
import Testing

/// Baseline tables whose entries are known beforehand.
@Suite struct BalanceAnalysisTests {
  private func balance(_ records: PilotRecords, _ plan: Plan) throws -> [String: BalanceFinding] {
    let design = try statedDesign(records, plan).design
    return Dictionary(uniqueKeysWithValues: design.balance.map { ($0.address, $0) })
  }

  /// The arms are mirror images: no difference, the same variance, and all children of the baseline.
  @Test func mirroredArmsAreEquivalent() throws {
    let balance = try balance(TrialPilot().records, trialPlan())
    #expect(Set(balance.keys) == ["balance:physical", "balance:math", "balance:sex.f"])
    for finding in balance.values {
      #expect(finding.control.value == Counts(children: 48, groups: 8, preschools: 4))
      #expect(finding.control.value == finding.experimental.value)
      let difference = try #require(finding.difference.value).value
      expectClose(difference, 0, relative: Tolerance.closedForm, scale: 1, finding.address)
      #expect(finding.verdict.value == .equivalent)
    }
    let ratio = try #require(balance["balance:math"]?.varianceRatio.value)
    expectClose(ratio, 1, relative: Tolerance.reordered)
    #expect(balance["balance:sex.f"]?.varianceRatio == .noData)
    #expect(balance["balance:sex.f"]?.controlMean.value == 0.5)
  }

  /// Points added to one arm before the treatment: the difference of the means, the verdict, and an interval around g.
  @Test(arguments: [(1, BalanceFinding.Verdict.notEquivalent), (-3, .notEquivalent)])
  func anAddedDifferenceComesBack(points: Int, verdict: BalanceFinding.Verdict) throws {
    let pilot = try TrialPilot { $0.points + ($0.isExperimental ? points : 0) }
    let math = try #require(balance(pilot.records, trialPlan())["balance:math"])
    let control = try #require(math.controlMean.value)
    let experimental = try #require(math.experimentalMean.value)
    expectClose(experimental - control, Double(points), relative: Tolerance.closedForm)
    let difference = try #require(math.difference.value)
    let interval = try #require(difference.interval)
    #expect(interval.lower < difference.value && difference.value < interval.upper)
    #expect(difference.value.sign == (points > 0 ? .plus : .minus) && math.verdict.value == verdict)
  }

  /// Means on the 1 … 3 scale move by a twentieth of a point for each item's point: a difference to adjust for.
  @Test func aSmallDifferenceMustBeAdjustedFor() throws {
    let pilot = try TrialPilot { $0.points + ($0.isExperimental && $0.child.hasSuffix("-0") ? 2 : 0) }
    let math = try #require(balance(pilot.records, trialPlan())["balance:math"])
    let g = try #require(math.difference.value).value
    #expect(0.05 < g && g <= 0.25 && math.verdict.value == .mustAdjust)
  }

  @Test func aCovariateOfThreeValuesHasALineForEach() throws {
    var records = try TrialPilot().records
    let languages = ["kk", "ru", "en"]
    for index in records.groups.indices {
      records.groups[index].language =
        languages[records.groups[index].code.compactMap(\.wholeNumberValue).reduce(0, +) % 3]
    }
    var plan = try trialPlan()
    plan.covariates = ["language"]
    let balance = try balance(records, plan)
    let lines = languages.compactMap { balance["balance:language.\($0)"] }
    #expect(lines.count == 3)
    expectClose(lines.compactMap(\.controlMean.value).reduce(0, +), 1, relative: Tolerance.reordered)
    #expect(lines.allSatisfy { $0.level != nil && !$0.isOutcome })
  }

  /// Without a wave before the treatment there is no outcome to compare, and each child counts once.
  @Test func withoutABaselineOnlyCovariatesAreCompared() throws {
    let late = try TrialPilot { $0.wave == 0 && $0.child.hasSuffix("-5") ? nil : $0.points }
    let balance = try balance(late.records, trialPlan(baseline: .after))
    #expect(Array(balance.keys) == ["balance:sex.f"])
    #expect(balance["balance:sex.f"]?.control.value?.children == 48)
  }

  @Test func aCovariateThatNobodyHasIsNoData() throws {
    var plan = try trialPlan(outcomes: ["math"])
    plan.covariates = ["special_needs"]
    let balance = try balance(TrialPilot().records, plan)
    let finding = try #require(balance["balance:special_needs.1"])
    #expect(finding.controlMean == .noData && finding.difference == .noData && finding.verdict == .noData)
  }
}
