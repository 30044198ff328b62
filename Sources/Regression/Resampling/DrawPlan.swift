internal import Probability

/// Which weights the clusters get in each draw, in bytes as `LevelSums` reads them.
///
/// Draws come in blocks, each with a random stream of its own, so that the draws depend on the seed alone and not on
/// the threads that share the blocks.
struct DrawPlan: Sendable {
  let drawCount: Int
  /// Whether the draws are all weights that can occur, each once.
  let isEnumerated: Bool
  let clusterCount: Int
  let levels: [Double]
  /// Writes the bytes of the draws in a range (one block), group-major.
  let fill: @Sendable (_ draws: Range<Int>, _ digits: UnsafeMutablePointer<UInt8>) -> Void

  /// Draws of a block.
  static let blockSize = 2048

  var blockCount: Int { (drawCount + Self.blockSize - 1) / Self.blockSize }

  func draws(ofBlock block: Int) -> Range<Int> {
    block * Self.blockSize..<min(drawCount, (block + 1) * Self.blockSize)
  }

  /// Gives `body` the sums of every block: its draws, its bytes and its sums, draw-major.
  func forEachBlock(
    _ sums: LevelSums, threadCount: Int?,
    _ body: @Sendable (Range<Int>, UnsafePointer<UInt8>, UnsafePointer<SIMD4<Double>>) -> Void
  ) {
    forEachConcurrently(blockCount, threadCount: threadCount) { block in
      let draws = draws(ofBlock: block)
      // Room for a whole word beyond the last byte: random bytes are written eight at a time.
      let digits = UnsafeMutablePointer<UInt8>.allocate(capacity: sums.groupCount * draws.count + 8)
      let buffer = UnsafeMutablePointer<SIMD4<Double>>.allocate(capacity: draws.count * sums.laneCount)
      defer {
        digits.deallocate()
        buffer.deallocate()
      }
      fill(draws, digits)
      sums.sum(digits, drawCount: draws.count, into: buffer)
      body(draws, digits, buffer)
    }
  }
}
