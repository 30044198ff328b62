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
    let columns = concurrentMap(names.count, threadCount: options.threadCount) { index in
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
    let chunks = concurrentMap(ranges.count, threadCount: options.threadCount) { parser.parse(bytes, ranges[$0]) }
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

/// One column of the file from its pieces, levels in order of first appearance in the file.
private func joined(_ parts: [ChunkColumn]) -> Column.Values {
  guard var result = parts.first else { return .numeric([]) }
  guard parts.count > 1 || result.kind == .text else { return .numeric(result.numbers) }
  let rowCount = parts.reduce(0) { $0 + $1.numbers.count + $1.codes.count }
  if result.kind == .number {
    var numbers: [Double] = []
    numbers.reserveCapacity(rowCount)
    for part in parts { numbers.append(contentsOf: part.numbers) }
    return .numeric(numbers)
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
