/// What a reader of the published tables knows: linear equations between published and hidden numbers.
struct ReaderSystem {
  /// A number that is published, hidden, or follows from others.
  enum Quantity: Hashable {
    case waveTotal(Int)
    case level(wave: Int, level: Int)
    case matrixTotal(Int)
    case cell(matrix: Int, row: Int, column: Int)
    case rowTotal(matrix: Int, row: Int)
    case columnTotal(matrix: Int, column: Int)
    /// Children at a level of the first wave who were not observed at the second.
    case lostAfter(matrix: Int, level: Int)
    /// Children at a level of the second wave who were not observed at the first.
    case newSince(matrix: Int, level: Int)
    case slack(Int)
  }

  private typealias Equation = [(quantity: Quantity, coefficient: Double)]

  private let tables: LinkedTables
  private let pattern: SuppressionPattern
  private var known: [Quantity: Double] = [:]
  private var equations: [Equation] = []
  private var slackCount = 0
  private static let levels = 0..<3

  /// Writes down the equations and the published numbers.
  init(_ tables: LinkedTables, hiding pattern: SuppressionPattern) {
    self.tables = tables
    self.pattern = pattern
    for wave in tables.waves.indices { addWave(wave) }
    for matrix in tables.matrices.indices { addMatrix(matrix) }
  }

  /// The narrowest interval in which a reader can place each of the quantities.
  ///
  /// - Returns: `nil` when the tables contradict each other; an interval is `nil` when it cannot be worked out.
  func bounds() -> ((Quantity) -> ClosedRange<Double>?)? {
    let open = equations.filter { $0.contains { known[$0.quantity] == nil } }
    var columns: [Quantity: Int] = [:]
    for term in open.joined() where known[term.quantity] == nil && columns[term.quantity] == nil {
      columns[term.quantity] = columns.count
    }
    var coefficients: [[Double]] = []
    var constants: [Double] = []
    for equation in open {
      var row = [Double](repeating: 0, count: columns.count)
      var constant = 0.0
      for term in equation {
        if let value = known[term.quantity] {
          constant -= term.coefficient * value
        } else if let column = columns[term.quantity] {
          row[column] += term.coefficient
        }
      }
      coefficients.append(row)
      constants.append(constant)
    }
    let solved = LinearBounds(
      equations: coefficients, rightHandSides: constants, variableCount: columns.count)
    guard let solved else { return nil }
    return { [known] quantity in
      if let value = known[quantity] { return value...value }
      guard let column = columns[quantity] else { return 0...Double.infinity }
      return solved.range(of: column)
    }
  }

  private mutating func addWave(_ wave: Int) {
    let table = tables.waves[wave]
    if !pattern.hides(.waveTotal(wave: wave)) { known[.waveTotal(wave)] = Double(table.total) }
    for level in Self.levels where !pattern.hidesLevel(wave, level) {
      known[.level(wave: wave, level: level)] = Double(table.children[level])
    }
    addSum(Self.levels.map { .level(wave: wave, level: $0) }, equals: .waveTotal(wave))
  }

  private mutating func addMatrix(_ matrix: Int) {
    let table = tables.matrices[matrix]
    if !pattern.hidesCounts(matrix) { known[.matrixTotal(matrix)] = Double(table.total) }
    for row in Self.levels { addRow(row, of: matrix) }
    for column in Self.levels {
      addSum(
        Self.levels.map { .cell(matrix: matrix, row: $0, column: column) },
        equals: .columnTotal(matrix: matrix, column: column))
    }
    addSum(Self.levels.map { .rowTotal(matrix: matrix, row: $0) }, equals: .matrixTotal(matrix))
    for level in Self.levels {
      if let from = table.from {
        addSum(
          [.rowTotal(matrix: matrix, row: level), .lostAfter(matrix: matrix, level: level)],
          equals: .level(wave: from, level: level))
      }
      if let to = table.to {
        addSum(
          [.columnTotal(matrix: matrix, column: level), .newSince(matrix: matrix, level: level)],
          equals: .level(wave: to, level: level))
      }
    }
  }

  /// A row of a matrix: a count with its share gives the row total away, a rounded share bounds the count.
  private mutating func addRow(_ row: Int, of matrix: Int) {
    let children = tables.matrices[matrix].children[row]
    let total = tables.matrices[matrix].rowTotal(row)
    let sum = Quantity.rowTotal(matrix: matrix, row: row)
    addSum(Self.levels.map { .cell(matrix: matrix, row: row, column: $0) }, equals: sum)
    let shown = Self.levels.filter { !pattern.hidesCell(matrix, row, $0) }
    if total == 0, !shown.isEmpty { known[sum] = 0 }
    for column in shown {
      let cell = Quantity.cell(matrix: matrix, row: row, column: column)
      if pattern.hidesCounts(matrix) {
        if total > 0 { addRoundedShare(of: cell, in: sum, share: Double(children[column]) / Double(total)) }
      } else {
        known[cell] = Double(children[column])
        if children[column] > 0 { known[sum] = Double(total) }
      }
    }
  }

  private mutating func addRoundedShare(of cell: Quantity, in sum: Quantity, share: Double) {
    let rounded = RoundedShare.rounded(share)
    let half = RoundedShare.step / 2
    equations.append([(cell, 1), (sum, -(rounded + half)), (nextSlack(), 1)])
    equations.append([(cell, 1), (sum, -(rounded - half)), (nextSlack(), -1)])
  }

  private mutating func addSum(_ parts: [Quantity], equals total: Quantity) {
    equations.append(parts.map { ($0, 1) } + [(total, -1)])
  }

  private mutating func nextSlack() -> Quantity {
    slackCount += 1
    return .slack(slackCount)
  }
}

/// Shares that are published without their counts, in whole per cents.
enum RoundedShare {
  /// One per cent.
  static let step = 0.01

  static func rounded(_ share: Double) -> Double { (share / step).rounded() / 100 }
}
