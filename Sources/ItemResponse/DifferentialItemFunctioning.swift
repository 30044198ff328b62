internal import Findings
public import Moments

/// Compares how two sides with the same score answer each item.
///
/// Persons are matched by what they answered and their sum score, the studied item included. From patterns of responses the
/// score is purified: items of size B or C leave it, all items are tested again, until nothing changes or
/// `purificationLimit` is reached; the studied item stays in its own score (Holland & Thayer 1988). Cells of item moments
/// hold no other score than the sum of all items, so that there is nothing to purify.
///
/// Significance is per item, not adjusted for the number of items, as the size rules were made for.
public struct DifferentialItemFunctioning: Sendable, Equatable {
  /// Level of Mantel's test in the size rules, in (0, 1).
  public var significanceLevel: Double
  /// How often flagged items may be taken out of the matching score.
  public var purificationLimit: Int

  /// Persons below which a side is too small to compare.
  static let smallestSide = 20
  /// Clusters below which cluster-robust tests are unsure.
  static let fewClusters = 20
  /// Items that a purified matching score needs.
  static let smallestMatch = 4

  /// Creates a specification.
  public init(significanceLevel: Double = 0.05, purificationLimit: Int = 2) {
    precondition(significanceLevel > 0 && significanceLevel < 1, "level \(significanceLevel)")
    precondition(purificationLimit >= 0, "\(purificationLimit) rounds")
    self.significanceLevel = significanceLevel
    self.purificationLimit = purificationLimit
  }

  /// Compares sides by the sum score of all items.
  ///
  /// - Parameters:
  ///   - moments: Groups named in the comparison; others take no part.
  ///   - comparison: Which group is on which side.
  /// - Returns: Tests and sizes per item. An item or side that allows no comparison is named in a warning.
  /// - Complexity: O(items × cells).
  public func fit(_ moments: ItemMoments, _ comparison: GroupComparison) -> DifferentialItemFunctioningFit {
    let answers = moments.items.indices.map { MatchedAnswers(moments, item: $0, comparison: comparison) }
    let persons = { (side: GroupComparison.Side) in
      moments.cells.reduce(0) { sum, cell in
        sum + (comparison.members[moments.groups[cell.group]]?.side == side ? cell.personCount : 0)
      }
    }
    return fit(
      answers.map { ItemDifference($0, significanceLevel: significanceLevel) }, matching: moments.items,
      purificationCount: 0, comparison, persons: (persons(.reference), persons(.focal)),
      clusterCount: comparison.clusterCount(among: moments.groups), warnings: [])
  }

  /// Compares sides by the sum score of the items that are not flagged.
  ///
  /// - Parameters:
  ///   - patterns: Groups named in the comparison; others take no part.
  ///   - comparison: Which group is on which side.
  /// - Returns: Tests and sizes per item. An item or side that allows no comparison is named in a warning.
  /// - Complexity: O(items² × patterns) per round.
  public func fit(_ patterns: ResponsePatterns, _ comparison: GroupComparison) -> DifferentialItemFunctioningFit {
    var matching = Array(patterns.items.indices)
    var differences = differences(patterns, matching, comparison)
    var purificationCount = 0
    var warnings: [FindingWarning] = []
    while purificationCount < purificationLimit {
      let kept = patterns.items.indices.filter { !differences[$0].isFlagged }
      guard kept != matching else { break }
      guard kept.count >= Self.smallestMatch else {
        warnings.append(.fewAnchorItems(kept.count, required: Self.smallestMatch))
        break
      }
      matching = kept
      differences = self.differences(patterns, matching, comparison)
      purificationCount += 1
    }
    let persons = { (side: GroupComparison.Side) in
      patterns.personCounts.indices.reduce(0) { sum, pattern in
        let group = patterns.groups[patterns.groupOfPattern[pattern]]
        return sum + (comparison.members[group]?.side == side ? patterns.personCounts[pattern] : 0)
      }
    }
    return fit(
      differences, matching: matching.map { patterns.items[$0] }, purificationCount: purificationCount, comparison,
      persons: (persons(.reference), persons(.focal)),
      clusterCount: comparison.clusterCount(among: patterns.groups), warnings: warnings)
  }

  private func differences(
    _ patterns: ResponsePatterns, _ matching: [Int], _ comparison: GroupComparison
  ) -> [ItemDifference] {
    patterns.items.indices.map { item in
      ItemDifference(
        MatchedAnswers(patterns, item: item, matching: matching, comparison: comparison),
        significanceLevel: significanceLevel)
    }
  }

  private func fit(
    _ items: [ItemDifference], matching: [String], purificationCount: Int, _ comparison: GroupComparison,
    persons: (reference: Int, focal: Int), clusterCount: Int?, warnings: [FindingWarning]
  ) -> DifferentialItemFunctioningFit {
    let untested = items.filter { $0.mantel == nil }.map(\.item)
    let unregressed = items.filter { $0.mantel != nil && $0.logistic == nil }.map(\.item)
    let found: [FindingWarning?] = [
      .smallSides(comparison, persons, limit: Self.smallestSide),
      clusterCount == nil ? .independenceAssumed : .fewClusters(clusterCount ?? 0, limit: Self.fewClusters),
      .untestedItems(untested, "no persons of both sides have the same score, or nothing varies among them"),
      .untestedItems(unregressed, "the ordinal regression has no answer"),
    ]
    return DifferentialItemFunctioningFit(
      reference: comparison.reference, focal: comparison.focal, items: items, matchingItems: matching,
      purificationCount: purificationCount, clusterCount: clusterCount, referenceCount: persons.reference,
      focalCount: persons.focal, warnings: warnings + found.compactMap(\.self))
  }
}
