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
  /// Whether items are compared by ordinal regression too, which takes most of the time.
  public var testsRegression: Bool

  /// Persons below which a side is too small to compare.
  static let smallestSide = 20
  /// Clusters below which cluster-robust tests are unsure.
  static let fewClusters = 20
  /// Items that a purified matching score needs.
  static let smallestMatch = 4

  /// Creates a specification.
  public init(significanceLevel: Double = 0.05, purificationLimit: Int = 2, testsRegression: Bool = true) {
    precondition(significanceLevel > 0 && significanceLevel < 1, "level \(significanceLevel)")
    precondition(purificationLimit >= 0, "\(purificationLimit) rounds")
    self.significanceLevel = significanceLevel
    self.purificationLimit = purificationLimit
    self.testsRegression = testsRegression
  }

  /// Compares sides by the sum score of all items.
  ///
  /// - Parameters:
  ///   - moments: Groups named in the comparison; others take no part.
  ///   - comparison: Which group is on which side.
  /// - Returns: Tests and sizes per item. An item or side that allows no comparison is named in a warning.
  /// - Complexity: O(items × cells).
  public func fit(_ moments: ItemMoments, _ comparison: GroupComparison) -> DifferentialItemFunctioningFit {
    let places = MatchedPlaces(moments, comparison)
    let answers = moments.items.indices.map { MatchedAnswers(moments, item: $0, places: places) }
    let persons = { (side: GroupComparison.Side) in
      moments.cells.reduce(0) { sum, cell in
        sum + (comparison.members[moments.groups[cell.group]]?.side == side ? cell.personCount : 0)
      }
    }
    return fit(
      answers.map { ItemDifference($0, significanceLevel: significanceLevel, testsRegression: testsRegression) },
      matching: moments.items,
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
    let search = matchingItems(patterns, comparison)
    let differences = patterns.items.indices.map { item in
      ItemDifference(
        MatchedAnswers(patterns, item: item, matching: search.items, comparison: comparison),
        significanceLevel: significanceLevel, testsRegression: testsRegression)
    }
    let persons = { (side: GroupComparison.Side) in
      patterns.personCounts.indices.reduce(0) { sum, pattern in
        let group = patterns.groups[patterns.groupOfPattern[pattern]]
        return sum + (comparison.members[group]?.side == side ? patterns.personCounts[pattern] : 0)
      }
    }
    return fit(
      differences, matching: search.items.map { patterns.items[$0] }, purificationCount: search.rounds, comparison,
      persons: (persons(.reference), persons(.focal)),
      clusterCount: comparison.clusterCount(among: patterns.groups), warnings: search.warnings)
  }

  /// Takes flagged items out of the matching score until it stays the same.
  private func matchingItems(
    _ patterns: ResponsePatterns, _ comparison: GroupComparison
  ) -> (items: [Int], rounds: Int, warnings: [FindingWarning]) {
    var matching = Array(patterns.items.indices)
    for round in 0..<purificationLimit {
      let kept = patterns.items.indices.filter { item in
        let answers = MatchedAnswers(patterns, item: item, matching: matching, comparison: comparison)
        return !(ItemDifference.Size(answers, significanceLevel: significanceLevel)?.isFlagged ?? false)
      }
      guard kept != matching else { return (matching, round, []) }
      guard kept.count >= Self.smallestMatch else {
        return (matching, round, [.fewAnchorItems(kept.count, required: Self.smallestMatch)])
      }
      matching = kept
    }
    return (matching, purificationLimit, [])
  }

  private func fit(
    _ items: [ItemDifference], matching: [String], purificationCount: Int, _ comparison: GroupComparison,
    persons: (reference: Int, focal: Int), clusterCount: Int?, warnings: [FindingWarning]
  ) -> DifferentialItemFunctioningFit {
    let untested = items.filter { $0.mantel == nil }.map(\.item)
    let unregressed = items.filter { testsRegression && $0.mantel != nil && $0.logistic == nil }.map(\.item)
    let found: [FindingWarning?] = [
      .smallSides(comparison, persons, limit: Self.smallestSide),
      clusterCount == nil ? .independenceAssumed : .fewClusters(clusterCount ?? 0, limit: Self.fewClusters),
      .untestedItems(untested, .noCommonScores),
      .untestedItems(unregressed, .noRegression),
    ]
    return DifferentialItemFunctioningFit(
      reference: comparison.reference, focal: comparison.focal, items: items, matchingItems: matching,
      purificationCount: purificationCount, clusterCount: clusterCount, referenceCount: persons.reference,
      focalCount: persons.focal, warnings: warnings + found.compactMap(\.self))
  }
}
