import Design
import Findings
import Moments
import Records
import Regression
import Tabular
import TestSupport
import Testing

/// Gaps in levels: counted by hand, and the same as a direct fit.
@Suite struct EquityTests {
  private let rounding = 1e-9

  private func plan(_ keys: [Plan.Subgroup]) throws -> Plan {
    var plan = try trialPlan()
    plan.subgroups = keys
    plan.effects.also = []
    return plan
  }

  /// Position of a child in its group, 0 … 5.
  private func place(_ child: String) -> Int { child.last?.wholeNumberValue ?? 0 }

  /// In each group of six at the last wave: in urban preschools (0 … 3) two or three children at level III and one at
  /// level I, in rural ones one at level III and two or three at level I; the rest is at level II.
  private func pilot(localities: [Preschool.Locality?]? = nil) throws -> TrialPilot {
    var pilot = try TrialPilot { observation in
      guard observation.wave == 2 else { return observation.points }
      let (isUrban, shift) = (observation.preschool < 4, observation.preschool / 2 % 2)
      let (high, low) = isUrban ? (2 + shift, 1) : (1, 2 + shift)
      let child = place(observation.child)
      return child < high ? 56 : child >= 6 - low ? 24 : 40
    }
    for index in pilot.records.preschools.indices {
      pilot.records.preschools[index].locality = localities.map { $0[index] } ?? (index < 4 ? .urban : .rural)
    }
    return pilot
  }

  private func gaps(_ findings: RunFindings) throws -> (rural: EquityGapFinding, urban: EquityGapFinding) {
    (
      try #require(findings.equity.first { $0.address == "equity:physical.final.locality.rural" }),
      try #require(findings.equity.first { $0.address == "equity:physical.final.locality.urban" })
    )
  }

  @Test func sharesAndGapsAreThoseCountedByHand() throws {
    let findings = try evaluate(pilot().records, plan([.locality]))
    #expect(findings.equity.count == 2)
    let (rural, urban) = try gaps(findings)
    #expect(rural.isReference && urban.reference == "rural")
    // 48 children in 8 groups: 4 × 2 + 4 × 3 at level III and 8 × 1 at level I; rural the other way round.
    #expect(urban.counts == .shown(Counts(children: 48, groups: 8, preschools: 4)))
    let (few, many) = (8.0 / 48, 20.0 / 48)
    #expect(urban.shares == [.shown(few), .shown(many), .shown(many)])
    #expect(rural.shares == [.shown(many), .shown(many), .shown(few)])
    #expect(rural.levelThreeGap == .noData && rural.levelOneGap == .noData)
    #expect(abs(try #require(urban.levelThreeGap.value).value - 0.25) < rounding)
    #expect(abs(try #require(urban.levelOneGap.value).value + 0.25) < rounding)
    #expect(urban.warnings.codes == [.fewClusters])
  }

  @Test func intervalIsThatOfADirectFit() throws {
    let pilot = try pilot(localities: [.urban, .urban, .urban, .rural, .rural, .rural, .rural, .rural])
    let urban = try gaps(evaluate(pilot.records, plan([.locality]))).urban
    let estimate = try #require(urban.levelThreeGap.value)
    let direct = try directGap(pilot)
    expectClose(estimate.value, try #require(direct.estimate), relative: 1e-10)
    expectClose(try #require(estimate.standardError), try #require(direct.standardError), relative: 1e-10)
    expectClose(try #require(estimate.degreesOfFreedom), try #require(direct.degreesOfFreedom), relative: 1e-10)
    let (own, other) = (try #require(estimate.interval), try #require(direct.interval))
    expectClose(own.lower, other.lower, relative: 1e-9)
    expectClose(own.upper, other.upper, relative: 1e-9)
    // Without the arm the gap is another one: one of three urban preschools is experimental, three of five rural ones.
    let withoutArm = 14.0 / 36 - 14.0 / 60
    #expect(abs(estimate.value - withoutArm) > 1e-3)
    expectNoticesErrors(in: [estimate.value], relative: 1e-10)
  }

  /// "At level III" on urban and arm by least squares with CR2, from the sheets themselves.
  private func directGap(_ pilot: TrialPilot) throws -> Coefficient {
    let last = try #require(pilot.records.assessments.map(\.observedOn).max())
    let sheets = pilot.records.assessments.filter { $0.observedOn == last }
    let preschools = sheets.compactMap { $0.child.dropFirst().first?.wholeNumberValue }
    func column(_ name: String, _ isOne: (Int) -> Bool) -> Column {
      Column(name: name, values: .numeric(sheets.indices.map { isOne($0) ? 1 : 0 }))
    }
    let frame = try Frame(columns: [
      column("high") { sheet in sheets[sheet].marks.filter { $0 == .high }.count >= 16 },
      column("experimental") { preschools[$0] % 2 == 1 },
      column("urban") { pilot.records.preschools[preschools[$0]].locality == .urban },
      Column(name: "preschool", values: .categorical(CategoricalColumn(preschools.map { "P\($0)" }))),
    ])
    let model = try ModelFrame.build(try Formula("high ~ urban + experimental"), frame: frame, clusters: "preschool")
    let moments = try ClusterMoments.collect(model)
    let fit = try LinearRegression(covariance: .clusterRobust(.cr2)).fit(moments)
    return try #require(fit.coefficientTable(level: 0.95).first { $0.term == "urban" })
  }

  @Test func childrenWithoutAValueAreInNoRow() throws {
    let findings = try evaluate(
      pilot(localities: [.urban, .urban, .urban, .urban, .rural, .rural, nil, nil]).records, plan([.locality]))
    let (rural, urban) = try gaps(findings)
    #expect(rural.counts.value?.children == 24)
    #expect(urban.counts.value?.children == 48 && urban.isReference)
  }

  @Test func oneUrbanPreschoolHasSharesAndNoGap() throws {
    let localities: [Preschool.Locality?] = (0..<8).map { $0 == 0 ? .urban : .rural }
    let urban = try gaps(evaluate(pilot(localities: localities).records, plan([.locality]))).urban
    #expect(urban.shares[2].value == 4.0 / 12)
    #expect(urban.levelThreeGap == .noData && urban.levelOneGap == .noData)
    #expect(urban.warnings.codes == [.notEstimable])
  }

  @Test func aValueThatIsTheArmHasNoGap() throws {
    let localities: [Preschool.Locality?] = (0..<8).map { $0 % 2 == 0 ? .urban : .rural }
    let urban = try gaps(evaluate(pilot(localities: localities).records, plan([.locality]))).urban
    #expect(urban.levelThreeGap == .noData && urban.warnings.codes == [.notEstimable])
    #expect(urban.warnings.allSatisfy { $0.message.contains("the arm") })
  }

  @Test func valuesWithinWhichNobodyDiffersHaveNoGap() throws {
    var pilot = try TrialPilot { $0.preschool < 4 ? 56 : 40 }
    for index in pilot.records.preschools.indices {
      pilot.records.preschools[index].locality = index < 4 ? .urban : .rural
    }
    let urban = try gaps(evaluate(pilot.records, plan([.locality]))).urban
    #expect(urban.levelThreeGap == .noData && urban.warnings.codes == [.constantOutcome, .notEstimable])
    #expect(urban.warnings.contains { $0.message.contains("has no error") })
  }

  @Test func aLevelThatNobodyReachesHasNoGap() throws {
    var pilot = try TrialPilot { observation in
      guard observation.wave == 2 else { return observation.points }
      return place(observation.child) < observation.preschool / 2 + 1 ? 56 : 40
    }
    for index in pilot.records.preschools.indices {
      pilot.records.preschools[index].locality = index < 4 ? .urban : .rural
    }
    let urban = try gaps(evaluate(pilot.records, plan([.locality]))).urban
    #expect(urban.levelOneGap == .noData && urban.levelThreeGap.value != nil)
    #expect(urban.warnings.codes == [.constantOutcome, .fewClusters])
  }

  @Test func otherKeysAndContinuousOutcomesHaveNoLevelGaps() throws {
    #expect(try evaluate(pilot().records, plan([])).equity.isEmpty)
    #expect(try evaluate(pilot().records, plan([.region, .ageBand, .baselineLevel])).equity.isEmpty)
    let alone = try evaluate(pilot().records, plan([.language])).equity
    #expect(alone.count == 1 && alone[0].isReference && alone[0].warnings.codes == [.notEstimable])
  }
}
