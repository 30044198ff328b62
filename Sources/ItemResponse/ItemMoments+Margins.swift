internal import Moments

extension ItemMoments {
  /// The cells of one group, or of all for `nil`.
  func cells(of group: Int?) -> [Cell] { cells.filter { group == nil || $0.group == group } }

  /// Where the categories of an item start in a cell of a pattern; `nil` when the pattern does not hold it.
  func categoryOffset(of item: Int, in pattern: Int) -> Int? {
    var offset = 0
    for answered in patterns[pattern] {
      if answered == item { return offset }
      offset += categoryCounts[answered]
    }
    return nil
  }

  /// How often each category of an item was given in a cell; `nil` when the pattern does not hold the item.
  func counts(of item: Int, in cell: Cell) -> ArraySlice<Int>? {
    categoryOffset(of: item, in: cell.pattern).map { cell.categoryCounts[$0..<$0 + categoryCounts[item]] }
  }

  /// The table of a pair of items in one group, or in all for `nil`: categories of the first × categories of the second.
  func pairTable(_ first: Int, _ second: Int, of group: Int?) -> [Int] {
    var table = [Int](repeating: 0, count: categoryCounts[first] * categoryCounts[second])
    for group in group.map({ [$0] }) ?? Array(groups.indices) {
      for (place, count) in pairTables[group][pairIndex(first, second)].enumerated() { table[place] += count }
    }
    return table
  }

  /// The largest sum of categories that the items of a pattern allow.
  func maximumScore(of pattern: Int) -> Int { patterns[pattern].reduce(0) { $0 + categoryCounts[$1] - 1 } }
}

/// Σ k n_k and Σ k² n_k of counts per category.
func momentSums(_ counts: some Sequence<Int>) -> (count: Int, sum: Int, square: Int) {
  var result = (count: 0, sum: 0, square: 0)
  for (category, count) in counts.enumerated() {
    result.count += count
    result.sum += category * count
    result.square += category * category * count
  }
  return result
}
