/// Mergeable sufficient statistics of the Rasch family, with what its fit statistics need.
///
/// In the partial credit model the sum score is sufficient for the ability among persons who answered the same items, so
/// that persons collapse into cells: group × set of answered items × sum score. A cell keeps how often each category of
/// each item was given, which holds the item × category totals of the likelihood, and the item × category × score tables
/// of infit, outfit and S-X². The tables of item pairs, per group, hold what Q3, polychoric correlations and Cronbach's
/// alpha need.
///
/// Merging is exactly associative and commutative (counts are whole numbers), has the moments of no person as identity,
/// equals one pass, and joins groups by name. The order of cells and patterns does not depend on the order of persons.
public struct ItemMoments: Sendable, Equatable {
  /// Persons of one group who answered the same items and have the same sum score.
  public struct Cell: Sendable, Equatable {
    /// Position among `groups`.
    public var group: Int
    /// Position among `patterns`.
    public var pattern: Int
    /// Sum of the categories of the answered items.
    public var score: Int
    public var personCount: Int
    /// How many persons gave each category, item after item of the pattern.
    public var categoryCounts: [Int]
  }

  public let items: [String]
  /// Number of categories of each item.
  public let categoryCounts: [Int]
  /// Sorted by name.
  public let groups: [String]
  /// Sets of answered items as ascending positions among `items`; each occurs in a cell.
  ///
  /// Of two sets the one that holds the first item in which they differ comes first.
  public let patterns: [[Int]]
  /// Sorted by group, pattern and score.
  public let cells: [Cell]
  /// Group × pair of items (first < second, in the order (0,1), (0,2) … (1,2) …) × categories of the first × categories of
  /// the second: persons who answered both.
  public let pairTables: [[[Int]]]
  /// Persons without any answer, per group; they are in no cell.
  public let emptyPersonCounts: [Int]

  /// The identity of merging for the given items.
  public static func empty(items: [String], categoryCounts: [Int]) -> ItemMoments {
    precondition(items.count == categoryCounts.count, "\(items.count) items, \(categoryCounts.count) category counts")
    return ItemMoments(
      items: items, categoryCounts: categoryCounts, groups: [], patterns: [], cells: [], pairTables: [],
      emptyPersonCounts: [])
  }

  /// Persons with at least one answer.
  public var personCount: Int { cells.reduce(0) { $0 + $1.personCount } }

  /// Persons with at least one answer, per group.
  public var personCounts: [Int] {
    cells.reduce(into: groups.map { _ in 0 }) { $0[$1.group] += $1.personCount }
  }

  /// How often each category of each item was given, over all groups or in one.
  ///
  /// - Parameter group: Position among `groups`; `nil` means all.
  /// - Returns: Items × categories.
  public func categoryTotals(group: Int? = nil) -> [[Int]] {
    var totals = categoryCounts.map { [Int](repeating: 0, count: $0) }
    for cell in cells where group == nil || cell.group == group {
      var position = 0
      for item in patterns[cell.pattern] {
        for category in 0..<categoryCounts[item] { totals[item][category] += cell.categoryCounts[position + category] }
        position += categoryCounts[item]
      }
    }
    return totals
  }

  /// Position of a pair of items among the pair tables.
  public func pairIndex(_ first: Int, _ second: Int) -> Int {
    precondition(first < second && second < items.count, "pair \(first), \(second) of \(items.count) items")
    return first * items.count - first * (first + 1) / 2 + second - first - 1
  }

  /// Whether a set of answered items comes before another in the order of `patterns`.
  static func precedes(_ first: [Int], _ second: [Int]) -> Bool {
    for (own, other) in zip(first, second) where own != other { return own < other }
    return first.count > second.count
  }
}

/// Moments with the cell that each person fell into, for scores of persons.
public struct CollectedItemMoments: Sendable {
  public let moments: ItemMoments
  /// Position among the cells of each person; `nil` for a person without an answer.
  public let cellOfPerson: [Int32?]
}
