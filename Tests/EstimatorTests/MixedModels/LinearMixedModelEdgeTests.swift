import Design
import Findings
import MixedModels
import Moments
import TestSupport
import Testing

/// Mixed models that the data cannot answer.
@Suite struct LinearMixedModelEdgeTests {
  private let panel = SamplePanel(seed: 11)

  private func expect(
    _ error: EstimationError, _ panel: SamplePanel, _ formula: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let moments = try panel.nested(formula)
    #expect(throws: error, sourceLocation: sourceLocation) { try LinearMixedModel().fit(moments) }
  }

  @Test func crossedFactors() throws {
    #expect(throws: DesignError.notNested(inner: "preschool", outer: "kind")) {
      try panel.nested("y ~ x + (1 | preschool) + (1 | kind)")
    }
  }

  @Test func oneUnit() throws {
    try expect(
      .tooFewClusters(found: 1, required: 2), panel.selecting("preschool", in: ["p0"]), "y ~ x + (1 | preschool)")
    try expect(
      .tooFewClusters(found: 1, required: 2), panel.selecting("preschool", in: ["p0"]),
      "y ~ x + (1 | preschool/group)")
  }

  @Test func asManyUnitsAsRows() throws {
    let rows = panel.rowCount
    try expect(
      .groupingNotIdentified(grouping: "row", randomEffectCount: rows, observationCount: rows), panel.withRowNames,
      "y ~ x + (1 | row)")
  }

  /// An intercept and a slope for each of 70 children seen 120 times: more random effects than rows.
  @Test func moreRandomEffectsThanRows() throws {
    try expect(
      .groupingNotIdentified(grouping: "child", randomEffectCount: 140, observationCount: 120), panel,
      "y ~ x + (1 + time | child)")
  }

  /// One group per preschool: the two variances are told from each other by nothing, and everything else is estimated.
  @Test(arguments: LinearMixedModel.Criterion.allCases)
  func oneInnerUnitPerOuterUnit(_ criterion: LinearMixedModel.Criterion) throws {
    let single = panel.selecting("group", in: ["p0g0", "p1g1", "p2g0", "p3g1", "p4g0"])
    let model = LinearMixedModel(criterion: criterion)
    let both = try model.fit(single.nested("y ~ x + (1 | preschool/group/child)"))
    let one = try model.fit(single.nested("y ~ x + (1 | preschool/child)"))
    let coinciding = try #require(both.warnings.first { $0.code == .coincidingGroups })
    #expect(coinciding.facts == ["groups": "preschool, group:preschool"])
    #expect(!one.warnings.contains { $0.code == .coincidingGroups })
    // Along the ridge the deviance is flat: Newton steps do not polish, and the search ends at its own tolerance.
    let ridge = 1e-4
    let (a, b) = (both.varianceComponents.map(\.value), one.varianceComponents.map(\.value))
    expectClose([a[0] + a[1], a[2], a[3]], b, relative: ridge)
    expectClose(both.coefficients, one.coefficients, relative: ridge)
    expectClose(both.standardErrors, one.standardErrors, relative: ridge)
    expectClose(both.degreesOfFreedom ?? [], one.degreesOfFreedom ?? [], relative: ridge)
  }

  /// Kenward–Roger leaves the direction out in which nothing is known, and the two models agree.
  @Test func kenwardRogerWithOneInnerUnitPerOuterUnit() throws {
    let single = panel.selecting("group", in: ["p0g0", "p1g1", "p2g0", "p3g1", "p4g0"])
    let model = LinearMixedModel(degreesOfFreedom: .kenwardRoger)
    let both = try model.fit(single.nested("y ~ x + (1 | preschool/group/child)"))
    let one = try model.fit(single.nested("y ~ x + (1 | preschool/child)"))
    expectClose(both.standardErrors, one.standardErrors, relative: 1e-4, "along a flat ridge")
    expectClose(both.degreesOfFreedom ?? [], one.degreesOfFreedom ?? [], relative: 1e-4, "along a flat ridge")
  }

  /// A random intercept of preschools and a random slope of their only groups are different effects.
  @Test func differentEffectsOfTheSameUnits() throws {
    let single = panel.selecting("group", in: ["p0g0", "p1g1", "p2g0", "p3g1", "p4g0"])
    let fit = try LinearMixedModel().fit(single.nested("y ~ x + (1 | preschool) + (0 + x | group)"))
    #expect(!fit.warnings.contains { $0.code == .coincidingGroups })
  }

  @Test func constantResponse() throws {
    for constant in [0, 0.1, 1e9] {
      try expect(.constantResponse, panel.changing("y") { _ in constant }, "y ~ x + (1 | group)")
    }
  }

  @Test func fewerRowsThanTerms() throws {
    try expect(
      .tooFewObservations(found: 3, required: 4), panel.selecting(0..<3), "y ~ x + age + (1 | child)")
  }
}
