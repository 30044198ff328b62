public import Design
internal import LinearAlgebra
internal import Tabular

extension NestedMoments {
  /// Collects the moments of a nested mixed model, one pass over the rows of a model frame.
  ///
  /// Units of an outer factor are shared out whole among threads and combined in their own order, so that the digits do
  /// not depend on the number of threads.
  ///
  /// - Parameters:
  ///   - frame: A frame whose formula has at least one random term; factors must be nested.
  ///   - keepsInnermostUnits: Whether innermost units stay apart and keep their names, which their conditional modes
  ///     need; by default they are pooled by cells and have no name.
  /// - Returns: The moments of the frame's rows.
  /// - Throws: `DesignError.notNested` when the factors are crossed; `MomentsError.notFinite` when a column holds an infinity.
  /// - Complexity: O(*n (p + q)²*) time for *q* random columns; memory O(cells · *p q*).
  public static func collect(_ frame: ModelFrame, keepsInnermostUnits: Bool = false) throws -> NestedMoments {
    let nesting = try NestingIndex(frame.grouping)
    var (levels, parents) = (nesting.levels, nesting.parents)
    var design = RandomDesign(frame, order: nesting.order)
    if keepsInnermostUnits, let innermost = levels.last {
      // Once more as a factor without random effects: what is pooled are the units of the last factor.
      levels.append(innermost)
      parents.append((0..<innermost.levelCount).map { Int32($0) })
      design.groupings.append(Grouping(name: innermost.name, columns: []))
    }
    let intercept = frame.fixed.hasIntercept ? 0 : nil
    let terms = frame.fixed.termNames.indices.filter { $0 != intercept }
    let described = MomentColumns(frame.fixed, responses: [frame.responseName])
    let payload = terms.map { frame.fixed.matrix.column($0) } + [frame.response]
    let collector = NestedCollector(
      random: design.columns, payload: payload, centre: intercept == nil ? payload.map { _ in 0 } : payload.map(mean),
      rows: RowOrder(grouping: levels.last, rowCount: frame.observationCount))
    let units = zip(levels, parents).dropLast().map { level, parents in
      level.levels.enumerated().map { Unit(name: $1, parent: parents.isEmpty ? 0 : Int(parents[$0])) }
    }
    var moments = NestedMoments(
      columns: MomentColumns(
        terms: terms.map { described.terms[$0] }, responses: described.responses,
        referenceLevels: described.referenceLevels),
      hasIntercept: intercept != nil, randomColumns: design.names, groupings: design.groupings, units: units,
      patterns: [], cells: [], total: collector.total(), centre: collector.centre)
    if let bad = moments.total.scatter.firstIndex(where: { !$0.isFinite }) {
      throw MomentsError.notFinite(column: moments.columns.name(ofPacked: bad))
    }
    let innermost = parents.last ?? []
    moments.gatherCells(
      collector, parents: innermost.isEmpty ? [Int32](repeating: 0, count: levels.last?.levelCount ?? 0) : innermost,
      parentCount: units.last?.count ?? 1)
    return moments
  }

  /// Reduces every parent's units in parallel and appends the cells in order of the parents.
  private mutating func gatherCells(_ collector: NestedCollector, parents: [Int32], parentCount: Int) {
    let order = RowOrder(codes: parents, unitCount: parentCount)
    let partial = concurrentMap(parentCount) { collector.cells(units: order.rows(of: $0)) }
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

  /// Finds the distinct columns; `order` gives, for each factor from the outermost, its position among the frame's.
  init(_ frame: ModelFrame, order: [Int]) {
    columns = [[Double](repeating: 1, count: frame.observationCount)]
    for index in order {
      let positions = frame.random.filter { $0.groupingIndex == index }.flatMap { term in
        term.design.termNames.enumerated().map { position(of: $1, values: term.design.matrix.column($0)) }
      }
      groupings.append(NestedMoments.Grouping(name: frame.grouping[index].name, columns: positions))
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
