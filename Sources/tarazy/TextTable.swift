/// A table for the terminal: columns as wide as they need, numbers to the right.
struct TextTable {
  private var rows: [[String]]
  private let isNumeric: [Bool]
  private let gap: String

  /// Starts a table; titles that begin with `>` are aligned to the right, a tight table has one space between columns.
  init(_ columns: [String], isTight: Bool = false) {
    gap = isTight ? " " : "  "
    isNumeric = columns.map { $0.hasPrefix(">") }
    rows = [columns.map { $0.hasPrefix(">") ? String($0.dropFirst()) : $0 }]
  }

  mutating func add(_ cells: [String]) { rows.append(cells) }

  var text: String { lines.joined(separator: "\n") }

  /// The line of the titles and one line per row.
  var lines: [String] {
    let widths = isNumeric.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return isNumeric[column] ? space + row[column] : row[column] + space
      }.joined(separator: gap).trimmingTrailingSpaces
    }
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
  }
}
