internal import Tabular

/// The cells that persons fall into, before anything is counted but persons.
struct PersonCells: Sendable {
  /// Sorted by name.
  let groups: [String]
  let patterns: [[Int]]
  /// Sorted; categories not yet counted.
  let cells: [ItemMoments.Cell]
  /// Position among `cells` of each person; one past the last for a person without an answer.
  let cellOfPerson: [Int32]
  let emptyPersonCounts: [Int]

  /// Persons that are read at once by one thread.
  private static let chunkSize = 16_384

  init(_ responses: ItemResponses, threadCount: Int) {
    let order = responses.groups.indices.sorted { responses.groups[$0] < responses.groups[$1] }
    let rank = order.indices.sorted { order[$0] < order[$1] }
    let personCount = responses.personCount
    let chunkCount = (personCount + Self.chunkSize - 1) / Self.chunkSize
    let chunks = concurrentMap(chunkCount, threadCount: threadCount) { chunk in
      ChunkKeys(responses, chunk * Self.chunkSize..<min(personCount, (chunk + 1) * Self.chunkSize), rank: rank)
    }
    let positions: [[Int32]]
    (patterns, cells, positions) = UnitedKeys(chunks).sorted(itemCount: responses.items.count)
    groups = order.map { responses.groups[$0] }
    let cellCount = Int32(cells.count)
    cellOfPerson = zip(chunks, positions).flatMap { chunk, positions in
      chunk.keyOfPerson.map { $0 < 0 ? cellCount : positions[Int($0)] }
    }
    var empty = groups.map { _ in 0 }
    for (person, cell) in cellOfPerson.enumerated() where cell == cellCount {
      empty[rank[responses.groupOfPerson[person]]] += 1
    }
    emptyPersonCounts = empty
  }
}
