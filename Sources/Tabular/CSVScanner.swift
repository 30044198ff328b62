/// Walks through delimited text cell by cell.
///
/// The grammar is RFC 4180, strictly, with any delimiter and with LF or CRLF: a quote may only open a cell, close it,
/// or stand doubled inside. Empty lines are skipped, except in a table of one column, where they are empty cells.
struct CSVScanner {
  let bytes: UnsafePointer<UInt8>
  let end: Int
  let delimiter: UInt8
  var position: Int

  var isAtEnd: Bool { position >= end }

  /// Moves to the next row of a table; `false` when there is none.
  @inline(__always)
  mutating func findRow(of columnCount: Int) -> Bool {
    if columnCount > 1 { skipEmptyLines() }
    return position < end
  }

  /// Passes over empty lines where a row could begin.
  @inline(__always)
  mutating func skipEmptyLines() {
    while position < end {
      if bytes[position] == ASCII.lineFeed {
        position &+= 1
      } else if bytes[position] == ASCII.carriageReturn, isLineEnd(position) {
        position = min(end, position &+ 2)
      } else {
        return
      }
    }
  }

  /// The cell at the position, which moves to the delimiter or line end after it.
  @inline(__always)
  mutating func nextCell(column: Int) throws(CSVFault) -> CSVCell {
    if position < end, bytes[position] == ASCII.quote { return try quotedCell(column: column) }
    let start = position
    while position < end {
      let byte = bytes[position]
      if byte == delimiter || byte == ASCII.lineFeed { break }
      if byte == ASCII.quote { throw .strayQuote(offset: position, column: column) }
      position &+= 1
    }
    if position > start, bytes[position &- 1] == ASCII.carriageReturn, isLineEnd(position &- 1) { position &-= 1 }
    return CSVCell(start: start, end: position, hasDoubledQuotes: false)
  }

  /// Steps over the delimiter or line end after a cell and checks that it is the one expected there.
  @inline(__always)
  mutating func finishCell(column: Int, of columnCount: Int) throws(CSVFault) {
    if column &+ 1 < columnCount {
      guard position < end, bytes[position] == delimiter else {
        throw .raggedRow(offset: position, expected: columnCount, found: column + 1)
      }
      position &+= 1
    } else if position < end {
      if !isLineEnd(position) { try failOnExtraCells(expected: columnCount) }
      position = min(end, position &+ (bytes[position] == ASCII.lineFeed ? 1 : 2))
    }
  }

  /// Whether a line ends here with LF, CRLF, or a CR that closes the text.
  @inline(__always)
  func isLineEnd(_ position: Int) -> Bool {
    bytes[position] == ASCII.lineFeed
      || (bytes[position] == ASCII.carriageReturn
        && (position &+ 1 == end || bytes[position &+ 1] == ASCII.lineFeed))
  }

  @inline(never)
  private mutating func quotedCell(column: Int) throws(CSVFault) -> CSVCell {
    let opening = position
    var hasDoubledQuotes = false
    position += 1
    while position < end {
      if bytes[position] == ASCII.quote {
        guard position + 1 < end, bytes[position + 1] == ASCII.quote else { break }
        hasDoubledQuotes = true
        position += 1
      }
      position += 1
    }
    guard position < end else { throw .unterminatedQuote(offset: opening, column: column) }
    let cell = CSVCell(start: opening + 1, end: position, hasDoubledQuotes: hasDoubledQuotes)
    position += 1
    guard position == end || bytes[position] == delimiter || isLineEnd(position) else {
      throw .strayQuote(offset: position, column: column)
    }
    return cell
  }

  @inline(never)
  private mutating func failOnExtraCells(expected: Int) throws(CSVFault) -> Never {
    let rowEnd = position
    var found = expected
    while position < end, bytes[position] == delimiter {
      position += 1
      _ = try nextCell(column: found)
      found += 1
    }
    throw .raggedRow(offset: rowEnd, expected: expected, found: found)
  }
}
