/// Distinct answer patterns with their counts: what the graded response and generalised partial credit models see.
///
/// These models weigh items by slopes that they estimate, so that no score is sufficient and persons collapse only where all
/// their answers are equal. Merging is exactly associative and commutative, joins groups by name, and equals one pass.
public struct ResponsePatterns: Sendable, Equatable {
  public let items: [String]
  /// Number of categories of each item.
  public let categoryCounts: [Int]
  /// Sorted by name.
  public let groups: [String]
  /// Patterns × items, pattern after pattern, sorted by group, then by categories; `ItemResponses.missing` where there is
  /// no answer.
  public let categories: [UInt8]
  /// Position among `groups` of each pattern.
  public let groupOfPattern: [Int]
  /// Persons with each pattern.
  public let personCounts: [Int]
  /// Persons without any answer, per group; they are in no pattern.
  public let emptyPersonCounts: [Int]

  /// Persons with at least one answer.
  public var personCount: Int { personCounts.reduce(0, +) }
}
