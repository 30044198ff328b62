import Glibc

extension UnsafeBufferPointer<UInt8> {
  /// The offset of the first such byte at or after `start`, through the C library's vectorised search.
  func firstOffset(of byte: UInt8, from start: Int = 0) -> Int? {
    guard let baseAddress, start < count,
      let found = memchr(baseAddress + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
  }

  /// How many such bytes there are.
  func count(of byte: UInt8) -> Int {
    var count = 0
    var position = 0
    while let offset = firstOffset(of: byte, from: position) {
      count += 1
      position = offset + 1
    }
    return count
  }

  /// The line, counted from 1, that an offset lies on.
  func line(at offset: Int) -> Int {
    1 + UnsafeBufferPointer(rebasing: self[..<offset]).count(of: ASCII.lineFeed)
  }
}
