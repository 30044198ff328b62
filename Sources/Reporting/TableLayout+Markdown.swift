extension TableLayout {
  /// The table as a Markdown pipe table.
  func markdown() -> String {
    let table = showing(.page)
    var lines = [Self.line(table.columns.map(\.title))]
    lines.append(Self.line(table.columns.map { $0.isNumeric ? "---:" : "---" }))
    for row in table.rows { lines.append(Self.line(row.map { $0.isAlert ? "**\($0.text)**" : $0.text })) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }
}
