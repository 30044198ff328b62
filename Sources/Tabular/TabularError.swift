/// Why a table could not be read or made.
///
/// Lines and columns count from 1; a line is a line of the file, so a quoted cell may span several.
public enum TabularError: Error, Sendable, Equatable {
  /// The file is missing, is a folder, or the system refused it; `reason` is the system's word.
  case cannotRead(path: String, reason: String)
  /// There is no header line.
  case empty
  /// Larger than a text table can address.
  case tooLarge(byteCount: Int, limit: Int)
  /// A row has another number of cells than the header; a truncated last line shows as this.
  case raggedRow(line: Int, expected: Int, found: Int)
  /// A quoted cell that begins at this place never ends.
  case unterminatedQuote(line: Int, column: Int)
  /// A quote inside an unquoted cell, or text after a closing quote.
  case strayQuote(line: Int, column: Int)
  /// The bytes are not text in the expected encoding; `byteOffset` counts from 0.
  case invalidEncoding(line: Int, byteOffset: Int)
  /// The system cannot convert from this encoding.
  case encodingUnavailable(name: String)
  /// A zero byte: the file is not text, or is UTF-16.
  case nulByte(line: Int)
  /// Two columns share a name.
  case duplicateColumn(name: String)
  /// The columns of a frame have different lengths.
  case columnLengthMismatch(name: String, expected: Int, found: Int)
}
