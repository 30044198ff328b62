import Moments
import TestSupport

/// Random marks with missing answers, some persons without any.
func sampleResponses(
  seed: UInt64, personCount: Int = 300, categoryCounts: [Int] = [3, 2, 4, 3, 3], groups: [String] = ["b", "a", "c"],
  missingShare: Double = 0.15
) -> ItemResponses {
  var random = RepeatableRandom(seed: seed)
  let categories = (0..<personCount).flatMap { person in
    categoryCounts.map { count in
      person % 50 == 7 || Double.random(in: 0..<1, using: &random) < missingShare
        ? ItemResponses.missing : UInt8(Int.random(in: 0..<count, using: &random))
    }
  }
  return ItemResponses(
    items: categoryCounts.indices.map { "i\($0)" }, categoryCounts: categoryCounts, groups: groups,
    groupOfPerson: (0..<personCount).map { _ in Int.random(in: groups.indices, using: &random) }, categories: categories
  )
}

extension ItemResponses {
  /// The same items and groups with some of the persons.
  func selecting(_ persons: some Sequence<Int>) -> ItemResponses {
    let persons = Array(persons)
    return ItemResponses(
      items: items, categoryCounts: categoryCounts, groups: groups, groupOfPerson: persons.map { groupOfPerson[$0] },
      categories: persons.flatMap { categories[$0 * items.count..<($0 + 1) * items.count] })
  }

  /// The marks of one person.
  func row(_ person: Int) -> [UInt8] { Array(categories[person * items.count..<(person + 1) * items.count]) }
}
