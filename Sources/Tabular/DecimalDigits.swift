/// Digits and a power of ten, as they are read.
struct DecimalDigits {
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
    var power = DecimalDigits()
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
