/// Ranges of whole rows that cover the text from `start`.
///
/// A line feed ends a row when an even number of quotes lies before it, so quotes are counted piece by piece first.
func chunkRanges(of text: UnsafeBufferPointer<UInt8>, from start: Int, options: CSVOptions) -> [Range<Int>] {
  let body = UnsafeBufferPointer(rebasing: text[start...])
  let chunkCount = min(options.threadCount, 1 + body.count / options.minimumChunkByteCount)
  let starts = lineStarts(in: body, pieceCount: chunkCount)
  let pieces = starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : body.count) }
  nonisolated(unsafe) let shared = body
  let quoteCounts = concurrentMap(pieces.count, threadCount: options.threadCount) { piece in
    UnsafeBufferPointer(rebasing: shared[pieces[piece]]).count(of: ASCII.quote)
  }
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

/// Where pieces of about equal size begin so that each but the first begins after a line feed.
func lineStarts(in text: UnsafeBufferPointer<UInt8>, pieceCount: Int) -> [Int] {
  var starts = [0]
  for piece in 1..<max(1, pieceCount) {
    let target = max(text.count / pieceCount * piece, starts[starts.count - 1])
    guard let lineFeed = text.firstOffset(of: ASCII.lineFeed, from: target), lineFeed + 1 < text.count else { break }
    starts.append(lineFeed + 1)
  }
  return starts
}
