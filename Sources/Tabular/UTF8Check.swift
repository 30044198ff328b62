/// Looks for the first byte that cannot be part of UTF-8 text.
///
/// Overlong forms, surrogates and code points above U+10FFFF are refused, as the Unicode standard's table 3-7 has it.
///
/// - Returns: The offset of that byte, or `nil` when all is well.
/// - Complexity: O(count); eight bytes at a time where the text is ASCII.
func firstInvalidUTF8(in text: UnsafeBufferPointer<UInt8>) -> Int? {
  guard let bytes = text.baseAddress else { return nil }
  let highBits: UInt64 = 0x8080_8080_8080_8080
  var position = 0
  while position < text.count {
    if text.count &- position >= 8,
      UnsafeRawPointer(bytes + position).loadUnaligned(as: UInt64.self) & highBits == 0
    {
      position &+= 8
    } else if bytes[position] < 0x80 {
      position &+= 1
    } else {
      let length = multibyteLength(bytes + position, available: text.count &- position)
      guard length > 0 else { return position }
      position &+= length
    }
  }
  return nil
}

/// The length of the well-formed sequence of two to four bytes that begins here, 0 when there is none.
private func multibyteLength(_ bytes: UnsafePointer<UInt8>, available: Int) -> Int {
  let (length, second): (Int, ClosedRange<UInt8>) =
    switch bytes[0] {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xE1...0xEF: (3, 0x80...0xBF)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: (0, 0x80...0xBF)
    }
  guard length > 0, length <= available, second.contains(bytes[1]) else { return 0 }
  for offset in 2..<max(2, length) where bytes[offset] & 0xC0 != 0x80 { return 0 }
  return length
}
