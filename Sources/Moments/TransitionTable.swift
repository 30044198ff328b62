/// How many children moved from each level to each level between two waves.
///
/// Rows are the level at the first wave, columns the level at the second; levels are numbered 1 … `levelCount`,
/// lowest first.
public struct TransitionTable: Sendable, Equatable, Codable {
  /// Number of levels, and so of rows and of columns.
  public let levelCount: Int
  /// Counts, row after row.
  package var cells: [Int]

  /// Creates an empty table.
  public init(levelCount: Int = 3) {
    precondition(levelCount > 0, "a transition table needs a level, found \(levelCount)")
    self.levelCount = levelCount
    cells = Array(repeating: 0, count: levelCount * levelCount)
  }

  /// Creates a table from its rows.
  ///
  /// - Parameter rows: As many rows of counts as each row is long.
  public init(rows: [[Int]]) {
    precondition(rows.allSatisfy { $0.count == rows.count }, "rows of \(rows.map(\.count)) in \(rows.count) rows")
    levelCount = rows.count
    cells = rows.flatMap(\.self)
  }

  /// Children who moved from a level of 1 … `levelCount` to another.
  public subscript(from: Int, to: Int) -> Int {
    get { cells[index(from, to)] }
    set { cells[index(from, to)] = newValue }
  }

  /// Children observed at both waves.
  public var total: Int { cells.reduce(0, +) }

  /// Counts as rows: entry `[from − 1][to − 1]`.
  public var rows: [[Int]] {
    (0..<levelCount).map { Array(cells[$0 * levelCount..<($0 + 1) * levelCount]) }
  }

  /// Children at each level at the first wave, lowest first.
  public var rowTotals: [Int] { rows.map { $0.reduce(0, +) } }

  /// Children at each level at the second wave, lowest first.
  public var columnTotals: [Int] {
    (0..<levelCount).map { column in rows.reduce(0) { $0 + $1[column] } }
  }

  /// The sum of two tables with the same levels.
  public static func + (left: TransitionTable, right: TransitionTable) -> TransitionTable {
    precondition(left.levelCount == right.levelCount, "\(left.levelCount) levels plus \(right.levelCount)")
    var sum = left
    for index in sum.cells.indices { sum.cells[index] += right.cells[index] }
    return sum
  }

  private func index(_ from: Int, _ to: Int) -> Int {
    precondition(
      (1...levelCount).contains(from) && (1...levelCount).contains(to), "move \(from) → \(to) of \(levelCount)")
    return (from - 1) * levelCount + to - 1
  }
}
