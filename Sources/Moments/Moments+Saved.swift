extension ClusterMoments {
  /// The moments in their saved form.
  public var saved: [UInt8] {
    var writer = MomentsWriter(kind: "cluster")
    columns.write(to: &writer)
    writer.write(cells) { writer, cell in
      writer.write(cell.cluster)
      writer.write(cell.observed)
      cell.product.write(to: &writer)
    }
    return writer.sealed
  }

  /// Reads saved moments.
  ///
  /// - Throws: `MomentsError.unreadable` when the bytes are of another kind or version, cut short, or inconsistent.
  public init(saved bytes: [UInt8]) throws(MomentsError) {
    var reader = try MomentsReader(bytes, kind: "cluster")
    let columns = try MomentColumns(from: &reader)
    let width = columns.terms.count + columns.responses.count
    let cells = try reader.readArray(minimumSize: 40) { reader throws(MomentsError) in
      Cell(
        cluster: try reader.readString(), observed: try reader.readBits(),
        product: try CrossProduct(from: &reader, columnCount: width))
    }
    let limit = UInt64(1) << UInt64(columns.responses.count)
    guard reader.isAtEnd, columns.responses.count < 64, cells.allSatisfy({ (1..<limit).contains($0.observed) }) else {
      throw reader.failure
    }
    self.init(columns: columns, cells: cells)
  }
}

extension NestedMoments {
  /// The moments in their saved form.
  public var saved: [UInt8] {
    var writer = MomentsWriter(kind: "nested")
    columns.write(to: &writer)
    writer.write(hasIntercept)
    writer.write(randomColumns) { $0.write($1) }
    writer.write(groupings) { writer, grouping in
      writer.write(grouping.name)
      writer.write(grouping.columns) { $0.write($1) }
    }
    writer.write(units) { writer, level in
      writer.write(level) { writer, unit in
        writer.write(unit.name)
        writer.write(unit.parent)
      }
    }
    writer.write(patterns) { writer, pattern in
      writer.write(pattern.gram)
      writer.write(pattern.unitCount)
      writer.write(pattern.scatter)
    }
    writer.write(cells) { writer, cell in
      for field in [cell.parent, cell.pattern, cell.unitCount] { writer.write(field) }
      writer.write(cell.mean)
    }
    total.write(to: &writer)
    writer.write(centre)
    return writer.sealed
  }

  /// Reads saved moments.
  ///
  /// - Throws: `MomentsError.unreadable` when the bytes are of another kind or version, cut short, or inconsistent.
  public init(saved bytes: [UInt8]) throws(MomentsError) {
    var reader = try MomentsReader(bytes, kind: "nested")
    columns = try MomentColumns(from: &reader)
    hasIntercept = try reader.readBool()
    randomColumns = try reader.readArray(minimumSize: 8) { reader throws(MomentsError) in try reader.readString() }
    groupings = try reader.readArray(minimumSize: 16) { reader throws(MomentsError) in
      Grouping(
        name: try reader.readString(),
        columns: try reader.readArray(minimumSize: 8) { reader throws(MomentsError) in try reader.readInt() })
    }
    units = try reader.readArray(minimumSize: 8) { reader throws(MomentsError) in
      try reader.readArray(minimumSize: 16) { reader throws(MomentsError) in
        Unit(name: try reader.readString(), parent: try reader.readInt())
      }
    }
    patterns = try reader.readArray(minimumSize: 24) { reader throws(MomentsError) in
      Pattern(gram: try reader.readDoubles(), unitCount: try reader.readPopulation(), scatter: try reader.readDoubles())
    }
    cells = try reader.readArray(minimumSize: 32) { reader throws(MomentsError) in
      Cell(
        parent: try reader.readInt(), pattern: try reader.readInt(), unitCount: try reader.readPopulation(),
        mean: try reader.readDoubles())
    }
    total = try CrossProduct(from: &reader, columnCount: columns.terms.count + 1)
    centre = try reader.readDoubles()
    guard reader.isAtEnd, isConsistent else { throw reader.failure }
  }

  /// Whether sizes and positions fit each other, so that no later step can leave the arrays.
  private var isConsistent: Bool {
    columns.responses.count == 1 && units.count == groupings.count - 1 && centre.count == payloadCount
      && randomColumns.areDistinct && !randomColumns.isEmpty
      && groupings.allSatisfy { grouping in
        grouping.columns.areDistinct && !grouping.columns.isEmpty
          && grouping.columns.allSatisfy(randomColumns.indices.contains)
      }
      && unitsFit && patternsFit && cellsFit
  }

  /// Whether every unit has a parent and is named once in it.
  private var unitsFit: Bool {
    units.indices.allSatisfy { level in
      let parents = 0..<(level == 0 ? 1 : units[level - 1].count)
      return units[level].areDistinct && units[level].allSatisfy { parents.contains($0.parent) }
    }
  }

  private var patternsFit: Bool {
    let width = randomColumns.count * payloadCount
    return patterns.map(\.gram).areDistinct
      && patterns.allSatisfy {
        $0.gram.count == packedCount(randomColumns.count)
          && ($0.scatter.isEmpty || $0.scatter.count == packedCount(width))
      }
  }

  /// Whether cells lie in parents and patterns that exist, and make up the patterns' units.
  private var cellsFit: Bool {
    let width = randomColumns.count * payloadCount
    let parents = 0..<(units.last?.count ?? 1)
    var unitsLeft = patterns.map(\.unitCount)
    for cell in cells {
      guard parents.contains(cell.parent), patterns.indices.contains(cell.pattern), cell.mean.count == width else {
        return false
      }
      unitsLeft[cell.pattern] -= cell.unitCount
    }
    return unitsLeft.allSatisfy { $0 == 0 }
  }
}

extension Array where Element: Hashable {
  fileprivate var areDistinct: Bool { Set(self).count == count }
}

extension MomentColumns {
  fileprivate func write(to writer: inout MomentsWriter) {
    writer.write(terms) { writer, term in
      writer.write(term.name)
      writer.write(term.isIndicator)
    }
    writer.write(responses) { $0.write($1) }
    writer.write(referenceLevels.sorted { $0.key < $1.key }) { writer, entry in
      writer.write(entry.key)
      writer.write(entry.value)
    }
  }

  fileprivate init(from reader: inout MomentsReader) throws(MomentsError) {
    terms = try reader.readArray(minimumSize: 9) { reader throws(MomentsError) in
      Term(name: try reader.readString(), isIndicator: try reader.readBool())
    }
    responses = try reader.readArray(minimumSize: 8) { reader throws(MomentsError) in try reader.readString() }
    let references = try reader.readArray(minimumSize: 16) { reader throws(MomentsError) in
      (try reader.readString(), try reader.readString())
    }
    referenceLevels = Dictionary(references) { first, _ in first }
    guard terms.map(\.name).areDistinct, responses.areDistinct else { throw reader.failure }
  }
}

extension CrossProduct {
  fileprivate func write(to writer: inout MomentsWriter) {
    writer.write(count)
    writer.write([weight])
    writer.write(mean)
    writer.write(scatter)
  }

  fileprivate init(from reader: inout MomentsReader, columnCount: Int) throws(MomentsError) {
    let count = try reader.readPopulation(atLeast: 0)
    let weight = try reader.readDoubles()
    let mean = try reader.readDoubles()
    let scatter = try reader.readDoubles()
    guard weight.count == 1, weight[0] >= 0, mean.count == columnCount, scatter.count == packedCount(columnCount) else {
      throw reader.failure
    }
    self.init(columnCount: columnCount, count: count, weight: weight[0], mean: mean, scatter: scatter)
  }
}
