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
