/// A reproducible sequence of random numbers, named by a seed and a stream.
///
/// The draws depend on seed and stream alone: give every cluster, replicate or child a stream of its own, and the
/// results do not depend on threads or order. Streams of one seed do not overlap (each has 2⁶⁴ blocks).
public struct RandomStream: RandomNumberGenerator, Sendable {
  private let key: SIMD2<UInt32>
  private let stream: SIMD2<UInt32>
  private var blockIndex: UInt64 = 0
  private var spare: UInt64?

  /// Creates the stream with this number.
  public init(seed: UInt64, stream: UInt64) {
    self.key = Self.halves(seed)
    self.stream = Self.halves(stream)
  }

  /// Creates the stream whose number is derived from a text.
  public init(seed: UInt64, named name: String) {
    self.init(seed: seed, stream: Self.stream(named: name))
  }

  /// The stream number that belongs to a text: its FNV-1a hash of 64 bits over UTF-8.
  public static func stream(named name: String) -> UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    if let word = spare {
      spare = nil
      return word
    }
    let index = Self.halves(blockIndex)
    let block = Philox.block(counter: SIMD4(index[0], index[1], stream[0], stream[1]), key: key)
    blockIndex &+= 1
    spare = UInt64(block[3]) << 32 | UInt64(block[2])
    return UInt64(block[1]) << 32 | UInt64(block[0])
  }

  /// Overwrites memory with the words that as many calls of `next` give; four blocks are computed at once.
  public mutating func fill(_ words: UnsafeMutableBufferPointer<UInt64>) {
    var position = 0
    if spare != nil, !words.isEmpty {
      words[0] = next()
      position = 1
    }
    while position + 8 <= words.count {
      let blocks = Philox.fourBlocks(from: blockIndex, stream: stream, key: key)
      for block in 0..<4 {
        words[position + 2 * block] = blocks.first[block]
        words[position + 2 * block + 1] = blocks.second[block]
      }
      blockIndex &+= 4
      position += 8
    }
    while position < words.count {
      words[position] = next()
      position += 1
    }
  }

  /// A number in (0, 1): an odd multiple of 2⁻⁵³, so never 0 or 1, and symmetric about 1/2.
  public mutating func nextUniform() -> Double {
    Self.uniform(next())
  }

  private static func uniform(_ word: UInt64) -> Double { (Double(word >> 12) + 0.5) * 0x1p-52 }

  /// A standard normal number, by inversion of one uniform: larger uniforms give larger numbers.
  public mutating func nextNormal() -> Double {
    NormalQuantile.point(below: nextUniform())
  }

  /// The numbers that so many calls of `nextNormal` give, in half the time.
  public mutating func nextNormals(count: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { numbers, initializedCount in
      numbers.withMemoryRebound(to: UInt64.self) { words in
        let words = UnsafeMutableBufferPointer(rebasing: words[..<count])
        fill(words)
        for position in 0..<count {
          words[position] = NormalQuantile.point(below: Self.uniform(words[position])).bitPattern
        }
      }
      initializedCount = count
    }
  }

  /// True with the given probability, which lies in [0, 1].
  public mutating func nextBernoulli(_ probability: Double) -> Bool {
    nextUniform() < probability
  }

  /// A whole number in `0 ..< bound`, all equally likely.
  ///
  /// - Parameter bound: At least 1.
  /// - Returns: The high word of a 128-bit product, with rejection of the uneven rest (Lemire 2019).
  public mutating func nextIndex(below bound: Int) -> Int {
    precondition(bound >= 1, "bound \(bound) is below 1")
    let range = UInt64(bound)
    while true {
      let product = next().multipliedFullWidth(by: range)
      // The division is rarely needed.
      if product.low >= range || product.low >= (0 &- range) % range { return Int(product.high) }
    }
  }

  private static func halves(_ word: UInt64) -> SIMD2<UInt32> {
    SIMD2(UInt32(truncatingIfNeeded: word), UInt32(truncatingIfNeeded: word >> 32))
  }
}
