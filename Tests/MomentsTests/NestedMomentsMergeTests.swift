import Moments
import TestSupport
import Testing

/// Laws of merging the moments of nested mixed models; children stay whole.
@Suite struct NestedMomentsMergeTests {
  static let formulas = [
    "y ~ x + time + (1 | child)",
    "y ~ x + time + (1 + time | group)",
    "y ~ x + time + (1 | preschool/group)",
    "y ~ x + time + (1 | preschool/group/child)",
    "y ~ x + (1 + time | group/child)",
    "y ~ 0 + x + (1 | preschool/child)",
    "y ~ x + (1 + age | preschool/child)",
  ]

  private func expectSame(
    _ moments: NestedMoments, _ expected: NestedMoments, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectClose(
      moments.facts, expected.facts, relative: Tolerance.reordered, scale: sumScale, sourceLocation: sourceLocation)
    #expect(moments.unitCounts == expected.unitCounts, sourceLocation: sourceLocation)
    #expect(moments.cellCount == expected.cellCount, sourceLocation: sourceLocation)
  }

  /// The innermost factor of a formula: its units must stay whole.
  private func innermost(_ formula: String) -> String { formula.contains("child") ? "child" : "group" }

  @Test(arguments: formulas, [1, 7, 1_000])
  func chunksMergeToOnePass(_ formula: String, units: Int) throws {
    let panel = SamplePanel(seed: 1)
    let parts = try panel.chunks(of: units, unitsOf: innermost(formula)).map { try $0.nested(formula) }
    expectSame(try parts.merged(), try panel.nested(formula))
  }

  @Test(arguments: formulas)
  func mergingIsAssociativeAndCommutative(_ formula: String) throws {
    let parts = try SamplePanel(seed: 2).chunks(of: 25, unitsOf: "child").map { try $0.nested(formula) }
    try #require(parts.count == 3)
    let leftFirst = try [try [parts[0], parts[1]].merged(), parts[2]].merged()
    expectSame(try [parts[0], try [parts[1], parts[2]].merged()].merged(), leftFirst)
    expectSame(try [parts[2], parts[1], parts[0]].merged(), leftFirst)
  }

  @Test(arguments: formulas)
  func emptiedIsTheIdentity(_ formula: String) throws {
    let moments = try SamplePanel(seed: 3).nested(formula)
    var right = moments
    try right.merge(moments.emptied)
    #expect(right == moments)
    #expect(try [moments].merged() == moments)
    #expect(moments.emptied.rowCount == 0 && moments.emptied.unitCount == 0)
  }

  @Test(arguments: formulas)
  func shuffledRowsAgree(_ formula: String) throws {
    // Sums of ages in another order differ in the last digit, and then so does UᵀU; months are whole numbers.
    let panel = SamplePanel(seed: 4).changing("age") { $0.rounded() }
    expectSame(try panel.shuffled(seed: 5).nested(formula), try panel.nested(formula))
  }

  @Test func digitsDoNotDependOnThreads() async throws {
    let panel = SamplePanel(seed: 6, preschoolCount: 80)
    let formula = "y ~ x + time + (1 + time | preschool/group/child)"
    let alone = try panel.nested(formula)
    try await withThrowingTaskGroup(of: NestedMoments.self) { tasks in
      for _ in 0..<8 { tasks.addTask { try panel.nested(formula) } }
      for try await moments in tasks { #expect(moments == alone) }
    }
  }

  /// Two bundles that name the same preschool and group: their cells meet.
  @Test(arguments: formulas.filter { $0.contains("child") })
  func bundlesMayShareUnits(_ formula: String) throws {
    let panel = SamplePanel(seed: 7, childCount: 14)
    let children = panel.texts["child", default: []]
    let odd = Set(children.enumerated().filter { $0.offset % 2 == 1 }.map(\.element))
    let sides = try [odd, Set(children).subtracting(odd)].map { try panel.selecting("child", in: $0).nested(formula) }
    expectSame(try sides.merged(), try panel.nested(formula))
  }

  @Test func comparisonNoticesOneChangedValue() throws {
    let panel = SamplePanel(seed: 1)
    var changed = panel
    changed.numbers["y"]?[17] += 1e-6
    let formula = Self.formulas[3]
    #expect(
      disagreement(
        try changed.nested(formula).facts, try panel.nested(formula).facts, relative: Tolerance.reordered,
        scale: sumScale) != nil)
  }
}
