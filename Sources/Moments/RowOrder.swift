internal import Design

/// The rows of a frame put in order of a grouping factor, each unit's rows in their own order.
struct RowOrder: Sendable {
  /// Row numbers, unit after unit.
  let rows: [Int32]
  /// `starts[u] ..< starts[u + 1]` are the positions of unit *u*; one more element than units.
  let starts: [Int]

  /// Orders rows by the codes of a factor (counting sort); without a factor all rows are one unit.
  init(grouping: GroupingFactor?, rowCount: Int) {
    self.init(
      codes: grouping?.codes ?? [Int32](repeating: 0, count: rowCount), unitCount: grouping?.levelCount ?? 1)
  }

  /// Orders rows by codes in `0 ..< unitCount`.
  init(codes: [Int32], unitCount: Int) {
    var starts = [Int](repeating: 0, count: unitCount + 1)
    for code in codes { starts[Int(code) + 1] += 1 }
    for unit in 0..<unitCount { starts[unit + 1] += starts[unit] }
    var next = starts
    rows = [Int32](unsafeUninitializedCapacity: codes.count) { buffer, count in
      for (row, code) in codes.enumerated() {
        buffer[next[Int(code)]] = Int32(row)
        next[Int(code)] += 1
      }
      count = codes.count
    }
    self.starts = starts
  }

  /// The rows of one unit.
  func rows(of unit: Int) -> ArraySlice<Int32> { rows[starts[unit]..<starts[unit + 1]] }
}
