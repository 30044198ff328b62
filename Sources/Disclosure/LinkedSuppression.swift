/// Finds what to hide in linked tables so that no small number can be worked out.
///
/// Hiding more never narrows what a reader can bound, so each small number is protected in turn and stays protected.
/// When nothing is left to hide for a number, everything that leads to it is hidden already.
///
/// - Complexity: Two linear programs of a few dozen unknowns per small number and hiding step; none without a small
///   number.
struct LinkedSuppression {
  private typealias Quantity = ReaderSystem.Quantity
  private typealias Step = SuppressionPattern.Step

  private let tables: LinkedTables
  private let rules: DisclosureRules
  private(set) var pattern = SuppressionPattern()
  private static let levels = 0..<3

  /// Hides what is unsafe and then what protects it.
  ///
  /// - Parameters:
  ///   - tables: The linked tables.
  ///   - unsafeWaves: Positions of level tables that may not be shown at all.
  ///   - unsafeMatrices: Positions of matrices that may not be shown at all.
  ///   - rules: The minima.
  init(_ tables: LinkedTables, unsafeWaves: Set<Int>, unsafeMatrices: Set<Int>, rules: DisclosureRules) {
    self.tables = tables
    self.rules = rules
    for wave in tables.waves.indices { hidePrimary(wave: wave, wholly: unsafeWaves.contains(wave)) }
    for matrix in tables.matrices.indices { hidePrimary(matrix: matrix, wholly: unsafeMatrices.contains(matrix)) }
    for quantity in smallQuantities() { protect(quantity) }
    for matrix in tables.matrices.indices where pattern.hidesCounts(matrix) { hideSecondShares(of: matrix) }
  }

  /// Shares of a row add to one: a share hidden alone would follow from the others, with or without counts.
  private mutating func hideSecondShares(of matrix: Int) {
    for row in Self.levels {
      let children = tables.matrices[matrix].children[row]
      let shown = Self.levels.filter { !pattern.hidesCell(matrix, row, $0) }
      guard shown.count == 2 else { continue }
      let order = shown.sorted {
        (children[$0] == 0 ? Int.max : children[$0], $0) < (children[$1] == 0 ? Int.max : children[$1], $1)
      }
      pattern.hide(.cell(matrix: matrix, row: row, column: order[0]))
    }
  }

  private mutating func hidePrimary(wave: Int, wholly: Bool) {
    let table = tables.waves[wave]
    if wholly { pattern.hide(.waveTotal(wave: wave)) }
    for level in Self.levels
    where wholly || rules.isUnsafe(cell: table.children[level], inRowOf: table.total) {
      pattern.hide(.level(wave: wave, level: level))
    }
  }

  private mutating func hidePrimary(matrix: Int, wholly: Bool) {
    let table = tables.matrices[matrix]
    if wholly { pattern.hide(.matrixCounts(matrix: matrix)) }
    for row in Self.levels {
      for column in Self.levels {
        let isInSmallMargin =
          rules.isSmall(table.rowTotal(row)) || rules.isSmall(table.columnTotal(column))
        let isUnsafe = rules.isUnsafe(cell: table.children[row][column], inRowOf: table.rowTotal(row))
        if wholly || isInSmallMargin || isUnsafe { pattern.hide(.cell(matrix: matrix, row: row, column: column)) }
      }
    }
  }

  /// The numbers to protect: cells and margins that are small, and differences between tables that are.
  private func smallQuantities() -> [ReaderSystem.Quantity] {
    var result: [Quantity] = []
    for (wave, table) in tables.waves.enumerated() {
      for level in Self.levels where rules.isUnsafe(cell: table.children[level], inRowOf: table.total) {
        result.append(.level(wave: wave, level: level))
      }
    }
    for (index, matrix) in tables.matrices.enumerated() { result += smallQuantities(of: matrix, at: index) }
    return result
  }

  private func smallQuantities(of matrix: LinkedTables.Matrix, at index: Int) -> [ReaderSystem.Quantity] {
    var result: [Quantity] = []
    for level in Self.levels {
      let (row, column) = (matrix.rowTotal(level), matrix.columnTotal(level))
      if rules.isSmall(row) { result.append(.rowTotal(matrix: index, row: level)) }
      if rules.isSmall(column) { result.append(.columnTotal(matrix: index, column: level)) }
      for cell in Self.levels where rules.isUnsafe(cell: matrix.children[level][cell], inRowOf: row) {
        result.append(.cell(matrix: index, row: level, column: cell))
      }
      if let from = matrix.from, rules.isSmall(tables.waves[from].children[level] - row) {
        result.append(.lostAfter(matrix: index, level: level))
      }
      if let to = matrix.to, rules.isSmall(tables.waves[to].children[level] - column) {
        result.append(.newSince(matrix: index, level: level))
      }
    }
    return result
  }

  private mutating func protect(_ quantity: ReaderSystem.Quantity) {
    while isExposed(quantity) {
      let step = HidingOrder(tables, pattern).steps(protecting: quantity).first { !pattern.hides($0) }
      guard let step else { return }
      pattern.hide(step)
    }
  }

  /// Whether a reader can place the number in an interval narrower than the minimum, or nobody knows.
  private func isExposed(_ quantity: ReaderSystem.Quantity) -> Bool {
    guard let range = ReaderSystem(tables, hiding: pattern).bounds()?(quantity) else { return true }
    return range.upperBound - range.lowerBound < Double(rules.minimumCell)
  }
}
