internal import Moments

extension ProgressionScale {
  /// The answers of some persons, in groups of their own.
  ///
  /// - Parameter group: Name of a person's group; `nil` leaves the person out.
  /// - Returns: Answers with the groups that occur, and the persons in their order.
  func responses(grouped group: (_ person: Int) -> String?) -> (responses: ItemResponses, persons: [Int]) {
    var (persons, names): ([Int], [String]) = ([], [])
    for person in rows.indices {
      guard let name = group(person) else { continue }
      persons.append(person)
      names.append(name)
    }
    let groups = Set(names).sorted()
    let positions = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1, $0) })
    let width = items.count
    return (
      ItemResponses(
        items: items, categoryCounts: responses.categoryCounts, groups: groups.isEmpty ? ["none"] : groups,
        groupOfPerson: names.compactMap { positions[$0] },
        categories: persons.flatMap { responses.categories[$0 * width..<($0 + 1) * width] }),
      persons
    )
  }
}
