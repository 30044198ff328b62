/// Bytes that are known to be UTF-8 text without zero bytes and without a byte order mark.
struct CheckedText {
  let bytes: UnsafeBufferPointer<UInt8>

  /// Checks bytes, converts them when they are in another encoding, and hands the text to `body`.
  ///
  /// - Throws: `TabularError.nulByte`, `.invalidEncoding`, or what `body` throws.
  static func withText<R>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ options: CSVOptions,
    _ body: (CheckedText) throws(TabularError) -> R
  ) throws(TabularError) -> R {
    if let offset = bytes.firstOffset(of: 0) { throw .nulByte(line: bytes.line(at: offset)) }
    let invalid =
      options.encoding == .windows1251 ? nil : concurrentFirstInvalidUTF8(in: bytes, threadCount: options.threadCount)
    switch (options.encoding, invalid) {
    case (.utf8, let offset?):
      throw .invalidEncoding(line: bytes.line(at: offset), byteOffset: offset)
    case (.utf8, nil), (.automatic, nil):
      return try body(CheckedText(skippingMark: bytes))
    case (.windows1251, _), (.automatic, _):
      return try withConverted(Windows1251.decoded(bytes), body)
    }
  }

  private static func withConverted<R>(
    _ bytes: [UInt8], _ body: (CheckedText) throws(TabularError) -> R
  ) throws(TabularError) -> R {
    try bytes.withUnsafeBufferPointer { (bytes) throws(TabularError) -> R in
      try body(CheckedText(skippingMark: bytes))
    }
  }

  private init(skippingMark bytes: UnsafeBufferPointer<UInt8>) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    self.bytes = hasMark ? UnsafeBufferPointer(rebasing: bytes[3...]) : bytes
  }
}

/// The first invalid byte, looked for in several pieces at once.
///
/// Pieces end after a line feed, a byte that is never inside a character.
private func concurrentFirstInvalidUTF8(in text: UnsafeBufferPointer<UInt8>, threadCount: Int) -> Int? {
  let starts = lineStarts(in: text, pieceCount: min(threadCount, 1 + text.count >> 20))
  nonisolated(unsafe) let text = text
  let offsets = concurrentMap(starts.count) { index in
    let end = index + 1 < starts.count ? starts[index + 1] : text.count
    return firstInvalidUTF8(in: UnsafeBufferPointer(rebasing: text[starts[index]..<end])).map { $0 + starts[index] }
  }
  return offsets.lazy.compactMap { $0 }.first
}
