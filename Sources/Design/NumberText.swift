import Glibc

/// A number as R prints it: at most 15 significant digits, scientific where that is shorter.
func formattedLikeR(_ value: Double) -> String {
  let (digits, exponent) = significantDigits(of: value.magnitude, count: 15)
  let sign = value < 0 ? "-" : ""
  let fixed = fixedText(digits, exponent)
  let scientific = scientificText(digits, exponent)
  return sign + (fixed.count <= scientific.count ? fixed : scientific)
}

/// A level's label: a whole number without point or exponent, any other number with up to 15 significant digits.
///
/// Whole numbers are written in full as far as doubles tell them apart: identifiers of 16 digits stay different.
func levelLabel(_ value: Double) -> String {
  if value.magnitude < 0x1p53, let integer = Int(exactly: value) { return String(integer) }
  return formattedLikeR(value)
}

/// The decimal digits of a number without trailing zeros, and the power of ten of the first.
private func significantDigits(of value: Double, count: Int) -> (digits: [Character], exponent: Int) {
  guard value > 0, value.isFinite else { return (["0"], 0) }
  let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 40) { buffer in
    withVaList([Int32(count - 1), value]) { _ = vsnprintf(buffer.baseAddress, 40, "%.*e", $0) }
    return buffer.baseAddress.map { String(cString: $0) } ?? ""
  }
  let parts = text.split(separator: "e")
  var digits = Array(parts[0].filter { $0 != "." })
  while digits.count > 1, digits.last == "0" { digits.removeLast() }
  return (digits, parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
}

private func fixedText(_ digits: [Character], _ exponent: Int) -> String {
  if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + String(digits) }
  if digits.count <= exponent + 1 { return String(digits) + String(repeating: "0", count: exponent + 1 - digits.count) }
  return String(digits[...exponent]) + "." + String(digits[(exponent + 1)...])
}

private func scientificText(_ digits: [Character], _ exponent: Int) -> String {
  let fraction = digits.count > 1 ? "." + String(digits[1...]) : ""
  let power = String(exponent.magnitude)
  return "\(digits[0])\(fraction)e\(exponent < 0 ? "-" : "+")\(power.count < 2 ? "0" + power : power)"
}
