/// Distinct keys of a fixed number of words, numbered in order of appearance: an open-addressing hash table.
struct KeyTable: Sendable {
  let width: Int
  /// Key after key.
  private(set) var words: [UInt64] = []
  private(set) var count = 0
  /// One more than the number of the key, 0 where there is none; the count of slots is a power of two.
  private var slots: [Int32]

  /// Creates an empty table of keys of `width` words.
  init(width: Int) {
    self.width = width
    slots = [Int32](repeating: 0, count: 256)
  }

  /// The number of a key, which is taken in when it is new.
  mutating func number(of key: UnsafePointer<UInt64>) -> Int {
    if 2 * count >= slots.count { grow() }
    let slot = slot(of: key)
    if slots[slot] > 0 { return Int(slots[slot]) - 1 }
    words.append(contentsOf: UnsafeBufferPointer(start: key, count: width))
    count += 1
    slots[slot] = Int32(count)
    return count - 1
  }

  /// The words of one key.
  func key(_ number: Int) -> ArraySlice<UInt64> { words[number * width..<(number + 1) * width] }

  /// Where the key is, or would go.
  private func slot(of key: UnsafePointer<UInt64>) -> Int {
    let mask = slots.count - 1
    return words.withUnsafeBufferPointer { words in
      slots.withUnsafeBufferPointer { slots in
        var slot = hash(key) & mask
        while slots[slot] > 0, !areEqual(words.baseAddress! + (Int(slots[slot]) &- 1) &* width, key) {
          slot = (slot &+ 1) & mask
        }
        return slot
      }
    }
  }

  /// Multiplication and folding, word after word.
  private func hash(_ key: UnsafePointer<UInt64>) -> Int {
    var mixed: UInt64 = 0x9E37_79B9_7F4A_7C15
    for position in 0..<width {
      mixed = (mixed ^ key[position]) &* 0xFF51_AFD7_ED55_8CCD
      mixed ^= mixed >> 32
    }
    return Int(truncatingIfNeeded: mixed & 0x7FFF_FFFF_FFFF_FFFF)
  }

  private func areEqual(_ first: UnsafePointer<UInt64>, _ second: UnsafePointer<UInt64>) -> Bool {
    for position in 0..<width where first[position] != second[position] { return false }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: 4 * slots.count)
    words.withUnsafeBufferPointer { words in
      for number in 0..<count {
        let mask = slots.count - 1
        var slot = hash(words.baseAddress! + number * width) & mask
        while slots[slot] > 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(number + 1)
      }
    }
  }
}
