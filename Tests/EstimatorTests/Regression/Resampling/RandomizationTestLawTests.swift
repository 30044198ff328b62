import Findings
import Moments
import Regression
import TestSupport
import Testing

/// The test from cross-products against refits of the rows under every assignment, and laws of its answer.
@Suite struct RandomizationTestLawTests {
  private let arms = ArmPanel(seed: 2, preschoolCount: 8)

  /// A model with the arm as a term, or with treated columns that are not in the moments.
  struct Model: Sendable {
    var formula: String
    var term: String
    var exposures: [String]?
  }

  private static let plain = Model(formula: "y ~ x + kind + arm", term: "arm")
  private static let panel = Model(
    formula: "y ~ x + late + arm + armlate", term: "armlate", exposures: ["(Intercept)", "late"])
  private static let withoutIntercept = Model(formula: "y ~ 0 + x + age + arm", term: "arm")

  private func fit(_ model: Model, _ test: RandomizationTest, strata: [String: String]) throws -> RandomizationTestFit {
    guard let exposures = model.exposures else {
      return try test.fit(arms.panel.clustered(model.formula), term: model.term, strata: strata)
    }
    let base = model.formula.replacing(" + arm + armlate", with: "")
    return try test.fit(
      arms.panel.clustered(base), assignment: ArmAssignment(isExperimental: arms.isExperimental, strata: strata),
      exposures: exposures, tested: "late")
  }

  private func pValue(_ model: Model, effect: Double, studentized: Bool, strata: [String: String]) throws -> Double {
    func refit(_ assignment: [String: Bool]) throws -> Double {
      try arms.refit(
        assignment, formula: model.formula, term: model.term, effect: effect, studentized: studentized)
    }
    return try share(of: arms.assignments(strata: strata).map(refit), atLeast: refit(arms.isExperimental))
  }

  @Test(
    arguments: [plain, panel, withoutIntercept], RandomizationTest.Statistic.allCases)
  func everyAssignmentAgreesWithTheRows(_ model: Model, _ statistic: RandomizationTest.Statistic) throws {
    let isStudentized = statistic == .studentized
    for strata in [[:], arms.strata] {
      let fit = try fit(model, RandomizationTest(statistic: statistic), strata: strata)
      let own = try arms.refit(
        arms.isExperimental, formula: model.formula, term: model.term, effect: 0, studentized: isStudentized)
      expectClose(
        fit.statistic, abs(own) * (isStudentized ? (7.0 / 8).squareRoot() : 1), relative: Tolerance.matrixRoot)
      #expect(fit.isEnumerated && fit.replications == (strata.isEmpty ? 70 : 36))
      // Without an intercept the opposite assignment has another estimate.
      let pairs = model.formula.contains("0 +") ? 1.0 : 2
      #expect(fit.smallestPValue == pairs / Double(fit.replications) && fit.pValueError == 0)
      #expect(try fit.pValue == pValue(model, effect: 0, studentized: isStudentized, strata: strata))
    }
  }

  /// Both bounds: no longer rejected a little inside, rejected a little outside, by the rows.
  @Test(
    arguments: [plain, panel], RandomizationTest.Statistic.allCases)
  func theIntervalHoldsTheEffectsThatAreNotRejected(
    _ model: Model, _ statistic: RandomizationTest.Statistic
  ) throws {
    let isStudentized = statistic == .studentized
    let fit = try fit(model, RandomizationTest(statistic: statistic, confidenceLevel: 0.9), strata: [:])
    let interval = try #require(fit.interval)
    func pValue(_ effect: Double) throws -> Double {
      try self.pValue(model, effect: effect, studentized: isStudentized, strata: [:])
    }
    let step = 1e-6 * (interval.upper - interval.lower)
    #expect(try pValue(interval.lower + step) > 0.1 && pValue(interval.lower - step) <= 0.1)
    #expect(try pValue(interval.upper - step) > 0.1 && pValue(interval.upper + step) <= 0.1)
  }

  @Test func theDigitsDoNotDependOnThreads() throws {
    let many = ArmPanel(seed: 3, preschoolCount: 21, childCount: 2)
    let moments = try many.panel.clustered("y ~ x + arm")
    let fits = try [1, 2, 5].map {
      try RandomizationTest(seed: 4, threadCount: $0).fit(moments, term: "arm", strata: many.strata)
    }
    #expect(fits[0] == fits[1] && fits[1] == fits[2])
    #expect(!fits[0].isEnumerated && fits[0].smallestPValue == 1 / 10_000)
  }

  /// Draws against all assignments, in strata and with few experimental clusters: within four Monte-Carlo errors.
  @Test(arguments: [1, 2, 3])
  func drawnAssignmentsAgreeWithAll(_ seed: Int) throws {
    let large = ArmPanel(seed: 12, preschoolCount: 14, childCount: 1)
    let moments = try large.panel.clustered("y ~ x")
    let few = ArmAssignment(
      isExperimental: large.isExperimental.merging(["p5": false, "p7": false, "p9": false, "p11": false]) { $1 })
    for assignment in [large.assignment, large.stratified, few] {
      let all = try RandomizationTest(replications: 5000).fit(moments, assignment: assignment)
      let drawn = try RandomizationTest(replications: all.replications - 1, seed: UInt64(seed))
        .fit(moments, assignment: assignment)
      #expect(all.isEnumerated && !drawn.isEnumerated)
      // The error at the true share: at a drawn one that came out small it is too small.
      let error = (all.pValue * (1 - all.pValue) / Double(drawn.replications)).squareRoot()
      #expect(abs(all.pValue - drawn.pValue) <= 4 * error + 1 / Double(all.replications))
    }
  }

  /// A term coded −1 and 1 has half the coefficient and the same test.
  @Test func anotherCodingOfTheArmGivesTheSameTest() throws {
    let coded = arms.panel.adding("sign") { 2 * $0("arm") - 1 }
    let plain = try RandomizationTest().fit(arms.panel.clustered("y ~ x + arm"), term: "arm")
    let other = try RandomizationTest().fit(coded.clustered("y ~ x + sign"), term: "sign")
    #expect(plain.pValue == other.pValue && plain.replications == other.replications)
    expectClose(plain.estimate, 2 * other.estimate, relative: Tolerance.closedForm)
    let (first, second) = try (#require(plain.interval), #require(other.interval))
    expectClose([first.lower, first.upper], [2 * second.lower, 2 * second.upper], relative: 1e-9)
  }
}
