extension ItemMoments {
  /// The moments in their saved form.
  public var saved: [UInt8] {
    var writer = MomentsWriter(kind: "item")
    writer.write(items) { $0.write($1) }
    writer.write(categoryCounts) { $0.write($1) }
    writer.write(groups) { $0.write($1) }
    writer.write(patterns) { writer, pattern in writer.write(pattern) { $0.write($1) } }
    writer.write(cells) { writer, cell in
      for field in [cell.group, cell.pattern, cell.score, cell.personCount] { writer.write(field) }
      writer.write(cell.categoryCounts) { $0.write($1) }
    }
    for tables in pairTables {
      for table in tables {
        for count in table { writer.write(count) }
      }
    }
    writer.write(emptyPersonCounts) { $0.write($1) }
    return writer.sealed
  }

  /// Reads saved moments.
  ///
  /// - Throws: `MomentsError.unreadable` when the bytes are of another kind or version, cut short, or inconsistent.
  public init(saved bytes: [UInt8]) throws(MomentsError) {
    var reader = try MomentsReader(bytes, kind: "item")
    items = try reader.readArray(minimumSize: 8) { reader throws(MomentsError) in try reader.readString() }
    categoryCounts = try reader.readArray(minimumSize: 8) { reader throws(MomentsError) in try reader.readInt() }
    groups = try reader.readArray(minimumSize: 8) { reader throws(MomentsError) in try reader.readString() }
    patterns = try reader.readArray(minimumSize: 8) { reader throws(MomentsError) in
      try reader.readArray(minimumSize: 8) { reader throws(MomentsError) in try reader.readInt() }
    }
    cells = try reader.readArray(minimumSize: 40) { reader throws(MomentsError) in
      Cell(
        group: try reader.readInt(), pattern: try reader.readInt(), score: try reader.readInt(),
        personCount: try reader.readPopulation(),
        categoryCounts: try reader.readArray(minimumSize: 8) { reader throws(MomentsError) in
          try reader.readPopulation(atLeast: 0)
        })
    }
    guard categoryCounts.count == items.count, categoryCounts.allSatisfy((1...255).contains) else {
      throw reader.failure
    }
    var tables: [[[Int]]] = []
    for _ in groups { tables.append(try Self.readTables(from: &reader, categoryCounts)) }
    pairTables = tables
    emptyPersonCounts = try reader.readArray(minimumSize: 8) { reader throws(MomentsError) in
      try reader.readPopulation(atLeast: 0)
    }
    guard reader.isAtEnd, isConsistent else { throw reader.failure }
  }

  private static func readTables(
    from reader: inout MomentsReader, _ categoryCounts: [Int]
  ) throws(MomentsError) -> [[Int]] {
    var tables: [[Int]] = []
    for first in categoryCounts.indices {
      for second in categoryCounts.indices.dropFirst(first + 1) {
        var table: [Int] = []
        for _ in 0..<categoryCounts[first] * categoryCounts[second] {
          table.append(try reader.readPopulation(atLeast: 0))
        }
        tables.append(table)
      }
    }
    return tables
  }

  /// Whether sizes, positions, orders and sums fit each other.
  private var isConsistent: Bool {
    Set(items).count == items.count && Set(groups).count == groups.count && groups == groups.sorted()
      && emptyPersonCounts.count == groups.count && patternsFit && cellsFit && tablesFit
  }

  private var patternsFit: Bool {
    patterns.allSatisfy { pattern in
      !pattern.isEmpty && pattern.allSatisfy(items.indices.contains)
        && zip(pattern, pattern.dropFirst()).allSatisfy { $0 < $1 }
    } && zip(patterns, patterns.dropFirst()).allSatisfy(Self.precedes)
  }

  /// Whether every cell's categories make up its persons and its score, and every pattern occurs.
  private var cellsFit: Bool {
    cells.allSatisfy(fits) && zip(cells, cells.dropFirst()).allSatisfy { $0.precedes($1) }
      && Set(cells.map(\.pattern)).count == patterns.count
  }

  private func fits(_ cell: Cell) -> Bool {
    guard groups.indices.contains(cell.group), patterns.indices.contains(cell.pattern) else { return false }
    let pattern = patterns[cell.pattern]
    guard cell.categoryCounts.count == pattern.reduce(0, { $0 + categoryCounts[$1] }) else { return false }
    var position = 0
    var points = 0
    for item in pattern {
      let counts = cell.categoryCounts[position..<position + categoryCounts[item]]
      guard counts.reduce(0, +) == cell.personCount else { return false }
      for (category, count) in counts.enumerated() { points += category * count }
      position += categoryCounts[item]
    }
    return points.isMultiple(of: cell.personCount) && points / cell.personCount == cell.score
  }

  /// Whether no pair was answered by more persons than there are.
  private var tablesFit: Bool {
    zip(pairTables, personCounts).allSatisfy { tables, personCount in
      tables.allSatisfy { $0.reduce(0, +) <= personCount }
    }
  }
}
