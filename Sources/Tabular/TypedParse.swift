/// Turns a checked text into a frame: guess the kinds of the columns, parse in chunks, parse again what was misjudged.
struct TypedParse {
  let text: CheckedText
  let header: CSVHeader
  let options: CSVOptions

  /// Rows from which the kinds of the columns are guessed.
  private static let sampleRowCount = 256

  /// The typed columns of the whole text.
  ///
  /// - Throws: `TabularError.raggedRow`, `.unterminatedQuote` or `.strayQuote` for the first such place in the file.
  func frame() throws(TabularError) -> Frame {
    let ranges = chunkRanges(of: text.bytes, from: header.bodyStart, options: options)
    let kinds = guessedKinds()
    let first = try chunks(ranges, kinds)
    let misjudged = kinds.indices.map { column in
      kinds[column] == .number && first.contains { $0.columns[column].kind == .skipped }
    }
    let second =
      misjudged.contains(true) ? try chunks(ranges, misjudged.map { $0 ? .text : .skipped }) : first
    let names = header.names
    let columns = concurrentMap(names.count) { index in
      Column(name: names[index], values: joined((misjudged[index] ? second : first).map { $0.columns[index] }))
    }
    return try Frame(columns: columns)
  }

  private func guessedKinds() -> [CellKind] {
    let allNumbers = [CellKind](repeating: .number, count: header.names.count)
    let sample = parser(allNumbers).parse(
      text.bytes, header.bodyStart..<text.bytes.count, rowLimit: Self.sampleRowCount)
    return sample.columns.map { $0.kind == .number ? .number : .text }
  }

  /// Parses every range; where one fails, parses all again as one chunk, so that the first fault of the file is thrown.
  private func chunks(_ ranges: [Range<Int>], _ kinds: [CellKind]) throws(TabularError) -> [CSVChunk] {
    let parser = parser(kinds)
    nonisolated(unsafe) let bytes = text.bytes
    let chunks = concurrentMap(ranges.count) { parser.parse(bytes, ranges[$0]) }
    guard chunks.contains(where: { $0.fault != nil }) else { return chunks }
    let whole = parser.parse(bytes, header.bodyStart..<bytes.count)
    if let fault = whole.fault { throw fault.located(in: bytes) }
    return [whole]
  }

  private func parser(_ kinds: [CellKind]) -> CSVChunkParser {
    CSVChunkParser(
      delimiter: header.delimiter, format: NumberFormat(options.decimalMark, delimiter: header.delimiter),
      kinds: kinds)
  }
}

/// Ranges of whole rows that cover the text from `start`.
///
/// A line feed ends a row when an even number of quotes lies before it, so quotes are counted piece by piece first.
func chunkRanges(of text: UnsafeBufferPointer<UInt8>, from start: Int, options: CSVOptions) -> [Range<Int>] {
  let body = UnsafeBufferPointer(rebasing: text[start...])
  let chunkCount = min(options.threadCount, 1 + body.count / options.minimumChunkByteCount)
  let starts = lineStarts(in: body, pieceCount: chunkCount)
  let pieces = starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : body.count) }
  nonisolated(unsafe) let shared = body
  let quoteCounts = concurrentMap(pieces.count) { piece in shared[pieces[piece]].count { $0 == ASCII.quote } }
  var rowStarts = [0]
  var quotesBefore = 0
  for (piece, range) in pieces.enumerated() {
    if piece > 0 {
      let rowStart = firstRowStart(in: body, from: range.lowerBound, isQuoted: quotesBefore % 2 == 1)
      if rowStart > rowStarts[rowStarts.count - 1], rowStart < body.count { rowStarts.append(rowStart) }
    }
    quotesBefore += quoteCounts[piece]
  }
  return rowStarts.indices.map { index in
    start + rowStarts[index]..<start + (index + 1 < rowStarts.count ? rowStarts[index + 1] : body.count)
  }
}

/// The first position at or after a line start where a row begins.
private func firstRowStart(in text: UnsafeBufferPointer<UInt8>, from start: Int, isQuoted: Bool) -> Int {
  guard isQuoted else { return start }
  var isQuoted = true
  for position in start..<text.count {
    if text[position] == ASCII.quote { isQuoted.toggle() }
    if !isQuoted, text[position] == ASCII.lineFeed { return position + 1 }
  }
  return text.count
}

/// One column of the file from its pieces, levels in order of first appearance in the file.
private func joined(_ parts: [ChunkColumn]) -> Column.Values {
  guard var result = parts.first else { return .numeric([]) }
  let rowCount = parts.reduce(0) { $0 + $1.numbers.count + $1.codes.count }
  if result.kind == .number {
    result.numbers.reserveCapacity(rowCount)
    for part in parts.dropFirst() { result.numbers.append(contentsOf: part.numbers) }
    return .numeric(result.numbers)
  }
  result.codes.reserveCapacity(rowCount)
  for part in parts.dropFirst() {
    let codes = result.dictionary.absorb(part.dictionary)
    for code in part.codes {
      result.codes.append(code == CategoricalColumn.missingCode ? code : codes[Int(code)])
    }
  }
  return .categorical(CategoricalColumn(checkedCodes: result.codes, levels: result.dictionary.strings))
}
