internal import ItemResponse
internal import Tabular

/// Item parameters that are kept, from a CSV file.
///
/// Its columns are item, slope, location1, location2 and so on.
struct AnchorSheet {
  let items: [ItemParameters]

  /// Reads a file.
  ///
  /// - Throws: `TabularError`; `ItemSheetError` with the place of what cannot be used.
  init(path: String, model: ItemResponseRequest.Model) throws {
    let table = try CSVReader().readText(path: path)
    let locations = (1...max(1, table.columnCount - 2)).map { "location\($0)" }
    guard table.header == ["item", "slope"] + locations else { throw ItemSheetError.anchorHeader(found: table.header) }
    var seen: Set<String> = []
    items = try table.rowIndices.map { row in
      let item = try Self.parameters(table, row)
      let line = table.line(ofRow: row)
      guard seen.insert(item.item).inserted else {
        throw ItemSheetError.anchorRow(item: item.item, line: line, isRepeated: true)
      }
      let rises = zip(item.locations, item.locations.dropFirst()).allSatisfy { $0 < $1 }
      guard model != .grm || rises else { throw ItemSheetError.thresholdsNotIncreasing(item: item.item, line: line) }
      return item
    }
  }

  private static func parameters(_ table: TextTable, _ row: Int) throws -> ItemParameters {
    let name = table[row, 0].trimmed.text
    let slope = try number(table, row, 1) ?? 1
    guard slope != 0 else { throw notAParameter(table, row, 1) }
    var locations: [Double] = []
    for column in 2..<table.columnCount {
      guard let location = try number(table, row, column) else { continue }
      guard locations.count == column - 2 else { throw notAParameter(table, row, locations.count + 2) }
      locations.append(location)
    }
    guard !locations.isEmpty else {
      throw ItemSheetError.anchorRow(item: name, line: table.line(ofRow: row), isRepeated: false)
    }
    return ItemParameters(item: name, slope: slope, locations: locations)
  }

  /// The number in a cell; `nil` when it is empty.
  private static func number(_ table: TextTable, _ row: Int, _ column: Int) throws -> Double? {
    let cell = table[row, column].trimmed
    if cell.isNoAnswer { return nil }
    guard let number = cell.number(decimalMark: .automatic), number.isFinite else {
      throw notAParameter(table, row, column)
    }
    return number
  }

  private static func notAParameter(_ table: TextTable, _ row: Int, _ column: Int) -> ItemSheetError {
    .notAParameter(
      name: table.header[column], line: table.line(ofRow: row), column: column + 1, found: table[row, column].text)
  }
}
