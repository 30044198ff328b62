/// Marks of persons on ordinal items, one byte each: the rows that item moments are collected from.
///
/// A person is one child on one sheet. Categories are counted from 0; an item that was not asked, not answered or does
/// not apply is `missing`. Every group (for example an arm at a wave) has its own distribution of abilities.
public struct ItemResponses: Sendable, Equatable {
  /// The byte of an item without an answer.
  public static let missing: UInt8 = 255

  /// Names of the items, all different.
  public let items: [String]
  /// Number of categories of each item, 1 … 255.
  public let categoryCounts: [Int]
  /// Names of the groups, all different; one at least.
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
    precondition(categoryCounts.allSatisfy((1...255).contains), "category counts \(categoryCounts)")
    precondition(Set(items).count == items.count && Set(groups).count == groups.count, "names of items or groups twice")
    precondition(groupOfPerson.allSatisfy(groups.indices.contains), "a group outside \(groups)")
    precondition(marksFit(categories, categoryCounts), "a category outside the counts \(categoryCounts)")
    self.items = items
    self.categoryCounts = categoryCounts
    self.groups = groups
    self.groupOfPerson = groupOfPerson
    self.categories = categories
  }
}

/// Whether every mark is missing or a category of its item.
private func marksFit(_ categories: [UInt8], _ categoryCounts: [Int]) -> Bool {
  let limits = categoryCounts.map { UInt8($0) }
  guard !limits.isEmpty else { return true }
  return categories.withUnsafeBufferPointer { marks in
    limits.withUnsafeBufferPointer { limits in
      var row = 0
      var misfits: UInt8 = 0
      while row < marks.count {
        for item in 0..<limits.count {
          let mark = marks[row &+ item]
          misfits |= mark >= limits[item] && mark != ItemResponses.missing ? 1 : 0
        }
        row &+= limits.count
      }
      return misfits == 0
    }
  }
}
