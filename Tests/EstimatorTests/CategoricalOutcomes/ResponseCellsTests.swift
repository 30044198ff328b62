import Design
import LinearAlgebra
import Moments
import Tabular
import TestSupport
import Testing

/// Counting a categorical response at the distinct rows of a design.
@Suite struct ResponseCellsTests {
  private func cells(_ x: [Double], _ y: [Double], units: [Double]? = nil) throws -> ResponseCells {
    let columns =
      [Column(name: "y", numbers: y), Column(name: "x", numbers: x)]
      + (units.map { [Column(name: "unit", numbers: $0)] } ?? [])
    let frame = try ModelFrame.build(
      Formula("y ~ x"), frame: Frame(columns: columns), clusters: units == nil ? nil : "unit")
    return .collect(frame, response: try ResponseCategories(frame), grouping: frame.clusters)
  }

  @Test func equalRowsAreOneCell() throws {
    let cells = try cells([1, 2, 1, 2, 0, -0.0], [0, 1, 1, 1, 0, 1])
    #expect(cells.cellCount == 3)
    #expect(cells.design.column(1) == [1, 2, 0])
    #expect(cells.weights == Matrix(rowCount: 3, columnCount: 2, elements: [1, 0, 1, 1, 2, 1]))
    #expect(cells.rowCounts == [2, 2, 2])
  }

  @Test func cellsDoNotCrossClusters() throws {
    let cells = try cells([1, 1, 1, 1], [0, 1, 1, 0], units: [8, 7, 8, 7])
    #expect(cells.clusters == ["7", "8"])
    #expect(cells.clusterStarts == [0, 1, 2])
    #expect(cells.cellWeights == [2, 2])
  }

  /// Beyond the trial rows a continuous column makes every row a cell.
  @Test func aContinuousColumnIsNotSearched() throws {
    let rows = (0..<6000).map { Double($0 % 5000) }
    let cells = try cells(rows, rows.map { $0.truncatingRemainder(dividingBy: 2) })
    #expect(cells.cellCount == 6000)
    #expect(cells.cellWeights.reduce(0, +) == 6000)
  }
}
