extension FactorCoding {
  /// The combinations of two factors that occur, ordered by the outer factor's code, then by the inner one's.
  ///
  /// - Complexity: O(rows + levels).
  init(inner: FactorCoding, outer: FactorCoding) {
    if let parents = parentsIfNested(inner: inner, outer: outer) {
      self.init(inner: inner, outer: outer, parents: parents)
    } else {
      self.init(inner: inner, crossedWith: outer)
    }
  }

  /// Each inner level occurs in one outer level: the inner levels are put in the order of their parents.
  private init(inner: FactorCoding, outer: FactorCoding, parents: [Int32]) {
    let order = countingSorted(Array(0..<Int32(inner.levelCount)), by: parents, keyCount: outer.levelCount)
    var rank = [Int32](repeating: 0, count: order.count)
    for (position, level) in order.enumerated() { rank[Int(level)] = Int32(position) }
    self.init(
      codes: inner.codes.map { rank[Int($0)] },
      labels: .pairs(inner.labels, order, outer.labels, order.map { parents[Int($0)] }))
  }

  /// The general case: rows sorted by both codes, a new level wherever the pair changes.
  private init(inner: FactorCoding, crossedWith outer: FactorCoding) {
    let byInner = countingSorted(
      Array(0..<Int32(inner.codes.count)), by: inner.codes, keyCount: inner.levelCount)
    let rows = countingSorted(byInner, by: outer.codes, keyCount: outer.levelCount)
    var codes = [Int32](repeating: 0, count: rows.count)
    var (innerCodes, outerCodes): ([Int32], [Int32]) = ([], [])
    for row in rows.lazy.map(Int.init) {
      if innerCodes.last != inner.codes[row] || outerCodes.last != outer.codes[row] {
        innerCodes.append(inner.codes[row])
        outerCodes.append(outer.codes[row])
      }
      codes[row] = Int32(innerCodes.count - 1)
    }
    self.init(codes: codes, labels: .pairs(inner.labels, innerCodes, outer.labels, outerCodes))
  }
}

/// The outer level in which each inner level occurs, `nil` when one occurs in two.
func parentsIfNested(inner: FactorCoding, outer: FactorCoding) -> [Int32]? {
  var parents = [Int32](repeating: -1, count: inner.levelCount)
  var isNested = true
  for row in inner.codes.indices {
    let level = Int(inner.codes[row])
    let parent = outer.codes[row]
    if parents[level] < 0 { parents[level] = parent }
    isNested = isNested && parents[level] == parent
  }
  return isNested ? parents : nil
}

/// Items sorted by `keys[item]`, equal ones in the order given.
func countingSorted(_ items: [Int32], by keys: [Int32], keyCount: Int) -> [Int32] {
  var starts = [Int](repeating: 0, count: keyCount + 1)
  for item in items { starts[Int(keys[Int(item)]) + 1] += 1 }
  for key in 0..<keyCount { starts[key + 1] += starts[key] }
  var sorted = [Int32](repeating: 0, count: items.count)
  for item in items {
    let key = Int(keys[Int(item)])
    sorted[starts[key]] = item
    starts[key] += 1
  }
  return sorted
}
