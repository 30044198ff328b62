/// What tells the cells of some persons apart: group and score in one word, then a bit per item that was answered.
///
/// Item *j* is the bit 63 − *j* mod 64 of its word, so that of two sets the one that holds the first item in which they
/// differ has the larger words.
struct ChunkKeys: Sendable {
  /// Distinct keys in order of appearance.
  private(set) var table: KeyTable
  private(set) var personCounts: [Int] = []
  /// Number of the key of each person, −1 without an answer.
  private(set) var keyOfPerson: [Int32] = []

  /// Reads a range of persons; `rank` holds the position of each declared group in the order of names.
  init(_ responses: ItemResponses, _ persons: Range<Int>, rank: [Int]) {
    let itemCount = responses.items.count
    table = KeyTable(width: 1 + (itemCount + 63) / 64)
    keyOfPerson.reserveCapacity(persons.count)
    responses.categories.withUnsafeBufferPointer { marks in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: table.width) { key in
        for person in persons {
          let row = UnsafeBufferPointer(rebasing: marks[person * itemCount..<(person + 1) * itemCount])
          guard let score = Self.write(row, to: key) else {
            keyOfPerson.append(-1)
            continue
          }
          key[0] = UInt64(rank[responses.groupOfPerson[person]]) << 32 | UInt64(score)
          let number = table.number(of: UnsafePointer(key.baseAddress!))
          if number == personCounts.count { personCounts.append(0) }
          personCounts[number] += 1
          keyOfPerson.append(Int32(number))
        }
      }
    }
  }

  /// Writes the bits of one person; returns the sum score, `nil` without an answer.
  private static func write(
    _ row: UnsafeBufferPointer<UInt8>, to key: UnsafeMutableBufferPointer<UInt64>
  ) -> Int? {
    var score = 0
    var isEmpty = true
    for word in 1..<key.count {
      let start = (word &- 1) &* 64
      let end = min(row.count, start &+ 64)
      var bits: UInt64 = 0
      for item in start..<end {
        let isAnswered = row[item] != ItemResponses.missing
        bits = bits << 1 | (isAnswered ? 1 : 0)
        score &+= isAnswered ? Int(row[item]) : 0
      }
      key[word] = bits << UInt64(64 &- (end &- start))
      if bits != 0 { isEmpty = false }
    }
    return isEmpty ? nil : score
  }
}

/// The keys of several chunks put together and in order.
struct UnitedKeys {
  /// Distinct keys over all chunks.
  private var table: KeyTable
  private var personCounts: [Int] = []
  /// Number in `table` of each chunk's keys.
  private var numbers: [[Int]] = []
  private var patternOfKey: [Int] = []
  private var patternTable: KeyTable

  init(_ chunks: [ChunkKeys]) {
    let width = chunks.first?.table.width ?? 1
    table = KeyTable(width: width)
    patternTable = KeyTable(width: width - 1)
    for chunk in chunks { unite(chunk) }
  }

  private mutating func unite(_ chunk: ChunkKeys) {
    var own: [Int] = []
    own.reserveCapacity(chunk.table.count)
    chunk.table.words.withUnsafeBufferPointer { words in
      for key in 0..<chunk.table.count {
        let start = words.baseAddress! + key * table.width
        let number = table.number(of: start)
        if number == personCounts.count {
          personCounts.append(0)
          patternOfKey.append(patternTable.number(of: start + 1))
        }
        personCounts[number] += chunk.personCounts[key]
        own.append(number)
      }
    }
    numbers.append(own)
  }

  /// Sets of items in their order, cells in theirs, and the position of the cell of each chunk's keys.
  func sorted(itemCount: Int) -> (patterns: [[Int]], cells: [ItemMoments.Cell], positions: [[Int32]]) {
    let patternOrder = (0..<patternTable.count).sorted {
      patternTable.key($1).lexicographicallyPrecedes(patternTable.key($0))
    }
    let patternRank = inverse(patternOrder)
    let cells = (0..<table.count).map { number in
      let head = table.words[number * table.width]
      return ItemMoments.Cell(
        group: Int(head >> 32), pattern: patternRank[patternOfKey[number]], score: Int(head & 0xFFFF_FFFF),
        personCount: personCounts[number], categoryCounts: [])
    }
    let order = cells.indices.sorted { cells[$0].precedes(cells[$1]) }
    let rank = inverse(order)
    let patterns = patternOrder.map { pattern in
      (0..<itemCount).filter {
        patternTable.words[pattern * patternTable.width + $0 / 64] >> UInt64(63 - $0 % 64) & 1 == 1
      }
    }
    return (patterns, order.map { cells[$0] }, numbers.map { $0.map { Int32(rank[$0]) } })
  }

  /// Where each element went.
  private func inverse(_ order: [Int]) -> [Int] {
    var rank = [Int](repeating: 0, count: order.count)
    for (position, element) in order.enumerated() { rank[element] = position }
    return rank
  }
}

extension ItemMoments.Cell {
  /// Whether the cell comes before another: by group, pattern and score.
  func precedes(_ other: ItemMoments.Cell) -> Bool {
    (group, pattern, score) < (other.group, other.pattern, other.score)
  }
}
