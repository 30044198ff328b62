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
    return writer.bytes
  }

  /// Reads saved moments.
  ///
  /// - Throws: `MomentsError.unreadable` when the bytes are of another kind or version, or cut short.
  public init(saved bytes: [UInt8]) throws(MomentsError) {
    var reader = try MomentsReader(bytes, kind: "cluster")
    let columns = try MomentColumns(from: &reader)
    let width = columns.terms.count + columns.responses.count
    let cells = try reader.readArray(minimumSize: 40) { reader throws(MomentsError) in
      Cell(
        cluster: try reader.readString(), observed: try reader.readBits(),
        product: try CrossProduct(from: &reader, columnCount: width))
    }
    guard reader.isAtEnd else { throw reader.failure }
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
    return writer.bytes
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
      Pattern(gram: try reader.readDoubles(), unitCount: try reader.readInt(), scatter: try reader.readDoubles())
    }
    cells = try reader.readArray(minimumSize: 32) { reader throws(MomentsError) in
      Cell(
        parent: try reader.readInt(), pattern: try reader.readInt(), unitCount: try reader.readInt(),
        mean: try reader.readDoubles())
    }
    total = try CrossProduct(from: &reader, columnCount: columns.terms.count + 1)
    centre = try reader.readDoubles()
    guard reader.isAtEnd, isConsistent else { throw reader.failure }
  }

  /// Whether sizes and positions fit each other, so that no later step can leave the arrays.
  private var isConsistent: Bool {
    let width = randomColumns.count * payloadCount
    let parentCount = units.last?.count ?? 1
    let unitsFit = units.indices.allSatisfy { level in
      units[level].allSatisfy { (0..<(level == 0 ? 1 : units[level - 1].count)).contains($0.parent) }
    }
    return columns.responses.count == 1 && units.count == groupings.count - 1 && centre.count == payloadCount
      && unitsFit
      && groupings.allSatisfy { $0.columns.allSatisfy(randomColumns.indices.contains) }
      && patterns.allSatisfy {
        $0.gram.count == packedCount(randomColumns.count) && ($0.scatter.isEmpty || $0.scatter.count == packedCount(width))
      }
      && cells.allSatisfy {
        (0..<parentCount).contains($0.parent) && patterns.indices.contains($0.pattern) && $0.mean.count == width
          && $0.unitCount > 0
      }
  }
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
    let count = try reader.readInt()
    let weight = try reader.readDoubles()
    let mean = try reader.readDoubles()
    let scatter = try reader.readDoubles()
    guard count >= 0, weight.count == 1, mean.count == columnCount, scatter.count == packedCount(columnCount) else {
      throw reader.failure
    }
    self.init(columnCount: columnCount, count: count, weight: weight[0], mean: mean, scatter: scatter)
  }
}
