/// Distinct byte strings, numbered in the order in which they first appear.
///
/// An open-addressing hash table over one byte buffer; a hash hit counts only when the bytes agree.
package struct ByteDictionary: Sendable {
  /// Creates an empty dictionary.
  package init() {}

  private var bytes: [UInt8] = []
  /// Where each string ends in `bytes`; it begins where the one before ends.
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  /// Code + 1 of the string in each slot, 0 for a free one; the count is a power of two.
  private var slots = Self.fourFreeSlots

  package var count: Int { ends.count }

  /// The code of a byte string, a new one when it has not been seen.
  @inline(__always)
  package mutating func code(_ start: UnsafePointer<UInt8>, _ byteCount: Int) -> Int32 {
    let hash = Self.hash(start, byteCount)
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[slot] != 0 {
      let code = slots[slot] &- 1
      if hashes[Int(code)] == hash, isString(code, start, byteCount) { return code }
      slot = (slot &+ 1) & mask
    }
    return insert(start, byteCount, hash, slot)
  }

  /// The strings in the order of their codes.
  package var strings: [String] {
    (0..<count).map { code in
      let range = self.range(code)
      return String(decoding: bytes[range], as: UTF8.self)
    }
  }

  /// The codes that the strings of another dictionary get here, in the order of theirs; new ones are added.
  mutating func absorb(_ other: ByteDictionary) -> [Int32] {
    other.bytes.withUnsafeBufferPointer { source in
      (0..<other.count).map { code in
        let range = other.range(code)
        return withUnsafePointer(to: 0 as UInt8) { empty in
          self.code(source.baseAddress.map { $0 + range.lowerBound } ?? empty, range.count)
        }
      }
    }
  }

  private func range(_ code: Int) -> Range<Int> { (code == 0 ? 0 : ends[code &- 1])..<ends[code] }

  @inline(__always)
  private func isString(_ code: Int32, _ start: UnsafePointer<UInt8>, _ byteCount: Int) -> Bool {
    let range = self.range(Int(code))
    guard range.count == byteCount else { return false }
    for offset in 0..<byteCount where bytes[range.lowerBound &+ offset] != start[offset] { return false }
    return true
  }

  @inline(never)
  private mutating func insert(_ start: UnsafePointer<UInt8>, _ byteCount: Int, _ hash: UInt64, _ slot: Int) -> Int32 {
    let code = Int32(count)
    bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: byteCount))
    ends.append(bytes.count)
    hashes.append(hash)
    slots[slot] = code + 1
    if count * 2 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 4)
    let mask = slots.count - 1
    for code in 0..<count {
      var slot = Int(truncatingIfNeeded: hashes[code] >> 32) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(code) + 1
    }
  }

  /// Mixes eight bytes at a time by multiplication with an odd constant and a shift.
  @inline(__always)
  package static func hash(_ start: UnsafePointer<UInt8>, _ byteCount: Int) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: byteCount) &* multiplier
    var offset = 0
    while offset < byteCount {
      var word: UInt64 = 0
      if byteCount &- offset >= 8 {
        word = UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self)
      } else {
        for index in offset..<byteCount { word = word << 8 | UInt64(start[index]) }
      }
      hash = (hash ^ word) &* multiplier
      hash ^= hash >> 29
      offset &+= 8
    }
    return hash &* multiplier
  }

  /// Shared by all dictionaries that are still empty.
  private static let fourFreeSlots: [Int32] = [0, 0, 0, 0]

  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
}
