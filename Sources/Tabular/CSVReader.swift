/// Reads files of delimited text.
///
/// The first line that is not empty names the columns; every row has as many cells. A cell is missing when it is
/// empty, `NA` or `NaN`. A column is numeric when every other cell is a number, quoted or not, otherwise categorical.
public struct CSVReader: Sendable {
  public var options: CSVOptions

  /// Creates a reader.
  public init(_ options: CSVOptions = CSVOptions()) {
    self.options = options
  }

  /// Reads a file into typed columns.
  ///
  /// - Throws: `TabularError` when the file cannot be read or breaks the rules of the format.
  /// - Complexity: O(file size), on as many threads as the options say; the result does not depend on them.
  public func read(path: String) throws(TabularError) -> Frame {
    try MappedFile(path: path).withBytes { (bytes) throws(TabularError) in try frame(bytes) }
  }

  /// Reads bytes into typed columns, as `read(path:)` does.
  public func read(bytes: [UInt8]) throws(TabularError) -> Frame {
    try bytes.withUnsafeBufferPointer { (bytes) throws(TabularError) in try frame(bytes) }
  }

  /// Reads a file as it stands, every cell as text.
  ///
  /// - Throws: `TabularError`, also `.tooLarge` beyond 4 GiB of cell text.
  public func readText(path: String) throws(TabularError) -> TextTable {
    try MappedFile(path: path).withBytes { (bytes) throws(TabularError) in try textTable(bytes) }
  }

  /// Reads bytes as they stand, as `readText(path:)` does.
  public func readText(bytes: [UInt8]) throws(TabularError) -> TextTable {
    try bytes.withUnsafeBufferPointer { (bytes) throws(TabularError) in try textTable(bytes) }
  }

  private func frame(_ bytes: UnsafeBufferPointer<UInt8>) throws(TabularError) -> Frame {
    try CheckedText.withText(bytes, options) { (text) throws(TabularError) in
      let header = try CSVHeader(of: text, delimiter: options.delimiter)
      return try TypedParse(text: text, header: header, options: options).frame()
    }
  }

  private func textTable(_ bytes: UnsafeBufferPointer<UInt8>) throws(TabularError) -> TextTable {
    try CheckedText.withText(bytes, options) { (text) throws(TabularError) in
      let header = try CSVHeader(of: text, delimiter: options.delimiter)
      return try TextTable(text: text, header: header, options: options)
    }
  }
}
