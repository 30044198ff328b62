internal import Design
internal import Moments
internal import Tabular

/// Marks of a CSV file, one row per child, as responses.
struct ItemSheet {
  /// Rows of the file that have a group, in their order.
  let responses: ItemResponses
  /// The position among the responses of each row of the file; `nil` for a row without a group.
  let personOfRow: [Int?]

  /// The largest number of categories that is taken for marks, rather than for a measurement.
  static let categoryLimit = 50

  /// Reads a file.
  ///
  /// - Throws: `TabularError`; `DesignError.missingColumn`, `.noRowsLeft`; `ItemSheetError` with the place of a cell that
  ///   is no mark.
  init(path: String, items: [String], group: String?) throws {
    let table = try CSVReader().readText(path: path)
    guard table.rowCount > 0 else { throw DesignError.noRowsLeft(rowCount: 0) }
    let marks = try items.map { try Marks(table, name: $0) }
    let lowest = marks.lazy.compactMap(\.lowest).min() ?? 0
    let highest = marks.lazy.compactMap(\.highest).max() ?? 0
    guard highest - lowest < Self.categoryLimit else {
      throw ItemSheetError.tooManyCategories(lowest: lowest, highest: highest, limit: Self.categoryLimit)
    }
    let groups = try group.map { try Groups(table, name: $0) } ?? Groups(rowCount: table.rowCount)
    let kept = table.rowIndices.filter { groups.groupOfRow[$0] != nil }
    guard !kept.isEmpty else { throw DesignError.noRowsLeft(rowCount: table.rowCount) }
    var personOfRow = [Int?](repeating: nil, count: table.rowCount)
    var categories: [UInt8] = []
    categories.reserveCapacity(kept.count * items.count)
    for (person, row) in kept.enumerated() {
      personOfRow[row] = person
      for column in marks {
        let mark = column.values[row]
        categories.append(mark == Marks.missing ? ItemResponses.missing : UInt8(mark - lowest))
      }
    }
    self.personOfRow = personOfRow
    responses = ItemResponses(
      items: items, categoryCounts: items.map { _ in highest - lowest + 1 }, groups: groups.names,
      groupOfPerson: kept.compactMap { groups.groupOfRow[$0] }, categories: categories)
  }

  /// The whole numbers of one column.
  private struct Marks {
    static let missing = Int.min
    var values: [Int] = []
    private(set) var lowest: Int?
    private(set) var highest: Int?

    init(_ table: TextTable, name: String) throws {
      let column = try table.column(named: name)
      values.reserveCapacity(table.rowCount)
      for row in table.rowIndices {
        let cell = table[row, column].trimmed
        if cell.isNoAnswer {
          values.append(Self.missing)
          continue
        }
        guard let mark = cell.integer, abs(mark) < 1_000_000 else {
          throw ItemSheetError.notAMark(
            item: name, line: table.line(ofRow: row), column: column + 1, found: cell.text)
        }
        values.append(mark)
        lowest = min(lowest ?? mark, mark)
        highest = max(highest ?? mark, mark)
      }
    }
  }

  /// The groups of the rows.
  private struct Groups {
    var names: [String] = []
    var groupOfRow: [Int?]

    init(rowCount: Int) {
      names = ["all"]
      groupOfRow = [Int?](repeating: 0, count: rowCount)
    }

    init(_ table: TextTable, name: String) throws {
      let column = try table.column(named: name)
      groupOfRow = []
      var places: [String: Int] = [:]
      for row in table.rowIndices {
        let cell = table[row, column].trimmed
        guard !cell.isNoAnswer else {
          groupOfRow.append(nil)
          continue
        }
        let place = places[cell.text] ?? names.count
        if place == names.count {
          places[cell.text] = place
          names.append(cell.text)
        }
        groupOfRow.append(place)
      }
    }
  }
}

extension TextTable {
  var rowIndices: Range<Int> { 0..<rowCount }

  /// The position of a column that must be there.
  func column(named name: String) throws(DesignError) -> Int {
    guard let column = columnIndex(named: name) else { throw .missingColumn(name: name, available: header) }
    return column
  }
}

extension TextTable.Cell {
  /// Whether the cell says that there is no value: empty, NA, na or NaN.
  var isNoAnswer: Bool { isEmpty || self == "NA" || self == "na" || self == "NaN" }
}

/// A cell of a file of marks or anchors that cannot be used.
public enum ItemSheetError: Error, Sendable, Equatable {
  /// A cell of an item holds something else than a whole number; line and column are counted from 1.
  case notAMark(item: String, line: Int, column: Int, found: String)
  /// Marks lie so far apart that they are measurements.
  case tooManyCategories(lowest: Int, highest: Int, limit: Int)
  /// The header of a file of anchors is another.
  case anchorHeader(found: [String])
  /// A cell of a file of anchors holds no finite number, or one is missing before another.
  case notAParameter(name: String, line: Int, column: Int, found: String)
  /// A row of a file of anchors has no location, or its item stands there twice.
  case anchorRow(item: String, line: Int, isRepeated: Bool)
  /// Thresholds of a graded response item do not increase.
  case thresholdsNotIncreasing(item: String, line: Int)

  /// What happened, where, and what to do, in English.
  func text(file: String) -> String {
    switch self {
    case .notAMark(let item, let line, let column, let found):
      "\(file):\(line):\(column): item \(item) holds '\(found)'; marks are whole numbers, and no answer is an empty cell or NA"
    case .tooManyCategories(let lowest, let highest, let limit):
      "\(file): the marks reach from \(lowest) to \(highest), more than \(limit) categories; are all columns items?"
    case .anchorHeader(let found):
      "\(file): the header is \(found.joined(separator: ",")); anchors have item,slope,location1,location2 and so on"
    case .notAParameter(let name, let line, let column, let found):
      "\(file):\(line):\(column): \(name) is '\(found)' where a number is needed"
    case .anchorRow(let item, let line, let isRepeated):
      isRepeated ? "\(file):\(line): \(item) stands here twice" : "\(file):\(line): \(item) has no location"
    case .thresholdsNotIncreasing(let item, let line):
      "\(file):\(line): the thresholds of \(item) must increase in graded response"
    }
  }
}
