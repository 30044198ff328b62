/// Writes delimited text, cell by cell, into a byte buffer.
///
/// A cell is quoted only where it must be: when it holds the delimiter, a quote, a line end, or begins or ends with a
/// space. Lines end with LF; the text is UTF-8.
public struct CSVWriter: Sendable {
  /// What has been written so far.
  public private(set) var bytes: [UInt8] = []
  private let delimiter: UInt8
  private var isRowStart = true

  /// Creates an empty text; an automatic delimiter is a comma.
  public init(delimiter: CSVOptions.Delimiter = .comma) {
    self.delimiter =
      switch delimiter {
      case .automatic, .comma: ASCII.comma
      case .semicolon: ASCII.semicolon
      case .tab: ASCII.tab
      }
  }

  /// Writes a text cell; `nil` is an empty one.
  public mutating func append(_ text: String?) {
    startCell()
    guard var text else { return }
    text.withUTF8 { content in
      guard mustQuote(content) else {
        bytes.append(contentsOf: content)
        return
      }
      bytes.append(ASCII.quote)
      for byte in content {
        if byte == ASCII.quote { bytes.append(ASCII.quote) }
        bytes.append(byte)
      }
      bytes.append(ASCII.quote)
    }
  }

  /// Writes a number in the shortest form that reads back the same; NaN is an empty cell.
  public mutating func append(_ number: Double) {
    if number.isNaN {
      append(nil)
    } else if let integer = Int(exactly: number), integer.magnitude < 1 << 53, number.sign == .plus || integer != 0 {
      append(integer)
    } else {
      append(number.description)
    }
  }

  /// Writes a whole number.
  public mutating func append(_ number: Int) {
    startCell()
    bytes.append(contentsOf: String(number).utf8)
  }

  /// Ends the row.
  public mutating func endRow() {
    bytes.append(ASCII.lineFeed)
    isRowStart = true
  }

  /// Writes a whole row of text cells.
  public mutating func appendRow(_ cells: [String?]) {
    for cell in cells { append(cell) }
    endRow()
  }

  /// Hands over what has been written and starts afresh, so that a long table can be sent in pieces.
  public mutating func drain() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private mutating func startCell() {
    if !isRowStart { bytes.append(delimiter) }
    isRowStart = false
  }

  private func mustQuote(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = content.first, let last = content.last else { return false }
    return first == ASCII.space || last == ASCII.space
      || content.contains {
        $0 == delimiter || $0 == ASCII.quote || $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn
      }
  }
}
