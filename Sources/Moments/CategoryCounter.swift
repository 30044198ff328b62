/// Counts the categories of cells and of pairs of items over persons in the order of their cells.
struct CategoryCounter: Sendable {
  let responses: ItemResponses
  let cellOfPerson: [Int32]
  /// Persons cell after cell; those without an answer last.
  let order: RowOrder
  /// Where each item's categories begin among all categories of all items; one more than items.
  let starts: [Int]

  /// Persons of one group, in the order of cells.
  struct Range: Sendable {
    /// Positions in the order.
    var persons: Swift.Range<Int>
    var firstCell: Int
    var lastCell: Int
  }

  /// Words of 64 persons that are laid out side by side before pairs are counted.
  static let blockWords = 64
  private static let smallestRange = 8192

  init(responses: ItemResponses, cellOfPerson: [Int32], order: RowOrder) {
    self.responses = responses
    self.cellOfPerson = cellOfPerson
    self.order = order
    starts = responses.categoryCounts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
  }

  /// Number of categories over all items.
  var categoryCount: Int { starts[starts.count - 1] }

  var emptyPairTables: [[Int]] {
    let counts = responses.categoryCounts
    return counts.indices.flatMap { first in
      counts.indices.dropFirst(first + 1).map { [Int](repeating: 0, count: counts[first] * counts[$0]) }
    }
  }

  /// Cuts the persons into ranges of one group each, a few per thread.
  func ranges(of groupOfCell: [Int], threadCount: Int) -> [Range] {
    let personCount = groupOfCell.isEmpty ? 0 : order.starts[groupOfCell.count]
    let size = max(Self.smallestRange, personCount / (4 * threadCount) + 1)
    var ranges: [Range] = []
    var cell = 0
    while cell < groupOfCell.count {
      let end = groupOfCell[cell...].firstIndex { $0 != groupOfCell[cell] } ?? groupOfCell.count
      let persons = order.starts[cell]..<order.starts[end]
      for start in stride(from: persons.lowerBound, to: persons.upperBound, by: size) {
        let part = start..<min(persons.upperBound, start + size)
        ranges.append(
          Range(persons: part, firstCell: self.cell(at: part.lowerBound), lastCell: self.cell(at: part.upperBound - 1)))
      }
      cell = end
    }
    return ranges
  }

  private func cell(at position: Int) -> Int { Int(cellOfPerson[Int(order.rows[position])]) }

  /// Counts one range.
  func count(_ range: Range) -> CategoryCounts {
    var counts = CategoryCounts(cellCount: range.lastCell - range.firstCell + 1, self)
    let rows = order.rows[range.persons]
    responses.categories.withUnsafeBufferPointer { marks in
      rows.withUnsafeBufferPointer { rows in
        cellOfPerson.withUnsafeBufferPointer { cells in
          starts.withUnsafeBufferPointer { starts in
            counts.count(
              PersonRows(marks: marks, rows: rows, cellOfPerson: cells, starts: starts, firstCell: range.firstCell))
          }
        }
      }
    }
    return counts
  }
}

/// The rows of some persons, for fast loops.
struct PersonRows {
  let marks: UnsafeBufferPointer<UInt8>
  /// Persons in the order in which they are read.
  let rows: UnsafeBufferPointer<Int32>
  let cellOfPerson: UnsafeBufferPointer<Int32>
  /// Where each item's categories begin; one more than items.
  let starts: UnsafeBufferPointer<Int>
  let firstCell: Int

  var itemCount: Int { starts.count - 1 }
}
