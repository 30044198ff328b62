extension ItemMoments {
  /// Adds the persons behind `other`; groups are joined by name, and items that have more categories there get them here.
  ///
  /// - Throws: `MomentsError.columnsDiffer` when the items are not the same in the same order.
  public mutating func merge(_ other: ItemMoments) throws(MomentsError) { self = try merging(other) }

  /// The moments of both.
  ///
  /// - Throws: `MomentsError.columnsDiffer` when the items are not the same in the same order.
  public func merging(_ other: ItemMoments) throws(MomentsError) -> ItemMoments {
    guard items == other.items else { throw .columnsDiffer(first: items, second: other.items) }
    let counts = zip(categoryCounts, other.categoryCounts).map { max($0, $1) }
    let groups = Set(self.groups + other.groups).sorted()
    let patterns = Set(self.patterns + other.patterns).sorted(by: Self.precedes)
    let own = aligned(to: groups, patterns, counts)
    let others = other.aligned(to: groups, patterns, counts)
    return ItemMoments(
      items: items, categoryCounts: counts, groups: groups, patterns: patterns,
      cells: Self.combined(own.cells + others.cells),
      pairTables: zip(own.pairTables, others.pairTables).map { zip($0, $1).map { zip($0, $1).map(+) } },
      emptyPersonCounts: zip(own.emptyPersonCounts, others.emptyPersonCounts).map(+))
  }

  /// The same moments with positions among more groups and patterns and with more categories.
  private func aligned(to groups: [String], _ patterns: [[Int]], _ counts: [Int]) -> ItemMoments {
    let places = positions(of: groups)
    let groupPlaces = self.groups.map { places[$0] ?? 0 }
    let patternPlaces = positions(of: patterns)
    let patternOf = self.patterns.map { patternPlaces[$0] ?? 0 }
    var tables = groups.map { _ in emptyTables(counts) }
    var empty = groups.map { _ in 0 }
    for (group, place) in groupPlaces.enumerated() {
      empty[place] = emptyPersonCounts[group]
      tables[place] = paddedTables(group, to: counts)
    }
    let cells = self.cells.map { cell in
      Cell(
        group: groupPlaces[cell.group], pattern: patternOf[cell.pattern], score: cell.score,
        personCount: cell.personCount, categoryCounts: padded(cell, to: counts))
    }
    return ItemMoments(
      items: items, categoryCounts: counts, groups: groups, patterns: patterns, cells: cells, pairTables: tables,
      emptyPersonCounts: empty)
  }

  private func positions<Element: Hashable>(of elements: [Element]) -> [Element: Int] {
    Dictionary(uniqueKeysWithValues: zip(elements, elements.indices))
  }

  private func emptyTables(_ counts: [Int]) -> [[Int]] {
    counts.indices.flatMap { first in
      counts.indices.dropFirst(first + 1).map { [Int](repeating: 0, count: counts[first] * counts[$0]) }
    }
  }

  /// The pair tables of one group with rows and columns of zeros for categories that only the other side has.
  private func paddedTables(_ group: Int, to counts: [Int]) -> [[Int]] {
    guard counts != categoryCounts else { return pairTables[group] }
    var tables = emptyTables(counts)
    for first in items.indices {
      for second in items.indices.dropFirst(first + 1) {
        let pair = pairIndex(first, second)
        for own in 0..<categoryCounts[first] {
          for other in 0..<categoryCounts[second] {
            tables[pair][own * counts[second] + other] = pairTables[group][pair][own * categoryCounts[second] + other]
          }
        }
      }
    }
    return tables
  }

  private func padded(_ cell: Cell, to counts: [Int]) -> [Int] {
    guard counts != categoryCounts else { return cell.categoryCounts }
    var padded: [Int] = []
    var position = 0
    for item in patterns[cell.pattern] {
      padded += cell.categoryCounts[position..<position + categoryCounts[item]]
      padded += repeatElement(0, count: counts[item] - categoryCounts[item])
      position += categoryCounts[item]
    }
    return padded
  }

  /// Cells in order, those of one group, pattern and score added.
  private static func combined(_ cells: [Cell]) -> [Cell] {
    var result: [Cell] = []
    result.reserveCapacity(cells.count)
    for cell in cells.sorted(by: { $0.precedes($1) }) {
      if let last = result.indices.last, !result[last].precedes(cell) {
        result[last].personCount += cell.personCount
        for index in cell.categoryCounts.indices { result[last].categoryCounts[index] += cell.categoryCounts[index] }
      } else {
        result.append(cell)
      }
    }
    return result
  }

  /// The moments of some groups.
  ///
  /// - Parameter kept: Positions among `groups`, ascending.
  /// - Returns: The groups, their cells and tables, and the patterns that occur in them.
  public func selecting(groups kept: [Int]) -> ItemMoments {
    let groupPlaces = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
    let chosen = cells.filter { groupPlaces[$0.group] != nil }
    let used = Set(chosen.map(\.pattern)).sorted()
    let patternPlaces = Dictionary(uniqueKeysWithValues: zip(used, used.indices))
    let moved = chosen.map { cell in
      Cell(
        group: groupPlaces[cell.group] ?? 0, pattern: patternPlaces[cell.pattern] ?? 0, score: cell.score,
        personCount: cell.personCount, categoryCounts: cell.categoryCounts)
    }
    return ItemMoments(
      items: items, categoryCounts: categoryCounts, groups: kept.map { groups[$0] },
      patterns: used.map { patterns[$0] }, cells: moved, pairTables: kept.map { pairTables[$0] },
      emptyPersonCounts: kept.map { emptyPersonCounts[$0] })
  }
}
