/// A table of typed columns of equal length with distinct names.
public struct Frame: Sendable, Equatable {
  public let rowCount: Int
  /// Columns in the order of the file.
  public let columns: [Column]
  private let positions: [String: Int]

  /// Creates a frame.
  ///
  /// - Throws: `TabularError.duplicateColumn`, or `.columnLengthMismatch` against the first column.
  public init(columns: [Column]) throws(TabularError) {
    let rowCount = columns.first?.count ?? 0
    var positions: [String: Int] = [:]
    for (position, column) in columns.enumerated() {
      guard column.count == rowCount else {
        throw .columnLengthMismatch(name: column.name, expected: rowCount, found: column.count)
      }
      guard positions.updateValue(position, forKey: column.name) == nil else {
        throw .duplicateColumn(name: column.name)
      }
    }
    self.rowCount = rowCount
    self.columns = columns
    self.positions = positions
  }

  /// The column of that name, `nil` when there is none.
  public subscript(name: String) -> Column? {
    positions[name].map { columns[$0] }
  }

  /// Column names in the order of the file.
  public var columnNames: [String] { columns.map(\.name) }
}
