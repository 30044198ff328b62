extension TextTable {
  /// A view of one cell's bytes, cheap to make, compare and parse.
  public struct Cell: Sendable {
    /// UTF-8.
    public let bytes: ArraySlice<UInt8>

    public var isEmpty: Bool { bytes.isEmpty }

    /// The cell as a string of its own.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The cell without the spaces and tabs at its ends.
    public var trimmed: Cell {
      let isBlank = { (byte: UInt8) in byte == ASCII.space || byte == ASCII.tab }
      guard let start = bytes.firstIndex(where: { !isBlank($0) }),
        let last = bytes.lastIndex(where: { !isBlank($0) })
      else { return Cell(bytes: bytes[bytes.startIndex..<bytes.startIndex]) }
      return Cell(bytes: bytes[start...last])
    }

    /// The number that fills the cell, `nil` for other text and for a missing value.
    ///
    /// - Parameter decimalMark: `automatic` takes a point or a comma.
    /// - Returns: The nearest double.
    public func number(decimalMark: CSVOptions.DecimalMark = .point) -> Double? {
      let format = NumberFormat(decimalMark, delimiter: ASCII.semicolon)
      return bytes.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.flatMap { format.number($0, from: 0, to: bytes.count) }
      }
    }

    /// The whole number that fills the cell, `nil` for other text.
    public var integer: Int? {
      guard let number = number(), let integer = Int(exactly: number) else { return nil }
      return integer
    }

    /// Whether the cell holds exactly this text.
    public static func == (cell: Cell, text: String) -> Bool { cell.bytes.elementsEqual(text.utf8) }

    /// Whether the cell holds anything but this text.
    public static func != (cell: Cell, text: String) -> Bool { !(cell == text) }
  }
}
