import Foundation
import ItemResponse
import Moments
import Probability
import TestSupport
import Testing

/// Bivariate normal probabilities and polychoric correlations against integration over another variable.
@Suite struct PolychoricTests {
  private static let probability = 1e-13
  private static let correlation = 1e-10

  private func tables() throws -> [(name: String, table: [Int], columns: Int, rho: Double, error: Double)] {
    let expected = try Fixture.json("polychoric")
    guard case .object(let tables) = try expected.value(at: ["tables"]) else { return [] }
    return try tables.keys.sorted().map { name in
      let path = ["tables", name]
      guard case .array(let cells) = try expected.value(at: path + ["table"]) else { throw MissingTable() }
      let counts = cells.map { if case .number(let count) = $0 { Int(count) } else { 0 } }
      return (
        name, counts, Int(try expected.number(at: path + ["columns"])), try expected.number(at: path + ["rho"]),
        try expected.number(at: path + ["se"])
      )
    }
  }

  private struct MissingTable: Error {}

  @Test func bivariateNormalProbabilities() throws {
    guard case .array(let rows) = try Fixture.json("polychoric").value(at: ["normal"]) else { throw MissingTable() }
    for case .array(let row) in rows {
      let values = row.map { if case .number(let value) = $0 { value } else { Double.nan } }
      let own = BivariateNormal(correlation: values[0]).cumulative(values[1], values[2])
      expectClose(own, values[3], relative: Self.probability, scale: 1, "\(values)")
      expectNoticesErrors(in: [values[3]], relative: Self.probability, scale: 1)
    }
    #expect(rows.count == 30)
  }

  @Test func bivariateNormalAtItsEnds() {
    let normal = Normal()
    expectClose(BivariateNormal(correlation: 1).cumulative(0.3, 1), normal.cumulative(0.3), relative: 1e-15)
    expectClose(
      BivariateNormal(correlation: -1).cumulative(0.3, 1), normal.cumulative(1) - normal.upperTail(0.3),
      relative: 1e-14)
    expectClose(BivariateNormal(correlation: 0.7).cumulative(.infinity, 1), normal.cumulative(1), relative: 1e-15)
    #expect(BivariateNormal(correlation: 0.7).cumulative(-.infinity, 1) == 0)
    #expect(BivariateNormal(correlation: 1.1).cumulative(0, 0).isNaN)
    expectClose(BivariateNormal(correlation: 0.5).cumulative(0, 0), 1.0 / 3, relative: 1e-15)
  }

  @Test func correlationsOfTables() throws {
    for (name, table, columns, rho, error) in try tables() {
      let own = try #require(PolychoricCorrelation(table, columnCount: columns))
      expectClose(own.correlation, rho, relative: Self.correlation, name)
      expectClose(try #require(own.standardError), error, relative: 1e-8, name)
      expectNoticesErrors(in: [rho], relative: Self.correlation)
      #expect(!own.isAtBound && own.personCount == table.reduce(0, +))
    }
  }

  @Test func itemsOfMomentsHaveThoseOfTheirTable() throws {
    let moments = ItemMoments(collecting: try VerbalAggression(byGender: true).responses)
    let own = try #require(PolychoricCorrelation(moments, 0, 1))
    let expected = try Fixture.json("polychoric").number(at: ["tables", "S1WantCurse:S1WantScold", "rho"])
    expectClose(own.correlation, expected, relative: Self.correlation)
    let women = try #require(PolychoricCorrelation(moments, 0, 1, group: 0))
    #expect(women.personCount == 243 && women.correlation != own.correlation)
  }

  /// Reversing one item reverses the correlation; a category that nobody used changes nothing.
  @Test func reversedAndEmptyCategories() throws {
    let table = [20, 11, 4, 6, 18, 19, 2, 9, 31]
    let own = try #require(PolychoricCorrelation(table, columnCount: 3)).correlation
    let reversed = [4, 11, 20, 19, 18, 6, 31, 9, 2]
    expectClose(try #require(PolychoricCorrelation(reversed, columnCount: 3)).correlation, -own, relative: 1e-12)
    let padded = [20, 11, 0, 4, 6, 18, 0, 19, 2, 9, 0, 31]
    #expect(PolychoricCorrelation(padded, columnCount: 4)?.correlation == own)
  }

  @Test func tablesWithoutAnAnswerOrAtTheBound() throws {
    #expect(PolychoricCorrelation([0, 0, 0, 0], columnCount: 2) == nil)
    #expect(PolychoricCorrelation([5, 3, 0, 0], columnCount: 2) == nil)
    let half = try #require(PolychoricCorrelation([30, 0, 10, 20], columnCount: 2))
    let stated = try #require(PolychoricCorrelation([59, 1, 21, 39], columnCount: 2))
    #expect(!half.isAtBound && half.correlation < 1 && half.correlation > 0.8)
    #expect(abs(half.correlation - stated.correlation) < 0.02)
    let diagonal = try #require(PolychoricCorrelation([30, 0, 0, 0, 20, 0, 0, 0, 10], columnCount: 3))
    #expect(diagonal.isAtBound && diagonal.correlation > 0.999 && diagonal.standardError == nil)
  }
}
