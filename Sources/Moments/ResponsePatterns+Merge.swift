extension ResponsePatterns {
  /// The identity of merging for the given items.
  public static func empty(items: [String], categoryCounts: [Int]) -> ResponsePatterns {
    ResponsePatterns(
      items: items, categoryCounts: categoryCounts, groups: [], categories: [], groupOfPattern: [], personCounts: [],
      emptyPersonCounts: [])
  }

  /// Adds the persons behind `other`; groups are matched by name, an item has the larger number of categories.
  ///
  /// - Throws: `MomentsError.columnsDiffer` when the items or their order differ.
  public mutating func merge(_ other: ResponsePatterns) throws(MomentsError) {
    self = try merging(other)
  }

  /// The patterns of the persons behind both.
  ///
  /// - Throws: `MomentsError.columnsDiffer` when the items or their order differ.
  /// - Complexity: O(patterns × items): both are sorted.
  public func merging(_ other: ResponsePatterns) throws(MomentsError) -> ResponsePatterns {
    guard items == other.items else { throw .columnsDiffer(first: items, second: other.items) }
    let groups = Set(self.groups).union(other.groups).sorted()
    let mine = placed(among: groups)
    let theirs = other.placed(among: groups)
    var joined = PatternList()
    var (first, second) = (mine[...], theirs[...])
    while let next = first.first, let rival = second.first {
      if next.precedes(rival) {
        joined.append(first.removeFirst())
      } else if rival.precedes(next) {
        joined.append(second.removeFirst())
      } else {
        var both = first.removeFirst()
        both.personCount += second.removeFirst().personCount
        joined.append(both)
      }
    }
    for placed in first + second { joined.append(placed) }
    var emptyPersonCounts = [Int](repeating: 0, count: groups.count)
    for part in [self, other] {
      for (name, count) in zip(part.groups, part.emptyPersonCounts) {
        emptyPersonCounts[groups.firstIndex(of: name) ?? 0] += count
      }
    }
    return ResponsePatterns(
      items: items, categoryCounts: zip(categoryCounts, other.categoryCounts).map(max), groups: groups,
      categories: joined.categories, groupOfPattern: joined.groups, personCounts: joined.personCounts,
      emptyPersonCounts: emptyPersonCounts)
  }

  private func placed(among groups: [String]) -> [PlacedPattern] {
    let places = self.groups.map { groups.firstIndex(of: $0) ?? 0 }
    return personCounts.indices.map {
      PlacedPattern(
        group: places[groupOfPattern[$0]], categories: categories(ofPattern: $0), personCount: personCounts[$0])
    }
  }
}

/// A pattern with its group's position among the groups of both sides.
private struct PlacedPattern {
  let group: Int
  let categories: ArraySlice<UInt8>
  var personCount: Int

  func precedes(_ other: PlacedPattern) -> Bool {
    group == other.group ? categories.lexicographicallyPrecedes(other.categories) : group < other.group
  }
}

/// Patterns in the order in which they are found.
private struct PatternList {
  var categories: [UInt8] = []
  var groups: [Int] = []
  var personCounts: [Int] = []

  mutating func append(_ pattern: PlacedPattern) {
    categories += pattern.categories
    groups.append(pattern.group)
    personCounts.append(pattern.personCount)
  }
}
