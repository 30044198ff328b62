/// The counter-based generator Philox4x32-10: a keyed bijection whose outputs pass for random numbers.
///
/// The same counter and key give the same block on every machine and thread, in any order.
///
/// **Source.** Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3,
/// doi:10.1145/2063384.2063405.
public enum Philox {
  private static let roundCount = 10
  private static let multipliers: (UInt32, UInt32) = (0xD251_1F53, 0xCD9E_8D57)
  private static let keyIncrements: (UInt32, UInt32) = (0x9E37_79B9, 0xBB67_AE85)

  /// The block of four 32-bit words for a counter under a key.
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    // Words one by one: in vectors the compiler moves them to and fro, at four times the cost.
    var (word0, word1, word2, word3) = (counter[0], counter[1], counter[2], counter[3])
    var (key0, key1) = (key[0], key[1])
    for _ in 0..<roundCount {
      let first = UInt64(word0) &* UInt64(multipliers.0)
      let second = UInt64(word2) &* UInt64(multipliers.1)
      (word0, word2) = (
        UInt32(truncatingIfNeeded: second >> 32) ^ word1 ^ key0, UInt32(truncatingIfNeeded: first >> 32) ^ word3 ^ key1
      )
      (word1, word3) = (UInt32(truncatingIfNeeded: second), UInt32(truncatingIfNeeded: first))
      key0 &+= keyIncrements.0
      key1 &+= keyIncrements.1
    }
    return SIMD4(word0, word1, word2, word3)
  }

  /// The blocks of four counters in a row, two 64-bit words each, in not much more than half the time.
  ///
  /// - Parameters:
  ///   - index: First half of the first counter; it counts on from block to block.
  ///   - stream: Second half of the counters.
  ///   - key: The key.
  /// - Returns: Words 0 and 1, then words 2 and 3 of every block, the earlier word in the lower half.
  static func fourBlocks(
    from index: UInt64, stream: SIMD2<UInt32>, key: SIMD2<UInt32>
  ) -> (first: SIMD4<UInt64>, second: SIMD4<UInt64>) {
    // 32-bit words in 64-bit lanes: what the vector instruction multiplies.
    typealias Words = SIMD4<UInt64>
    let low = Words(repeating: 0xFFFF_FFFF)
    let indices = Words(repeating: index) &+ Words(0, 1, 2, 3)
    var (word0, word1) = (indices & low, indices &>> 32)
    var (word2, word3) = (Words(repeating: UInt64(stream[0])), Words(repeating: UInt64(stream[1])))
    var (key0, key1) = (key[0], key[1])
    for _ in 0..<roundCount {
      let first = (word0 & low) &* Words(repeating: UInt64(multipliers.0))
      let second = (word2 & low) &* Words(repeating: UInt64(multipliers.1))
      word0 = (second &>> 32) ^ word1 ^ Words(repeating: UInt64(key0))
      word2 = (first &>> 32) ^ word3 ^ Words(repeating: UInt64(key1))
      (word1, word3) = (second & low, first & low)
      key0 &+= keyIncrements.0
      key1 &+= keyIncrements.1
    }
    return (word0 | word1 &<< 32, word2 | word3 &<< 32)
  }
}
