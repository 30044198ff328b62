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
    var decimal = Decimal()
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

/// Digits and a power of ten, as they are read.
private struct Decimal {
  var digits: UInt64 = 0
  var digitCount = 0
  var exponent = 0

  /// More digits than this may not fit in 64 bits.
  static let maximumDigitCount = 19
  static let maximumExactInteger: UInt64 = 1 << 53

  @inline(__always)
  mutating func takeDigits(_ bytes: UnsafePointer<UInt8>, _ position: inout Int, _ end: Int) {
    let start = position
    while position < end {
      let digit = bytes[position] &- ASCII.zero
      guard digit < 10 else { break }
      digits = digits &* 10 &+ UInt64(digit)
      position &+= 1
    }
    digitCount &+= position &- start
  }

  /// Reads `e`, a sign and digits; leaves the position at the `e` when no digit follows.
  @inline(never)
  mutating func takeExponent(_ bytes: UnsafePointer<UInt8>, _ position: inout Int, _ end: Int) {
    var next = position + 1
    let isNegative = next < end && bytes[next] == ASCII.minus
    if isNegative || (next < end && bytes[next] == ASCII.plus) { next += 1 }
    var power = Decimal()
    power.takeDigits(bytes, &next, end)
    guard power.digitCount > 0 else { return }
    position = next
    guard power.digitCount <= 6 else {
      digitCount = Self.maximumDigitCount + 1
      return
    }
    exponent += isNegative ? -Int(power.digits) : Int(power.digits)
  }

  /// The value when one rounding gives it, otherwise `nil`.
  @inline(__always)
  var exactValue: Double? {
    guard digitCount <= Self.maximumDigitCount, digits <= Self.maximumExactInteger,
      exponent >= -22, exponent <= 22
    else { return nil }
    return exponent < 0
      ? Double(digits) / powersOfTen[-exponent] : Double(digits) * powersOfTen[exponent]
  }
}

/// 10⁰ … 10²², each an exact double.
private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]

/// The range without the spaces and tabs at its ends.
@inline(__always)
func trimmed(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> (start: Int, end: Int) {
  var (start, end) = (start, end)
  while start < end, bytes[start] == ASCII.space || bytes[start] == ASCII.tab { start &+= 1 }
  while start < end, bytes[end &- 1] == ASCII.space || bytes[end &- 1] == ASCII.tab { end &-= 1 }
  return (start, end)
}

/// Whether the bytes say that a value is missing: nothing, `NA` or `NaN`, spaces and tabs around aside.
@inline(__always)
func isMissing(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Bool {
  let (start, end) = trimmed(bytes, from: start, to: end)
  switch end &- start {
  case 0: return true
  case 2: return bytes[start] == UInt8(ascii: "N") && bytes[start &+ 1] == UInt8(ascii: "A")
  case 3:
    return bytes[start] == UInt8(ascii: "N") && bytes[start &+ 1] == UInt8(ascii: "a")
      && bytes[start &+ 2] == UInt8(ascii: "N")
  default: return false
  }
}
