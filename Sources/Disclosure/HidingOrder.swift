/// What to hide next to protect a number: the cell that costs the reader least comes first.
struct HidingOrder {
  private typealias Step = SuppressionPattern.Step

  private let tables: LinkedTables
  private let pattern: SuppressionPattern
  private static let levels = 0..<3

  init(_ tables: LinkedTables, _ pattern: SuppressionPattern) {
    self.tables = tables
    self.pattern = pattern
  }

  /// All steps that may help, the cheapest first, those already taken included.
  func steps(protecting quantity: ReaderSystem.Quantity) -> [SuppressionPattern.Step] {
    switch quantity {
    case .level(let wave, _), .waveTotal(let wave):
      let linked = tables.matrices.indices.filter {
        tables.matrices[$0].from == wave || tables.matrices[$0].to == wave
      }
      return levelSteps(wave) + linked.map { .matrixCounts(matrix: $0) } + linked.flatMap { cellSteps($0) }
        + [.waveTotal(wave: wave)] + linked.flatMap(waveSteps)
    case .cell(let matrix, let row, let column):
      return rectangleSteps(matrix, row, column) + cellSteps(matrix) + [.matrixCounts(matrix: matrix)]
        + waveSteps(matrix)
    case .rowTotal(let matrix, _):
      let byRow = cellSteps(matrix) { tables.matrices[matrix].rowTotal($0.row) }
      return byRow + [.matrixCounts(matrix: matrix)] + waveSteps(matrix)
    case .columnTotal(let matrix, _):
      let byColumn = cellSteps(matrix) { tables.matrices[matrix].columnTotal($0.column) }
      return byColumn + [.matrixCounts(matrix: matrix)] + waveSteps(matrix)
    case .lostAfter(let matrix, _), .newSince(let matrix, _), .matrixTotal(let matrix):
      return [.matrixCounts(matrix: matrix)] + cellSteps(matrix) + waveSteps(matrix)
    case .slack: return []
    }
  }

  /// Cells of a wave's level table, smallest first, empty ones last.
  private func levelSteps(_ wave: Int) -> [Step] {
    let children = tables.waves[wave].children
    return Self.levels.sorted { cost(children[$0], $0) < cost(children[$1], $1) }
      .map { .level(wave: wave, level: $0) }
  }

  /// The level tables that a matrix hangs on: their cells, then their totals.
  private func waveSteps(_ matrix: Int) -> [Step] {
    let waves = [tables.matrices[matrix].from, tables.matrices[matrix].to].compactMap(\.self)
    return waves.flatMap(levelSteps) + waves.map { .waveTotal(wave: $0) }
  }

  /// Rectangles with the cell in a corner: hidden corners cannot be told apart from row and column totals.
  ///
  /// The rectangle that costs the fewest children not yet hidden comes first, so a rectangle once begun is finished.
  private func rectangleSteps(_ matrix: Int, _ row: Int, _ column: Int) -> [Step] {
    let others = Self.levels.filter { $0 != row }.flatMap { otherRow in
      Self.levels.filter { $0 != column }.map { (row: otherRow, column: $0) }
    }
    let rectangles = others.map { corner in
      [(row, corner.column), (corner.row, column), (corner.row, corner.column)]
    }
    let ordered = rectangles.map { (price: price($0, in: matrix), cells: $0) }.sorted { $0.price < $1.price }
    return ordered.flatMap(\.cells).map { .cell(matrix: matrix, row: $0.0, column: $0.1) }
  }

  /// Children in those of the cells that still show; an empty cell costs as much as a large one, it protects little.
  private func price(_ cells: [(Int, Int)], in matrix: Int) -> Int {
    cells.filter { !pattern.hidesCell(matrix, $0.0, $0.1) }.reduce(0) { sum, cell in
      let children = tables.matrices[matrix].children[cell.0][cell.1]
      return sum + (children == 0 ? tables.matrices[matrix].total : children)
    }
  }

  /// All cells of a matrix, by the size of their line where one is given, then by their own.
  private func cellSteps(
    _ matrix: Int, lineSize: ((row: Int, column: Int)) -> Int = { _ in 0 }
  ) -> [Step] {
    let cells = Self.levels.flatMap { row in Self.levels.map { (row: row, column: $0) } }
    let children = tables.matrices[matrix].children
    let ordered = cells.sorted { first, second in
      let a = (lineSize(first), cost(children[first.row][first.column], first.row * 3 + first.column))
      let b = (lineSize(second), cost(children[second.row][second.column], second.row * 3 + second.column))
      return a.0 == b.0 ? a.1 < b.1 : a.0 < b.0
    }
    return ordered.map { .cell(matrix: matrix, row: $0.row, column: $0.column) }
  }

  /// Orders by size with empty cells last (hiding them protects nothing but small rows), then by position.
  private func cost(_ children: Int, _ position: Int) -> (Int, Int) {
    (children == 0 ? Int.max : children, position)
  }
}
