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
      return lineSteps(matrix, row, column) + cellSteps(matrix) + [.matrixCounts(matrix: matrix)] + waveSteps(matrix)
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

  /// Second cells of the row, then of the column, while the line has fewer than two hidden cells.
  private func lineSteps(_ matrix: Int, _ row: Int, _ column: Int) -> [Step] {
    let cells = tables.matrices[matrix].children
    let inRow = Self.levels.sorted { cost(cells[row][$0], $0) < cost(cells[row][$1], $1) }
    let inColumn = Self.levels.sorted { cost(cells[$0][column], $0) < cost(cells[$1][column], $1) }
    let hiddenInRow = Self.levels.filter { pattern.hidesCell(matrix, row, $0) }.count
    let rowSteps = inRow.map { Step.cell(matrix: matrix, row: row, column: $0) }
    let columnSteps = inColumn.map { Step.cell(matrix: matrix, row: $0, column: column) }
    return hiddenInRow < 2 ? rowSteps + columnSteps : columnSteps + rowSteps
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
