public import Design

extension NestedMoments {
  /// Collects the moments of a nested mixed model, one pass over the rows of a model frame.
  ///
  /// Units of an outer factor are shared out whole among threads and combined in their own order, so that the digits do
  /// not depend on the number of threads.
  ///
  /// - Parameter frame: A frame whose formula has at least one random term; factors must be nested.
  /// - Throws: `DesignError.notNested` when the factors are crossed; `MomentsError.notFinite` when a column holds an infinity.
  /// - Complexity: O(*n (p + q)²*) time for *q* random columns; memory O(cells · *p q*).
  public static func collect(_ frame: ModelFrame) throws -> NestedMoments {
    let nesting = try NestingIndex(frame.grouping)
    let intercept = frame.fixed.termNames.firstIndex(of: "(Intercept)")
    let terms = frame.fixed.termNames.indices.filter { $0 != intercept }
    let described = MomentColumns(frame.fixed, responses: [frame.responseName])
    let design = RandomDesign(frame)
    let payload = terms.map { frame.fixed.matrix.column($0) } + [frame.response]
    let collector = NestedCollector(
      random: design.columns, payload: payload,
      centre: intercept == nil ? payload.map { _ in 0 } : payload.map(mean),
      rows: RowOrder(grouping: frame.grouping.last, rowCount: frame.response.count))
    var moments = NestedMoments(
      columns: MomentColumns(
        terms: terms.map { described.terms[$0] }, responses: described.responses,
        referenceLevels: described.referenceLevels),
      hasIntercept: intercept != nil, randomColumns: design.names, groupings: design.groupings,
      units: nesting.outerUnits, patterns: [], cells: [], total: collector.total(), centre: collector.centre)
    if let bad = moments.total.scatter.firstIndex(where: { !$0.isFinite }) {
      throw MomentsError.notFinite(column: moments.columns.name(ofPacked: bad))
    }
    moments.gatherCells(collector, parents: nesting.parentsOfInnermost, parentCount: max(1, nesting.outerUnits.last?.count ?? 1))
    return moments
  }

  /// Reduces every parent's units in parallel and appends the cells in order of the parents.
  private mutating func gatherCells(_ collector: NestedCollector, parents: [Int32], parentCount: Int) {
    let order = RowOrder(codes: parents, unitCount: parentCount)
    let partial = inParallel(over: parentCount) { collector.cells(units: order.rows(of: $0)) }
    var known: [[Double]: Int] = [:]
    var last = -1
    for (parent, parentCells) in partial.enumerated() {
      for cell in parentCells {
        if last < 0 || patterns[last].gram != cell.gram {
          last = known[cell.gram] ?? patterns.count
          if last == patterns.count {
            known[cell.gram] = last
            patterns.append(Pattern(gram: cell.gram, unitCount: 0, scatter: []))
          }
        }
        patterns[last].absorb(cell)
        cells.append(Cell(parent: parent, pattern: last, unitCount: cell.unitCount, mean: cell.mean))
      }
    }
  }
}

extension NestedMoments.Pattern {
  fileprivate mutating func absorb(_ cell: NestedCollector.PartialCell) {
    unitCount += cell.unitCount
    if scatter.isEmpty {
      scatter = cell.scatter
    } else if !cell.scatter.isEmpty {
      for position in scatter.indices { scatter[position] += cell.scatter[position] }
    }
  }
}

/// The distinct random-effects columns of a frame, the column of ones first, and which factor uses which.
private struct RandomDesign {
  var columns: [[Double]]
  var names: [String] = ["(Intercept)"]
  var groupings: [NestedMoments.Grouping] = []

  init(_ frame: ModelFrame) {
    columns = [[Double](repeating: 1, count: frame.response.count)]
    for term in frame.random {
      let positions = term.columnNames.indices.map { index in
        position(of: term.columnNames[index], values: term.columns[index])
      }
      groupings.append(NestedMoments.Grouping(name: frame.grouping[term.grouping].name, columns: positions))
    }
  }

  private mutating func position(of name: String, values: [Double]) -> Int {
    if let known = names.firstIndex(of: name) { return known }
    names.append(name)
    columns.append(values)
    return names.count - 1
  }
}

private func mean(_ values: [Double]) -> Double {
  values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
}
