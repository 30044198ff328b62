/// The counter-based generator Philox4x32-10: a keyed bijection whose outputs pass for random numbers.
///
/// The same counter and key give the same block on every machine and thread, in any order.
///
/// **Source.** Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3,
/// doi:10.1145/2063384.2063405.
public enum Philox {
  private static let roundCount = 10
  private static let multipliers: (UInt32, UInt32) = (0xD251_1F53, 0xCD9E_8D57)
  private static let keyIncrement = SIMD2<UInt32>(0x9E37_79B9, 0xBB67_AE85)

  /// The block of four 32-bit words for a counter under a key.
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var words = counter
    var roundKey = key
    for _ in 0..<roundCount {
      let first = words[0].multipliedFullWidth(by: multipliers.0)
      let second = words[2].multipliedFullWidth(by: multipliers.1)
      words = SIMD4(
        second.high ^ words[1] ^ roundKey[0], second.low, first.high ^ words[3] ^ roundKey[1], first.low)
      roundKey &+= keyIncrement
    }
    return words
  }
}
