/// The first row of a file and how its cells are separated.
struct CSVHeader {
  let names: [String]
  let delimiter: UInt8
  /// Where the rows begin.
  let bodyStart: Int

  /// Reads the header of a text.
  ///
  /// - Throws: `TabularError.empty`, `.duplicateColumn`, `.unterminatedQuote`, `.strayQuote`.
  init(of text: CheckedText, delimiter choice: CSVOptions.Delimiter) throws(TabularError) {
    guard let bytes = text.bytes.baseAddress else { throw .empty }
    var scanner = CSVScanner(bytes: bytes, end: text.bytes.count, delimiter: ASCII.comma, position: 0)
    scanner.skipEmptyLines()
    guard !scanner.isAtEnd else { throw .empty }
    let delimiter = Self.delimiter(choice, of: text.bytes[scanner.position...])
    scanner = CSVScanner(
      bytes: bytes, end: text.bytes.count, delimiter: delimiter, position: scanner.position)
    do throws(CSVFault) {
      names = try Self.names(&scanner)
    } catch {
      throw error.located(in: text.bytes)
    }
    self.delimiter = delimiter
    bodyStart = scanner.position
    try Self.checkDistinct(names)
  }

  private static func names(_ scanner: inout CSVScanner) throws(CSVFault) -> [String] {
    var names: [String] = []
    while true {
      var content: [UInt8] = []
      try scanner.nextCell(column: names.count).appendContent(of: scanner.bytes, to: &content)
      names.append(String(decoding: content, as: UTF8.self))
      guard !scanner.isAtEnd, scanner.bytes[scanner.position] == scanner.delimiter else { break }
      scanner.position += 1
    }
    try scanner.finishCell(column: names.count - 1, of: names.count)
    return names
  }

  private static func checkDistinct(_ names: [String]) throws(TabularError) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted { throw .duplicateColumn(name: name) }
  }

  /// The delimiter asked for, or the most frequent outside quotes in the first line.
  private static func delimiter(_ choice: CSVOptions.Delimiter, of text: Slice<UnsafeBufferPointer<UInt8>>) -> UInt8 {
    switch choice {
    case .comma: return ASCII.comma
    case .semicolon: return ASCII.semicolon
    case .tab: return ASCII.tab
    case .automatic: break
    }
    var counts: [UInt8: Int] = [ASCII.comma: 0, ASCII.semicolon: 0, ASCII.tab: 0]
    var isQuoted = false
    for byte in text {
      if byte == ASCII.quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == ASCII.lineFeed { break }
      counts[byte]? += 1
    }
    let preference = [ASCII.comma, ASCII.semicolon, ASCII.tab]
    return preference.reduce(ASCII.comma) { best, next in
      counts[next, default: 0] > counts[best, default: 0] ? next : best
    }
  }
}
