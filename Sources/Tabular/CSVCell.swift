/// The bytes of one cell, between its quotes if it has them.
struct CSVCell {
  let start: Int
  let end: Int
  /// Whether each quote of the content is written twice.
  let hasDoubledQuotes: Bool
}

extension CSVCell {
  /// Appends the content to `output`, each doubled quote once.
  func appendContent(of bytes: UnsafePointer<UInt8>, to output: inout [UInt8]) {
    guard hasDoubledQuotes else {
      output.append(contentsOf: UnsafeBufferPointer(start: bytes + start, count: end - start))
      return
    }
    var position = start
    while position < end {
      output.append(bytes[position])
      position += bytes[position] == ASCII.quote ? 2 : 1
    }
  }
}
