extension ItemMoments {
  /// The moments with one item taken as two: as another item in some groups, as itself in the others.
  ///
  /// Use it to give an item parameters of its own in these groups.
  ///
  /// - Parameters:
  ///   - item: Position among `items`.
  ///   - groups: Positions of the groups in which it becomes another item.
  ///   - name: Of the other item, which comes last.
  /// - Returns: Moments of the same persons.
  public func splitting(_ item: Int, in groups: Set<Int>, named name: String) -> ItemMoments {
    let last = items.count
    let moved = patterns.map { pattern in pattern.contains(item) ? pattern.filter { $0 != item } + [last] : pattern }
    let patterns = Set(cells.map { groups.contains($0.group) ? moved[$0.pattern] : self.patterns[$0.pattern] })
      .sorted(by: Self.precedes)
    let places = Dictionary(uniqueKeysWithValues: zip(patterns, patterns.indices))
    let cells = cells.map { cell in
      var cell = cell
      let own = self.patterns[cell.pattern]
      if groups.contains(cell.group) { cell.categoryCounts = movingToEnd(item, of: own, cell.categoryCounts) }
      cell.pattern = places[groups.contains(cell.group) ? moved[cell.pattern] : own] ?? 0
      return cell
    }
    return ItemMoments(
      items: items + [name], categoryCounts: categoryCounts + [categoryCounts[item]], groups: self.groups,
      patterns: patterns, cells: cells.sorted { $0.precedes($1) },
      pairTables: self.groups.indices.map { splitPairs(of: $0, item, isMoved: groups.contains($0)) },
      emptyPersonCounts: emptyPersonCounts)
  }

  /// Counts of a cell with those of one item behind all others.
  private func movingToEnd(_ item: Int, of pattern: [Int], _ counts: [Int]) -> [Int] {
    guard let place = pattern.firstIndex(of: item) else { return counts }
    let start = pattern[..<place].reduce(0) { $0 + categoryCounts[$1] }
    let end = start + categoryCounts[item]
    return Array(counts[..<start] + counts[end...] + counts[start..<end])
  }

  /// The pair tables of one group: those of the item belong to the last item where it was moved.
  private func splitPairs(of group: Int, _ item: Int, isMoved: Bool) -> [[Int]] {
    let (last, width) = (items.count, categoryCounts[item])
    var tables: [[Int]] = []
    for first in 0..<last {
      for second in (first + 1)...last {
        let isEmpty = second == last ? !isMoved || first == item : isMoved && (first == item || second == item)
        let size = categoryCounts[first] * (second == last ? width : categoryCounts[second])
        if isEmpty {
          tables.append([Int](repeating: 0, count: size))
        } else if second < last {
          tables.append(pairTables[group][pairIndex(first, second)])
        } else if first < item {
          tables.append(pairTables[group][pairIndex(first, item)])
        } else {
          let table = pairTables[group][pairIndex(item, first)]
          let rows = categoryCounts[first]
          tables.append((0..<size).map { table[$0 % width * rows + $0 / width] })
        }
      }
    }
    return tables
  }
}
