import Design
import LinearAlgebra
import Tabular
import Testing

/// Copies, products of two doubles and single function calls; the C libraries may differ in the last digit.
private let relativeTolerance = 1e-14

/// Model matrices against R's `model.matrix`, grouping factors against lme4.
@Suite struct ModelMatrixOracleTests {
  @Test(arguments: 0..<33) func fixedEffectsEqualThoseOfR(_ row: Int) throws {
    let cases = try Fixture.table("fixed.tsv")
    let formula = cases[row, 0].text
    let expected = try Fixture.table(cases[row, 1].text)
    let model = try ModelFrame.build(Formula(formula), frame: Fixture.data())

    #expect(model.fixed.termNames == expected.header, "\(formula)")
    #expect(model.fixed.termGroups.map(String.init) == cases.words(row, 2), "\(formula)")
    #expect(model.fixed.termLabels == cases.words(row, 3, separator: " | "), "\(formula)")
    #expect(model.keptRows.map { String($0 + 1) } == cases.words(row, 4), "\(formula)")
    #expect(model.observationCount + model.droppedRowCount == 48)
    #expect(largestError(model.response, cases.words(row, 5).compactMap(Double.init)) <= relativeTolerance)
    #expect(largestError(model.fixed.matrix.elements, columnMajor(expected)) <= relativeTolerance, "\(formula)")
  }

  @Test func theFixtureHasEveryCase() throws {
    #expect(try Fixture.table("fixed.tsv").rowCount == 33)
    #expect(try Fixture.table("random.tsv").rowCount == 15)
  }

  @Test func theComparisonSeesASmallChange() throws {
    let model = try ModelFrame.build(Formula("y ~ x"), frame: Fixture.data())
    var changed = model.fixed.matrix.elements
    changed[changed.count - 1] *= 1 + 10 * relativeTolerance
    #expect(largestError(changed, model.fixed.matrix.elements) > relativeTolerance)
  }

  @Test(arguments: 0..<15) func groupingFactorsEqualThoseOfLme4(_ row: Int) throws {
    let cases = try Fixture.table("random.tsv")
    let formula = cases[row, 0].text
    let model = try ModelFrame.build(Formula(formula), frame: Fixture.data())
    let term = try #require(model.random.first { model.grouping[$0.groupingIndex].name == cases[row, 1].text })
    let factor = model.grouping[term.groupingIndex]

    #expect(term.design.termNames == cases.words(row, 2, separator: " | "))
    #expect(factor.levels.sorted() == cases.words(row, 3).sorted())
    #expect(factor.codes.map { factor.level(Int($0)) } == cases.words(row, 4))
  }
}

/// The largest difference in units of the expected value, infinite when the lengths differ.
private func largestError(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  return zip(found, expected).reduce(0) { worst, pair in
    max(worst, abs(pair.0 - pair.1) / max(abs(pair.1), .leastNormalMagnitude))
  }
}

private func columnMajor(_ table: TextTable) -> [Double] {
  (0..<table.columnCount).flatMap { column in
    (0..<table.rowCount).compactMap { row in table[row, column].number() }
  }
}
