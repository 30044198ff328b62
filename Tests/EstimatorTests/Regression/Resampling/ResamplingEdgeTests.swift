import Findings
import Moments
import Regression
import TestSupport
import Testing

/// Data and requests without an answer, or with a caveat.
@Suite struct ResamplingEdgeTests {
  private let arms = ArmPanel(seed: 5, preschoolCount: 6)
  private let bootstrap = WildClusterBootstrap(replications: 99)
  private let randomization = RandomizationTest(replications: 99)
  private let comparison = ClusterLevelComparison()

  private func expectAll(
    _ error: EstimationError, _ formula: String, term: String, _ panel: SamplePanel? = nil
  ) throws {
    let moments = try (panel ?? arms.panel).clustered(formula)
    #expect(throws: error) { try bootstrap.fit(moments, term: term) }
    try expectArmTests(error, moments, term: term)
  }

  private func expectArmTests(_ error: EstimationError, _ moments: ClusterMoments, term: String) throws {
    #expect(throws: error) { try randomization.fit(moments, term: term) }
    #expect(throws: error) { try comparison.fit(moments, term: term) }
  }

  @Test func aTermThatIsNotInTheDesign() throws {
    try expectAll(.termNotEstimated(term: "nothing"), "y ~ x + arm", term: "nothing")
  }

  @Test func aTermThatFollowsFromOthers() throws {
    let doubled = arms.panel.adding("again") { 1 - $0("arm") }
    try expectAll(.termNotEstimated(term: "again"), "y ~ x + arm + again", term: "again", doubled)
  }

  @Test func aTermThatVariesInsideAClusterHasNoAssignment() throws {
    try expectArmTests(
      .termVariesWithinCluster(term: "x", cluster: "p0"), arms.panel.clustered("y ~ x + arm"), term: "x")
  }

  @Test func aTreatmentHasTwoArms() throws {
    let three = arms.panel.adding("dose") { $0("arm") * 2 + ($0("arm") == 0 ? 1 : 0) }
    let constant = arms.panel.adding("constant") { _ in 1 }
    try expectArmTests(
      .notTwoArms(term: "constant", valueCount: 1), constant.clustered("y ~ x + constant"), term: "constant")
    #expect(throws: Never.self) { try randomization.fit(three.clustered("y ~ x + dose"), term: "dose") }
    let names = arms.panel.texts["preschool", default: []]
    var many = arms.panel
    many.numbers["dose"] = names.map { Double($0.dropFirst()) ?? 0 }
    try expectArmTests(.notTwoArms(term: "dose", valueCount: 6), many.clustered("y ~ x + dose"), term: "dose")
  }

  /// The interaction's column would keep the arms that were given.
  @Test func anInteractionWithTheArmIsRefused() throws {
    try expectArmTests(
      .termInInteraction(term: "arm", interaction: "x:arm"), arms.panel.clustered("y ~ x * arm"), term: "arm")
  }

  @Test func oneClusterHasNoAnswer() throws {
    try expectAll(
      .tooFewClusters(found: 1, required: 2), "y ~ x", term: "x", arms.panel.selecting("preschool", in: ["p0"]))
  }

  @Test func anEmptyArmHasNoAnswer() throws {
    let moments = try arms.panel.clustered("y ~ x")
    let nobody = ArmAssignment(isExperimental: arms.isExperimental.mapValues { _ in false })
    #expect(throws: EstimationError.tooFewClustersInArm(isExperimental: true, found: 0, required: 1)) {
      try randomization.fit(moments, assignment: nobody)
    }
    #expect(throws: EstimationError.armUnknown(cluster: "p0")) {
      try comparison.fit(moments, assignment: ArmAssignment(isExperimental: [:]))
    }
  }

  /// A response without residuals: nothing is left to resample.
  @Test func aResponseWithoutErrorHasNoTest() throws {
    let exact = arms.panel.adding("exact") { 2 * $0("x") + 1 }
    try expectAll(.noErrorVariation(term: "arm"), "exact ~ x + arm", term: "arm", exact)
    let constant = arms.panel.adding("level") { _ in 0.1 }
    try expectAll(.noErrorVariation(term: "arm"), "level ~ x + arm", term: "arm", constant)
  }

  /// One experimental cluster of six: six assignments, so no p-value below 1/6 and no interval.
  @Test func oneClusterInAnArmIsCoarse() throws {
    let only = ArmAssignment(isExperimental: arms.isExperimental.mapValues { _ in false }.merging(["p1": true]) { $1 })
    let fit = try randomization.fit(arms.panel.clustered("y ~ x"), assignment: only)
    #expect(fit.replications == 6 && fit.smallestPValue == 1.0 / 6 && fit.interval == nil)
    #expect(fit.warnings.map(\.code) == [.coarsePValue, .unboundedInterval])
  }

  /// A stratum with one arm is named; its clusters keep their arm, so the other strata decide.
  @Test func aStratumWithOneArmAddsNothing() throws {
    let strata = ["p0": "one", "p2": "one", "p1": "two", "p3": "two", "p4": "two", "p5": "two"]
    let assignment = ArmAssignment(
      isExperimental: arms.isExperimental.merging(["p3": false]) { $1 }, strata: strata)
    let fit = try randomization.fit(arms.panel.clustered("y ~ x"), assignment: assignment)
    #expect(fit.oneArmStrata == ["one"] && fit.replications == 6)
    #expect(fit.warnings.map(\.code) == [.oneArmStratum, .coarsePValue, .unboundedInterval])
    let none = ArmAssignment(
      isExperimental: arms.isExperimental, strata: arms.isExperimental.mapValues { $0 ? "b" : "a" })
    #expect(throws: EstimationError.noStratumWithBothArms) {
      try randomization.fit(arms.panel.clustered("y ~ x"), assignment: none)
    }
  }

  /// Four clusters have sixteen signs: no p-value below 1/8, and the interval has no end.
  @Test func fewSignsAreCoarse() throws {
    let few = ArmPanel(seed: 5, preschoolCount: 4)
    let fit = try WildClusterBootstrap(weights: .rademacher).fit(few.panel.clustered("y ~ x"), term: "x")
    #expect(fit.isEnumerated && fit.smallestPValue == 1.0 / 8 && fit.interval == nil)
    #expect(fit.warnings.map(\.code) == [.fewClusters, .coarsePValue, .unboundedInterval])
  }
}
