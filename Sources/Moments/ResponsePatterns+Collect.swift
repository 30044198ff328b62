internal import Tabular

/// Patterns with the one that each person gave, for scores of persons.
public struct CollectedResponsePatterns: Sendable, Equatable {
  public let patterns: ResponsePatterns
  /// Position among the patterns of each person; `nil` for a person without an answer.
  public let patternOfPerson: [Int32?]
}

extension ResponsePatterns {
  /// Counts equal rows of marks within each group, and remembers which pattern each person gave.
  ///
  /// - Parameters:
  ///   - responses: Marks of persons.
  ///   - threadCount: Threads to work on; the patterns and their order do not depend on it.
  /// - Returns: Patterns over all declared groups, and one pattern per person.
  /// - Complexity: O(persons × items), and O(*m* log *m*) for *m* distinct patterns.
  public static func collect(_ responses: ItemResponses, threadCount: Int? = nil) -> CollectedResponsePatterns {
    let distinct = DistinctMarks(responses, threadCount: threadCount ?? processorCount())
    let (patterns, positions) = distinct.sorted(responses)
    return CollectedResponsePatterns(
      patterns: patterns,
      patternOfPerson: zip(distinct.chunks, distinct.numbers).flatMap { chunk, numbers in
        chunk.keyOfPerson.map { positions[Int(numbers[Int($0)])] }
      })
  }

  /// Counts equal rows of marks within each group.
  public init(collecting responses: ItemResponses, threadCount: Int? = nil) {
    self = DistinctMarks(responses, threadCount: threadCount ?? processorCount()).sorted(responses).patterns
  }

  /// The marks of one pattern, item after item.
  public func categories(ofPattern pattern: Int) -> ArraySlice<UInt8> {
    categories[pattern * items.count..<(pattern + 1) * items.count]
  }
}

/// The distinct rows of marks of some persons: the group in one word, then eight marks in each.
///
/// The first mark is the highest byte of its word, so that keys are in the order of their words.
private struct MarkKeys: Sendable {
  private(set) var table: KeyTable
  private(set) var personCounts: [Int] = []
  /// Number of the key of each person.
  private(set) var keyOfPerson: [Int32] = []

  init(_ responses: ItemResponses, _ persons: Range<Int>, rank: [Int]) {
    let itemCount = responses.items.count
    table = KeyTable(width: 1 + (itemCount + 7) / 8)
    keyOfPerson.reserveCapacity(persons.count)
    responses.categories.withUnsafeBufferPointer { marks in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: table.width) { key in
        for person in persons {
          key.update(repeating: 0)
          key[0] = UInt64(rank[responses.groupOfPerson[person]])
          for item in 0..<itemCount {
            let mark = UInt64(marks[person &* itemCount &+ item])
            key[1 &+ item / 8] |= mark << UInt64(56 &- 8 &* (item % 8))
          }
          let number = table.number(of: UnsafePointer(key.baseAddress!))
          if number == personCounts.count { personCounts.append(0) }
          personCounts[number] += 1
          keyOfPerson.append(Int32(number))
        }
      }
    }
  }
}

/// The keys of all chunks put together.
private struct DistinctMarks {
  let chunks: [MarkKeys]
  /// Number in `table` of each chunk's keys.
  private(set) var numbers: [[Int32]] = []
  private let groups: [String]
  private var table: KeyTable
  private var personCounts: [Int] = []

  /// Persons that are read at once by one thread.
  private static let chunkSize = 4096

  init(_ responses: ItemResponses, threadCount: Int) {
    let order = responses.groups.indices.sorted { responses.groups[$0] < responses.groups[$1] }
    let rank = order.indices.sorted { order[$0] < order[$1] }
    let personCount = responses.personCount
    groups = order.map { responses.groups[$0] }
    chunks = concurrentMap((personCount + Self.chunkSize - 1) / Self.chunkSize, threadCount: threadCount) { chunk in
      MarkKeys(
        responses, chunk * Self.chunkSize..<min(personCount, (chunk + 1) * Self.chunkSize), rank: rank)
    }
    table = KeyTable(width: 1 + (responses.items.count + 7) / 8)
    for chunk in chunks { unite(chunk) }
  }

  private mutating func unite(_ chunk: MarkKeys) {
    chunk.table.words.withUnsafeBufferPointer { words in
      numbers.append(
        (0..<chunk.table.count).map { key in
          let number = table.number(of: words.baseAddress! + key * table.width)
          if number == personCounts.count { personCounts.append(0) }
          personCounts[number] += chunk.personCounts[key]
          return Int32(number)
        })
    }
  }

  /// The patterns in their order, and the position of each key; `nil` for the keys without an answer.
  func sorted(_ responses: ItemResponses) -> (patterns: ResponsePatterns, positions: [Int32?]) {
    let itemCount = responses.items.count
    var empty = groups.map { _ in 0 }
    var answered: [Int] = []
    answered.reserveCapacity(table.count)
    for number in 0..<table.count {
      if (0..<itemCount).allSatisfy({ mark($0, of: number) == ItemResponses.missing }) {
        empty[group(of: number)] += personCounts[number]
      } else {
        answered.append(number)
      }
    }
    let order = answered.sorted { precedes($0, $1) }
    var positions = [Int32?](repeating: nil, count: table.count)
    for (position, number) in order.enumerated() { positions[number] = Int32(position) }
    let patterns = ResponsePatterns(
      items: responses.items, categoryCounts: responses.categoryCounts, groups: groups,
      categories: order.flatMap { number in (0..<itemCount).map { mark($0, of: number) } },
      groupOfPattern: order.map(group), personCounts: order.map { personCounts[$0] }, emptyPersonCounts: empty)
    return (patterns, positions)
  }

  private func group(of number: Int) -> Int { Int(table.words[number * table.width]) }

  private func mark(_ item: Int, of number: Int) -> UInt8 {
    let word = table.words[number * table.width + 1 + item / 8]
    return UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * (item % 8)))
  }

  private func precedes(_ first: Int, _ second: Int) -> Bool {
    table.words.withUnsafeBufferPointer { words in
      for offset in 0..<table.width {
        let (own, other) = (words[first * table.width + offset], words[second * table.width + offset])
        if own != other { return own < other }
      }
      return false
    }
  }
}
