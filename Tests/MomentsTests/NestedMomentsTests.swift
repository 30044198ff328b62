import Design
import Moments
import TestSupport
import Testing

/// What the moments of nested mixed models hold, how far they compress, and what they refuse.
@Suite struct NestedMomentsTests {
  /// 120 children in 10 groups, seen in 7 patterns of waves: by rows per child 3 kinds, by times 7.
  @Test(arguments: [
    ("y ~ x + (1 | preschool/group/child)", 3), ("y ~ x + (1 + time | preschool/group/child)", 7),
  ])
  func childrenCompressToGroupsTimesPatterns(_ model: (formula: String, patterns: Int)) throws {
    let moments = try SamplePanel(seed: 1, childCount: 12).nested(model.formula)
    #expect(moments.unitCounts == [5, 10, 120])
    #expect(moments.patterns.count == model.patterns)
    #expect(moments.cellCount <= 10 * model.patterns)
  }

  @Test func anAgeOfItsOwnGivesEveryChildACell() throws {
    let moments = try SamplePanel(seed: 2).nested("y ~ x + (1 + age | group/child)")
    #expect(moments.cellCount == moments.unitCount)
    #expect(moments.patterns.allSatisfy { $0.scatter.isEmpty })
  }

  @Test(arguments: NestedMomentsMergeTests.formulas)
  func countsAddUp(_ formula: String) throws {
    let panel = SamplePanel(seed: 3, childCount: 14)
    let moments = try panel.nested(formula)
    var unitsOfPattern = [Int](repeating: 0, count: moments.patterns.count)
    for cell in moments.cells { unitsOfPattern[cell.pattern] += cell.unitCount }
    #expect(unitsOfPattern == moments.patterns.map(\.unitCount))
    let rows = moments.patterns.reduce(0) { $0 + $1.gram[0] * Double($1.unitCount) }
    #expect(rows == Double(panel.rowCount) && moments.rowCount == panel.rowCount)
  }

  @Test func unitsKnowTheirParents() throws {
    let moments = try SamplePanel(seed: 4).nested("y ~ x + (1 | preschool/group/child)")
    #expect(moments.path(ofParent: moments.cells[0].parent) == "p0g0:p0 < p0")
    #expect(Set(moments.cells.map { moments.path(ofParent: $0.parent) }).count == 10)
  }

  /// A bundle seen in two waves and one seen in three: the union of their time vectors.
  @Test func timeVectorsUnite() throws {
    let formula = "y ~ x + (1 + time | group/child)"
    let panel = SamplePanel(seed: 5)
    let early = panel.selecting("preschool", in: ["p0", "p1"])
    let firstWaves = early.selecting((0..<early.rowCount).filter { early.numbers["time"]?[$0] ?? 8 < 8 })
    let others = panel.selecting("preschool", in: ["p2", "p3", "p4"])
    let parts = try [firstWaves.nested(formula), others.nested(formula)]
    let both = try parts.merged()
    #expect(parts[0].patterns.count == 3 && parts[1].patterns.count == 7 && both.patterns.count == 7)
    #expect(both.cellCount == parts[0].cellCount + parts[1].cellCount)
  }

  @Test func aMissingLevelJoinsAsZeroes() throws {
    let formula = "y ~ x + kind + (1 + time | preschool/group/child)"
    let panel = SamplePanel(seed: 6)
    let kinds = panel.texts["kind", default: []]
    let preschools = panel.texts["preschool", default: []]
    let poor = panel.selecting((0..<panel.rowCount).filter { preschools[$0] < "p2" && kinds[$0] != "b" })
    let rich = panel.selecting((0..<panel.rowCount).filter { preschools[$0] >= "p2" })
    let whole = panel.selecting((0..<panel.rowCount).filter { preschools[$0] >= "p2" || kinds[$0] != "b" })
    for order in [[poor, rich], [rich, poor]] {
      let merged = try order.map { try $0.nested(formula) }.merged()
      expectClose(
        merged.facts, try whole.nested(formula).facts, relative: Tolerance.reordered, scale: sumScale)
    }
  }

  @Test func otherReferenceLevelsAndGroupingsAreRefused() throws {
    let panel = SamplePanel(seed: 7)
    let formula = "y ~ kind + (1 | group/child)"
    #expect(throws: MomentsError.referenceLevelsDiffer(factor: "kind", first: "a", second: "b")) {
      try [panel.nested(formula), panel.selecting("kind", in: ["b", "c"]).nested(formula)].merged()
    }
    #expect(
      throws: MomentsError.groupingDiffers(first: ["group", "child:group"], second: ["preschool", "child:preschool"])
    ) {
      try [panel.nested(formula), panel.nested("y ~ kind + (1 | preschool/child)")].merged()
    }
  }

  @Test func crossedFactorsAreRefused() throws {
    let panel = SamplePanel(seed: 8)
    #expect(throws: DesignError.notNested(inner: "preschool", outer: "kind")) {
      try panel.nested("y ~ x + (1 | kind) + (1 | preschool)")
    }
  }

  /// Each side alone is nested; together a group would lie in two preschools.
  @Test func aGroupThatMovedIsRefused() throws {
    let panel = SamplePanel(seed: 9)
    let formula = "y ~ x + (1 | preschool) + (1 | group) + (1 | child)"
    var moved = panel.selecting("preschool", in: ["p1", "p2"])
    moved.texts["preschool"] = moved.texts["preschool"]?.map { $0 == "p1" ? "p3" : $0 }
    let both = try panel.nested(formula)
    var merged = both
    #expect(throws: MomentsError.parentsDiffer(unit: "p1g0", grouping: "group")) {
      try merged.merge(moved.nested(formula))
    }
    #expect(merged == both, "a merge that fails changes nothing")
  }

  /// Colons in names: unit `c` of `a:b` and unit `b:c` of `a` are both called `c:a:b` … and stay two.
  @Test func unitsOfOneNameInTwoParentsStayTwo() throws {
    var panel = SamplePanel(seed: 10)
    let preschools = panel.texts["preschool", default: []]
    panel.texts["preschool"] = preschools.map { $0 == "p0" ? "b:p" : $0 == "p1" ? "p" : $0 }
    panel.texts["group"] = preschools.map { $0 == "p0" ? "a" : $0 == "p1" ? "a:b" : "g" }
    let moments = try panel.nested("y ~ x + (1 | preschool/group/child)")
    #expect(moments.units[1].filter { $0.name == "a:b:p" }.count == 2)
    #expect(try [moments, moments].merged().unitCounts[..<2] == moments.unitCounts[..<2])
    #expect(try NestedMoments(saved: moments.saved) == moments)
  }
}
