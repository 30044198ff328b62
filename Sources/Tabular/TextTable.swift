/// A table of text cells as they stand in a file, with the line of each row.
///
/// All cells lie in one byte buffer; nothing is allocated per cell.
public struct TextTable: Sendable, Equatable {
  public let header: [String]
  private let bytes: [UInt8]
  /// Where each cell ends in `bytes`, row by row; it begins where the one before ends.
  private let cellEnds: [UInt32]
  private let rowLines: [UInt32]

  /// The number of rows, the header not among them.
  public var rowCount: Int { rowLines.count }
  /// The number of cells in each row.
  public var columnCount: Int { header.count }

  /// The cell in a row and column, both counted from 0; quotes around it are removed, doubled quotes made single.
  public subscript(row: Int, column: Int) -> Cell {
    precondition(column >= 0 && column < columnCount, "column \(column) of \(columnCount)")
    let index = row * columnCount + column
    let start = index == 0 ? 0 : Int(cellEnds[index - 1])
    return Cell(bytes: bytes[start..<Int(cellEnds[index])])
  }

  /// The line of the file, counted from 1, on which a row begins.
  public func line(ofRow row: Int) -> Int { Int(rowLines[row]) }

  /// The position of a column, counted from 0; `nil` when the header has no such name.
  public func columnIndex(named name: String) -> Int? { header.firstIndex(of: name) }

  /// Cuts a checked text into cells.
  init(text: CheckedText, header: CSVHeader, options: CSVOptions) throws(TabularError) {
    guard text.bytes.count <= UInt32.max else {
      throw .tooLarge(byteCount: text.bytes.count, limit: Int(UInt32.max))
    }
    var cells = CellStore(text: text, header: header)
    do throws(CSVFault) {
      try cells.takeRows(text, header)
    } catch {
      throw error.located(in: text.bytes)
    }
    self.header = header.names
    bytes = cells.bytes
    cellEnds = cells.ends
    rowLines = cells.rowLines
  }
}

/// The cells of a text table while it is being read.
private struct CellStore {
  var bytes: [UInt8] = []
  var ends: [UInt32] = []
  var rowLines: [UInt32] = []

  init(text: CheckedText, header: CSVHeader) {
    let lineCount = text.bytes.count(of: ASCII.lineFeed)
    bytes.reserveCapacity(text.bytes.count)
    ends.reserveCapacity((lineCount + 1) * header.names.count)
    rowLines.reserveCapacity(lineCount + 1)
  }

  mutating func takeRows(_ text: CheckedText, _ header: CSVHeader) throws(CSVFault) {
    guard let source = text.bytes.baseAddress else { return }
    var scanner = CSVScanner(
      bytes: source, end: text.bytes.count, delimiter: header.delimiter, position: header.bodyStart)
    var line = LineCounter(text: text.bytes)
    let columnCount = header.names.count
    while scanner.findRow(of: columnCount) {
      rowLines.append(UInt32(line.line(at: scanner.position)))
      for column in 0..<columnCount {
        try scanner.nextCell(column: column).appendContent(of: source, to: &bytes)
        ends.append(UInt32(bytes.count))
        try scanner.finishCell(column: column, of: columnCount)
      }
    }
  }
}

/// Counts lines forward through a text.
private struct LineCounter {
  let text: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var line = 1

  init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// The line of an offset that is not before the one asked for last.
  mutating func line(at offset: Int) -> Int {
    line += UnsafeBufferPointer(rebasing: text[position..<offset]).count(of: ASCII.lineFeed)
    position = offset
    return line
  }
}
