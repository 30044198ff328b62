extension TableLayout {
  /// The table as HTML, in a box that scrolls where the page is too narrow.
  func html() -> String {
    let table = showing(.page)
    let heading = table.columns.map { "<th scope=\"col\"\(Self.style($0))>\($0.title.markupEscaped)</th>" }.joined()
    let body = table.rows.map { row in
      "<tr>" + zip(table.columns, row).map(Self.cell).joined() + "</tr>"
    }
    return "<div class=\"table\"><table><thead><tr>\(heading)</tr></thead>\n<tbody>\n"
      + body.joined(separator: "\n") + "\n</tbody></table></div>"
  }

  private static func cell(_ column: Column, _ cell: Cell) -> String {
    switch cell.value {
    case .suppressed: "<td class=\"hidden\">\(cell.text.markupEscaped)</td>"
    case .empty: "<td class=\"absent\(column.isNumeric ? " number" : "")\">\(cell.text.markupEscaped)</td>"
    case .text, .number: "<td\(cell.isAlert ? " class=\"alert\"" : style(column))>\(content(cell))</td>"
    }
  }

  private static func content(_ cell: Cell) -> String {
    let text = cell.text.markupEscaped
    return cell.link.map { "<a href=\"\($0.markupEscaped)\">\(text)</a>" } ?? text
  }

  private static func style(_ column: Column) -> String { column.isNumeric ? " class=\"number\"" : "" }
}

extension String {
  /// The text with the characters that mean something in HTML and SVG replaced.
  var markupEscaped: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
