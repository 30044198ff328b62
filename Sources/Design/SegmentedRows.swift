/// Rows put in order of a factor, so that each of its levels is one run of rows.
struct SegmentedRows: Sendable {
  /// The row at each place; `nil` when the rows lie in order as they are.
  let order: [Int32]?
  /// `starts[s] ..< starts[s + 1]` are the places of segment *s*; one more element than segments.
  let starts: [Int]
  /// Runs of segments with about equally many rows.
  ///
  /// Their number does not depend on the threads, so that sums over them do not either.
  let chunks: [Range<Int>]

  private static let chunkCount = 16

  /// Orders rows by the levels of a factor, rows of one level as they came.
  init(_ factor: FactorCodes) {
    var starts = [0]
    starts.reserveCapacity(factor.levelCount + 1)
    for count in factor.rowCounts { starts.append(starts[starts.count - 1] + Int(count)) }
    let isOrdered = factor.codes.withUnsafeBufferPointer { codes in
      (1..<max(1, codes.count)).allSatisfy { codes[$0 - 1] <= codes[$0] }
    }
    order =
      isOrdered
      ? nil : countingSorted(Array(0..<Int32(factor.codes.count)), by: factor.codes, keyCount: factor.levelCount)
    self.starts = starts
    chunks = Self.chunks(starts)
  }

  var segmentCount: Int { starts.count - 1 }

  var placeCount: Int { starts[segmentCount] }

  /// The places of a run of segments.
  func places(_ segments: Range<Int>) -> Range<Int> { starts[segments.lowerBound]..<starts[segments.upperBound] }

  /// Does some work on every few thousand rows of a run, so that they stay in the cache from step to step.
  func forEachBlock(of segments: Range<Int>, _ work: (Range<Int>) -> Void) {
    var first = segments.lowerBound
    while first < segments.upperBound {
      var end = first + 1
      while end < segments.upperBound, starts[end + 1] - starts[first] <= Self.blockSize { end += 1 }
      work(first..<end)
      first = end
    }
  }

  private static let blockSize = 2048

  /// Values of rows, in order of the places.
  func placed<Value>(_ values: [Value]) -> [Value] { order.map { $0.map { values[Int($0)] } } ?? values }

  /// Codes of rows, in order of the places, moved up by an offset.
  func placed(_ codes: [Int32], adding offset: Int32) -> [Int32] {
    offset == 0 ? placed(codes) : placed(codes).map { $0 + offset }
  }

  private static func chunks(_ starts: [Int]) -> [Range<Int>] {
    let (segments, rows) = (starts.count - 1, starts[starts.count - 1])
    var chunks: [Range<Int>] = []
    var first = 0
    for segment in 0..<segments where starts[segment + 1] * chunkCount >= rows * (chunks.count + 1) {
      chunks.append(first..<(segment + 1))
      first = segment + 1
    }
    if first < segments { chunks.append(first..<segments) }
    return chunks
  }
}
