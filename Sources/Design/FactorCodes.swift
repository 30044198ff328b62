/// One factor's level in each row; a level may have no row.
struct FactorCodes: Sendable {
  let codes: [Int32]
  let levelCount: Int

  /// Number of rows of each level.
  var rowCounts: [Int32] {
    var counts = [Int32](repeating: 0, count: levelCount)
    for code in codes { counts[Int(code)] += 1 }
    return counts
  }

  /// The same factor on some of the rows, in the order given.
  func selecting(_ rows: [Int32]) -> FactorCodes {
    FactorCodes(codes: rows.map { codes[Int($0)] }, levelCount: levelCount)
  }

  /// Whether each level that occurs lies in one level of another factor.
  func isNested(in outer: FactorCodes) -> Bool {
    if levelCount == outer.levelCount, codes == outer.codes { return true }
    var parents = [Int32](repeating: -1, count: levelCount)
    for (code, parent) in zip(codes, outer.codes) {
      if parents[Int(code)] < 0 { parents[Int(code)] = parent }
      if parents[Int(code)] != parent { return false }
    }
    return true
  }
}

/// Parameters of the indicators of several factors together.
///
/// Each factor after the first adds its levels but for the connected parts that it forms with one of those before it, the
/// one with the most. Exact for two factors, an upper bound for more.
func parameterCount(of factors: [FactorCodes]) -> Int {
  factors.indices.reduce(0) { sum, index in
    let levels = factors[index].rowCounts.lazy.filter { $0 > 0 }.count
    let dependent = factors[..<index].map { ConnectedParts($0, factors[index]).count }.max() ?? 0
    return sum + levels - dependent
  }
}

/// Rows to keep when rows that are alone in a level of some factor are left out, again and again until none is alone.
///
/// - Returns: Kept rows, ascending; `nil` when all are kept.
/// - Complexity: O(rows × factors), and as much for each round that leaves rows out.
func rowsWithoutSingletons(_ factors: [FactorCodes]) -> [Int32]? {
  var counts = factors.map(\.rowCounts)
  guard counts.contains(where: { $0.contains(1) }) else { return nil }
  var kept = Array(0..<Int32(factors.first?.codes.count ?? 0))
  var previous = -1
  while previous != kept.count {
    previous = kept.count
    kept = kept.filter { row in
      let isAlone = factors.indices.contains { counts[$0][Int(factors[$0].codes[Int(row)])] == 1 }
      if isAlone { for index in factors.indices { counts[index][Int(factors[index].codes[Int(row)])] -= 1 } }
      return !isAlone
    }
  }
  return kept
}
