import Design
import Tabular
import Testing

@Suite struct NestingIndexTests {
  static func grouping(_ formula: String) throws -> [GroupingFactor] {
    let frame = try Frame(columns: [
      Column(name: "y", numbers: [1, 2, 3, 4, 5, 6]),
      Column(name: "school", texts: ["s2", "s1", "s2", "s1", "s1", "s2"]),
      Column(name: "class", texts: ["a", "a", "b", "b", "a", "a"]),
      Column(name: "room", numbers: [11, 14, 12, 13, 14, 11]),
    ])
    return try ModelFrame.build(Formula(formula), frame: frame).grouping
  }

  @Test func aSlashMakesUnitsSortedWithinTheirParents() throws {
    let nesting = try NestingIndex(Self.grouping("y ~ 1 + (1 | school/class)"))
    #expect(nesting.levels.map(\.name) == ["school", "class:school"])
    #expect(nesting.levels[1].levels == ["a:s1", "b:s1", "a:s2", "b:s2"])
    #expect(nesting.levels[1].codes == [2, 0, 3, 1, 0, 2])
    #expect(nesting.parents == [[], [0, 0, 1, 1]])
  }

  @Test func unitsOfSeparateTermsAreRenumberedByParent() throws {
    let nesting = try NestingIndex(Self.grouping("y ~ 1 + (1 | room) + (1 | school)"))
    #expect(nesting.levels.map(\.name) == ["school", "room"])
    #expect(nesting.order == [1, 0])
    #expect(nesting.levels[1].levels == ["13", "14", "11", "12"])
    #expect(nesting.levels[1].codes == [2, 1, 3, 0, 1, 2])
    #expect(nesting.parents == [[], [0, 0, 1, 1]])
  }

  @Test func codesStillNameTheSameUnitAfterRenumbering() throws {
    let given = try Self.grouping("y ~ 1 + (1 | room) + (1 | school)")
    let nesting = try NestingIndex(given)
    for (level, position) in zip(nesting.levels, nesting.order) {
      #expect(level.codes.map { level.level(Int($0)) } == given[position].codes.map { given[position].level(Int($0)) })
    }
  }

  @Test func aUnitInTwoParentsIsRefused() throws {
    #expect(throws: DesignError.notNested(inner: "class", outer: "school")) {
      try NestingIndex(Self.grouping("y ~ 1 + (1 | school) + (1 | class)"))
    }
  }

  @Test func oneFactorIsNestedInNothing() throws {
    let nesting = try NestingIndex(Self.grouping("y ~ 1 + (1 | school)"))
    #expect(nesting.parents == [[]])
  }

  /// Class names that repeat across schools (combined row by row) and that do not (looked up through their school).
  @Test(arguments: [true, false], [1, 2, 3]) func combinationsEqualThoseOfText(_ namesRepeat: Bool, _ seed: Int) throws
  {
    let schools = (0..<400).map { ($0 * (7 + 2 * seed)) % 13 }
    let classes = (0..<400).map { row in (row * 31) % 5 + (namesRepeat ? 0 : 100 * schools[row]) }
    let frame = try Frame(columns: [
      Column(name: "y", numbers: schools.map(Double.init)), Column(name: "school", numbers: schools.map(Double.init)),
      Column(name: "class", numbers: classes.map(Double.init)),
    ])
    let nesting = try NestingIndex(ModelFrame.build(Formula("y ~ 1 + (1 | school/class)"), frame: frame).grouping)
    let inner = nesting.levels[1]
    #expect(inner.codes.map { inner.level(Int($0)) } == zip(classes, schools).map { "\($0):\($1)" })
    #expect(inner.levelCount == Set(zip(classes, schools).map { "\($0):\($1)" }).count)
    #expect(zip(nesting.parents[1], nesting.parents[1].dropFirst()).allSatisfy { $0 <= $1 })
    #expect(inner.codes.map { nesting.parents[1][Int($0)] } == nesting.levels[0].codes)
  }
}
