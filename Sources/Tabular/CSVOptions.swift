/// How a file of delimited text is to be understood.
public struct CSVOptions: Sendable, Equatable {
  /// What separates the cells of a row.
  public enum Delimiter: Sendable, Equatable {
    /// The one of comma, semicolon and tab that the header line has most of; comma when it has none.
    case automatic
    case comma
    case semicolon
    case tab
  }

  /// What separates a number's whole part from its fraction.
  public enum DecimalMark: Sendable, Equatable {
    /// A point where the delimiter is a comma; otherwise a point or a comma in any cell.
    case automatic
    case point
    case comma
  }

  /// How bytes stand for characters.
  public enum Encoding: Sendable, Equatable {
    /// UTF-8 where the bytes are valid UTF-8, otherwise Windows-1251.
    case automatic
    case utf8
    case windows1251
  }

  public var delimiter: Delimiter
  public var decimalMark: DecimalMark
  public var encoding: Encoding
  /// Threads that parse at once; the result does not depend on it.
  public var threadCount: Int
  /// A file is cut into chunks no smaller than this, at most one per thread.
  package var minimumChunkByteCount = 1 << 18

  /// Creates options; a thread count of `nil` means one per processor, at most eight.
  public init(
    delimiter: Delimiter = .automatic, decimalMark: DecimalMark = .automatic, encoding: Encoding = .utf8,
    threadCount: Int? = nil
  ) {
    self.delimiter = delimiter
    self.decimalMark = decimalMark
    self.encoding = encoding
    self.threadCount = max(1, threadCount ?? min(8, processorCount()))
  }
}
