extension CalibrationData {
  /// Checks that persons who answered items together, groups of persons, and items that are held link all items.
  ///
  /// - Throws: `.disconnected` with the sets of items that nothing links, `.anchorUnknown` when items are held but nobody
  ///   answered one.
  func checkConnection(
    _ names: [String], isAnchored: [Bool], areMeansShared: Bool
  ) throws(ItemResponseError) {
    var sets = DisjointSets(count: itemCount + groups.count)
    for (group, cells) in groups.enumerated() {
      for pattern in Set(cells.patterns) {
        for item in patterns[pattern].answered { sets.join(itemCount + group, item) }
      }
      if areMeansShared { sets.join(itemCount, itemCount + group) }
    }
    let anchors = isAnchored.indices.filter { isAnchored[$0] }
    for anchor in anchors.dropFirst() { sets.join(anchors[0], anchor) }
    let answered = Set(patterns.flatMap(\.answered)).sorted()
    if let first = anchors.first, !anchors.contains(where: answered.contains) {
      throw .anchorUnknown(item: names[first])
    }
    let components = Dictionary(grouping: answered) { sets.root($0) }.values.sorted { $0[0] < $1[0] }
    guard components.count <= 1 else { throw .disconnected(itemSets: components.map { $0.map { names[$0] } }) }
  }
}

/// Elements in sets that are joined two by two.
struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func root(_ element: Int) -> Int {
    var element = element
    while parents[element] != element {
      parents[element] = parents[parents[element]]
      element = parents[element]
    }
    return element
  }

  mutating func join(_ first: Int, _ second: Int) {
    let (own, other) = (root(first), root(second))
    parents[max(own, other)] = min(own, other)
  }
}
