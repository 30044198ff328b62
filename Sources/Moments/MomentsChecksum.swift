/// The checksum at the end of saved moments: FNV-1a of 64 bits, which every change of a single byte changes.
///
/// It tells a damaged file from a whole one; it is no protection against someone who means to change it.
///
/// **Source.** Fowler, Noll & Vo, draft-eastlake-fnv.
package enum MomentsChecksum {
  /// The bytes with their checksum behind them.
  package static func sealing(_ body: [UInt8]) -> [UInt8] {
    var bytes = body
    bytes.append(littleEndian: checksum(body[...]))
    return bytes
  }

  /// The bytes before the checksum, `nil` when it does not belong to them.
  package static func opening(_ sealed: [UInt8]) -> ArraySlice<UInt8>? {
    guard sealed.count >= 8 else { return nil }
    let body = sealed.dropLast(8)
    var expected: [UInt8] = []
    expected.append(littleEndian: checksum(body))
    return sealed.suffix(8).elementsEqual(expected) ? body : nil
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}

extension [UInt8] {
  mutating func append(littleEndian bits: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { append(UInt8(truncatingIfNeeded: bits >> shift)) }
  }
}
