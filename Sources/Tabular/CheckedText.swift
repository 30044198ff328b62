/// Bytes that are known to be UTF-8 text without zero bytes and without a byte order mark.
struct CheckedText {
  let bytes: UnsafeBufferPointer<UInt8>

  /// Checks bytes, converts them when they are in another encoding, and hands the text to `body`.
  ///
  /// - Throws: `TabularError.empty`, `.nulByte`, `.invalidEncoding`, or what `body` throws.
  static func withText<R>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ encoding: CSVOptions.Encoding,
    _ body: (CheckedText) throws(TabularError) -> R
  ) throws(TabularError) -> R {
    if let offset = bytes.firstIndex(of: 0) { throw .nulByte(line: line(of: offset, in: bytes)) }
    let invalid = encoding == .windows1251 ? nil : concurrentFirstInvalidUTF8(in: bytes)
    switch (encoding, invalid) {
    case (.utf8, let offset?):
      throw .invalidEncoding(line: line(of: offset, in: bytes), byteOffset: offset)
    case (.utf8, nil), (.automatic, nil):
      return try body(CheckedText(skippingMark: bytes))
    case (.windows1251, _), (.automatic, _):
      return try withConverted(Windows1251.decoded(bytes), body)
    }
  }

  private static func withConverted<R>(
    _ bytes: [UInt8], _ body: (CheckedText) throws(TabularError) -> R
  ) throws(TabularError) -> R {
    let result = bytes.withUnsafeBufferPointer { bytes in
      Result { () throws(TabularError) -> R in try body(CheckedText(skippingMark: bytes)) }
    }
    return try result.get()
  }

  private init(skippingMark bytes: UnsafeBufferPointer<UInt8>) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    self.bytes = hasMark ? UnsafeBufferPointer(rebasing: bytes[3...]) : bytes
  }

  private static func line(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    1 + bytes[..<offset].count { $0 == ASCII.lineFeed }
  }
}

/// The first invalid byte, looked for in several pieces at once.
///
/// Pieces end after a line feed, a byte that is never inside a character.
private func concurrentFirstInvalidUTF8(in text: UnsafeBufferPointer<UInt8>) -> Int? {
  let starts = lineStarts(in: text, pieceCount: min(processorCount(), 1 + text.count >> 20))
  nonisolated(unsafe) let text = text
  let offsets = concurrentMap(starts.count) { index in
    let end = index + 1 < starts.count ? starts[index + 1] : text.count
    return firstInvalidUTF8(in: UnsafeBufferPointer(rebasing: text[starts[index]..<end])).map { $0 + starts[index] }
  }
  return offsets.lazy.compactMap { $0 }.first
}

/// Where pieces of about equal size begin so that each but the first begins after a line feed.
func lineStarts(in text: UnsafeBufferPointer<UInt8>, pieceCount: Int) -> [Int] {
  var starts = [0]
  for piece in 1..<max(1, pieceCount) {
    let target = max(text.count / pieceCount * piece, starts[starts.count - 1])
    guard let lineFeed = text[target...].firstIndex(of: ASCII.lineFeed), lineFeed + 1 < text.count else { break }
    starts.append(lineFeed + 1)
  }
  return starts
}
