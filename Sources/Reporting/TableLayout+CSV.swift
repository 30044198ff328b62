import Tabular

extension TableLayout {
  /// The table as CSV: headings in snake case, decimal points, full precision, one mark for hidden cells.
  ///
  /// A hidden cell reads `suppressed`; a cell without data is empty.
  func csv() -> String {
    let table = showing(.data)
    var writer = CSVWriter()
    for column in table.columns { writer.append(column.key) }
    writer.endRow()
    for row in table.rows {
      for cell in row {
        switch cell.value {
        case .text(let text): writer.append(text)
        case .number(let number): writer.append(number)
        case .suppressed: writer.append("suppressed")
        case .empty: writer.append(nil as String?)
        }
      }
      writer.endRow()
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
