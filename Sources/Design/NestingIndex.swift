/// Grouping factors put in order, each unit of one inside a single unit of the factor outside it.
///
/// Units are renumbered so that those of one parent are contiguous and follow the order of the parents.
public struct NestingIndex: Sendable, Equatable {
  /// Outermost first, with the renumbered codes.
  public let levels: [GroupingFactor]
  /// For each of `levels`, the position of the factor it was made from.
  public let order: [Int]
  /// For each of `levels`, the parent of each unit in the one outside it; empty for the outermost.
  public let parents: [[Int32]]

  /// Orders factors from few units to many and looks up each unit's parent.
  ///
  /// - Throws: `DesignError.notNested` when a unit occurs in two units of a factor with fewer or as many of them.
  /// - Complexity: O(rows × factors).
  public init(_ factors: [GroupingFactor]) throws(DesignError) {
    let order = factors.indices.sorted { (factors[$0].levelCount, $0) < (factors[$1].levelCount, $1) }
    var levels: [GroupingFactor] = []
    var parents: [[Int32]] = []
    for index in order {
      let factor = factors[index]
      guard let outer = levels.last else {
        levels.append(factor)
        parents.append([])
        continue
      }
      let (sorted, sortedParents) = try Self.sorted(factor, inside: outer)
      levels.append(sorted)
      parents.append(sortedParents)
    }
    self.levels = levels
    self.order = order
    self.parents = parents
  }

  private static func sorted(
    _ factor: GroupingFactor, inside outer: GroupingFactor
  ) throws(DesignError) -> (GroupingFactor, [Int32]) {
    let inner = FactorCoding(codes: factor.codes, labels: factor.labels)
    guard let parents = parentsIfNested(inner: inner, outer: FactorCoding(codes: outer.codes, labels: outer.labels))
    else { throw .notNested(inner: factor.name, outer: outer.name) }
    if zip(parents, parents.dropFirst()).allSatisfy({ $0 <= $1 }) { return (factor, parents) }
    let order = countingSorted(Array(0..<Int32(inner.levelCount)), by: parents, keyCount: outer.levelCount)
    var rank = [Int32](repeating: 0, count: order.count)
    for (position, unit) in order.enumerated() { rank[Int(unit)] = Int32(position) }
    let coding = FactorCoding(codes: inner.codes.map { rank[Int($0)] }, labels: inner.labels.reordered(order))
    return (GroupingFactor(name: factor.name, coding: coding), order.map { parents[Int($0)] })
  }
}
