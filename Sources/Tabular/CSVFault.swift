/// A place where delimited text breaks its rules; offsets count bytes of the UTF-8 text.
enum CSVFault: Error, Sendable, Equatable {
  case raggedRow(offset: Int, expected: Int, found: Int)
  case unterminatedQuote(offset: Int, column: Int)
  case strayQuote(offset: Int, column: Int)

  /// The error with the line that the offset lies on.
  ///
  /// - Complexity: O(offset).
  func located(in text: UnsafeBufferPointer<UInt8>) -> TabularError {
    switch self {
    case .raggedRow(let offset, let expected, let found):
      return .raggedRow(line: text.line(at: offset), expected: expected, found: found)
    case .unterminatedQuote(let offset, let column):
      return .unterminatedQuote(line: text.line(at: offset), column: column + 1)
    case .strayQuote(let offset, let column): return .strayQuote(line: text.line(at: offset), column: column + 1)
    }
  }
}
