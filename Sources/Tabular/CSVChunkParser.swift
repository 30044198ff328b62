/// Parses pieces of a text into typed columns.
struct CSVChunkParser: Sendable {
  let delimiter: UInt8
  let format: NumberFormat
  let kinds: [CellKind]
  /// Whether a number can be read where it stands, since the delimiter is not one of its marks.
  private let readsInPlace: Bool

  /// Creates a parser for columns of the given kinds.
  init(delimiter: UInt8, format: NumberFormat, kinds: [CellKind]) {
    self.delimiter = delimiter
    self.format = format
    self.kinds = kinds
    readsInPlace = delimiter != format.firstMark && delimiter != format.secondMark
  }

  /// Parses the rows in `range` of the text, which begins and ends between rows, at most `rowLimit` of them.
  func parse(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, rowLimit: Int = .max
  ) -> CSVChunk {
    var chunk = CSVChunk(columns: kinds.map { ChunkColumn(kind: $0) })
    guard let bytes = text.baseAddress, !range.isEmpty else { return chunk }
    reserve(&chunk, min(rowLimit, 1 + UnsafeBufferPointer(rebasing: text[range]).count(of: ASCII.lineFeed)))
    var scanner = CSVScanner(bytes: bytes, end: range.upperBound, delimiter: delimiter, position: range.lowerBound)
    do throws(CSVFault) {
      try parseRows(&scanner, &chunk.columns, rowLimit)
    } catch {
      chunk.fault = error
    }
    return chunk
  }

  private func reserve(_ chunk: inout CSVChunk, _ rowCount: Int) {
    for column in chunk.columns.indices {
      switch kinds[column] {
      case .number: chunk.columns[column].numbers.reserveCapacity(rowCount)
      case .text: chunk.columns[column].codes.reserveCapacity(rowCount)
      case .skipped: break
      }
    }
  }

  private func parseRows(
    _ scanner: inout CSVScanner, _ columns: inout [ChunkColumn], _ rowLimit: Int
  ) throws(CSVFault) {
    let columnCount = columns.count
    var scratch: [UInt8] = []
    var rowCount = 0
    while rowCount < rowLimit, scanner.findRow(of: columnCount) {
      for index in 0..<columnCount {
        try parseCell(&scanner, index, &columns[index], &scratch)
        try scanner.finishCell(column: index, of: columnCount)
      }
      rowCount &+= 1
    }
  }

  @inline(__always)
  private func parseCell(
    _ scanner: inout CSVScanner, _ index: Int, _ column: inout ChunkColumn, _ scratch: inout [UInt8]
  ) throws(CSVFault) {
    if readsInPlace, column.kind == .number,
      let number = format.scan(scanner.bytes, from: scanner.position, to: scanner.end),
      isCellEnd(scanner, number.end)
    {
      column.numbers.append(number.value)
      scanner.position = number.end
      return
    }
    let cell = try scanner.nextCell(column: index)
    switch column.kind {
    case .number: takeUnusualNumber(cell, scanner.bytes, &column)
    case .text: takeText(cell, scanner.bytes, &column, &scratch)
    case .skipped: break
    }
  }

  @inline(__always)
  private func isCellEnd(_ scanner: CSVScanner, _ position: Int) -> Bool {
    position >= scanner.end || scanner.bytes[position] == delimiter || scanner.isLineEnd(position)
  }

  /// A missing value, a number between quotes or spaces, or text, which ends the column as a numeric one.
  @inline(never)
  private func takeUnusualNumber(_ cell: CSVCell, _ bytes: UnsafePointer<UInt8>, _ column: inout ChunkColumn) {
    if isMissing(bytes, from: cell.start, to: cell.end) {
      column.numbers.append(.nan)
    } else if let number = format.number(bytes, from: cell.start, to: cell.end) {
      column.numbers.append(number)
    } else {
      column.kind = .skipped
      column.numbers = []
    }
  }

  @inline(__always)
  private func takeText(
    _ cell: CSVCell, _ bytes: UnsafePointer<UInt8>, _ column: inout ChunkColumn, _ scratch: inout [UInt8]
  ) {
    if isMissing(bytes, from: cell.start, to: cell.end) {
      column.codes.append(CategoricalColumn.missingCode)
    } else if cell.hasDoubledQuotes {
      scratch.removeAll(keepingCapacity: true)
      cell.appendContent(of: bytes, to: &scratch)
      let code = scratch.withUnsafeBufferPointer { column.dictionary.code($0.baseAddress ?? bytes, $0.count) }
      column.codes.append(code)
    } else {
      column.codes.append(column.dictionary.code(bytes + cell.start, cell.end &- cell.start))
    }
  }
}
