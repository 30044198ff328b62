/// How numbers are written: an optional sign, digits with at most one decimal mark, an optional exponent.
///
/// There is no thousands separator, no hexadecimal form, and no word for infinity.
///
/// **Numerical notes.** The value is the double nearest to the decimal text, bit for bit what C's `strtod` gives. Up to
/// 2⁵³ in the digits and 10²² in the power both are exact doubles, so that one division or multiplication rounds once
/// (Clinger 1990, doi:10.1145/93542.93557); anything else goes to the standard library.
struct NumberFormat: Sendable, Equatable {
  /// The bytes taken as a decimal mark; both are the same when there is only one.
  let firstMark: UInt8
  let secondMark: UInt8

  /// The marks of a format in a file with that delimiter.
  init(_ mark: CSVOptions.DecimalMark, delimiter: UInt8) {
    switch mark {
    case .automatic:
      firstMark = ASCII.point
      secondMark = delimiter == ASCII.comma ? ASCII.point : ASCII.comma
    case .point: (firstMark, secondMark) = (ASCII.point, ASCII.point)
    case .comma: (firstMark, secondMark) = (ASCII.comma, ASCII.comma)
    }
  }

  /// Reads the longest number that begins at `start`.
  ///
  /// - Returns: The value and the position after it, `nil` when no number begins there.
  @inline(__always)
  func scan(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> (value: Double, end: Int)? {
    var position = start
    var decimal = DecimalDigits()
    let isNegative = position < end && bytes[position] == ASCII.minus
    if isNegative || (position < end && bytes[position] == ASCII.plus) { position &+= 1 }
    decimal.takeDigits(bytes, &position, end)
    if position < end, bytes[position] == firstMark || bytes[position] == secondMark {
      position &+= 1
      let fractionStart = position
      decimal.takeDigits(bytes, &position, end)
      decimal.exponent = fractionStart &- position
    }
    guard decimal.digitCount > 0 else { return nil }
    if position < end, bytes[position] | ASCII.caseBit == ASCII.lowercaseE {
      decimal.takeExponent(bytes, &position, end)
    }
    let magnitude = decimal.exactValue ?? nearestDouble(bytes, from: start, to: position).magnitude
    return (isNegative ? -magnitude : magnitude, position)
  }

  /// The number that fills the bytes from `start` to `end`, spaces and tabs around it aside; `nil` for other text.
  func number(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Double? {
    let (start, end) = trimmed(bytes, from: start, to: end)
    guard let number = scan(bytes, from: start, to: end), number.end == end else { return nil }
    return number.value
  }

  @inline(never)
  private func nearestDouble(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Double {
    let text = UnsafeBufferPointer(start: bytes + start, count: end - start)
    return Double(String(decoding: text.map { $0 == ASCII.comma ? ASCII.point : $0 }, as: UTF8.self)) ?? .nan
  }
}
