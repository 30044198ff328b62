/// Marks of persons on ordinal items, one byte each: the rows that item moments are collected from.
///
/// A person is one child on one sheet. Categories are counted from 0; an item that was not asked, not answered or does
/// not apply is `missing`. Every group (for example an arm at a wave) has its own distribution of abilities.
public struct ItemResponses: Sendable, Equatable {
  /// The byte of an item without an answer.
  public static let missing: UInt8 = 255

  /// Names of the items, all different.
  public let items: [String]
  /// Number of categories of each item, at least 2.
  public let categoryCounts: [Int]
  /// Names of the groups; one at least.
  public let groups: [String]
  /// Position among `groups` of each person.
  public let groupOfPerson: [Int]
  /// Persons × items, person after person: categories 0 … `categoryCounts[item] − 1`, or `missing`.
  public let categories: [UInt8]

  /// Number of persons, those without any answer included.
  public var personCount: Int { groupOfPerson.count }

  /// Creates responses.
  ///
  /// - Parameters:
  ///   - items: Names, all different.
  ///   - categoryCounts: One per item.
  ///   - groups: Names of the groups.
  ///   - groupOfPerson: One position among `groups` per person.
  ///   - categories: Persons × items, person after person.
  public init(
    items: [String], categoryCounts: [Int], groups: [String] = ["all"], groupOfPerson: [Int], categories: [UInt8]
  ) {
    precondition(items.count == categoryCounts.count, "\(items.count) items, \(categoryCounts.count) category counts")
    precondition(
      categories.count == items.count * groupOfPerson.count,
      "\(categories.count) marks of \(groupOfPerson.count) persons on \(items.count) items")
    precondition(groupOfPerson.allSatisfy(groups.indices.contains), "a group outside \(groups)")
    self.items = items
    self.categoryCounts = categoryCounts
    self.groups = groups
    self.groupOfPerson = groupOfPerson
    self.categories = categories
  }
}
