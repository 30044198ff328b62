extension NestedMoments {
  /// The identity of merging for the same model as `self`: the same columns and factors, no rows.
  public var emptied: NestedMoments {
    var result = self
    result.units = units.map { _ in [] }
    result.patterns = []
    result.cells = []
    result.total = .empty(columnCount: payloadCount)
    result.centre = [Double](repeating: 0, count: payloadCount)
    return result
  }

  /// Adds the rows behind `other`; units are matched by name, patterns by *UᵀU*, terms by name.
  ///
  /// An innermost unit must lie whole on one side: a child's rows split over two bundles would count as two children.
  ///
  /// - Throws: `MomentsError.groupingDiffers` when factors or random terms differ, `.columnsDiffer` or
  ///   `.referenceLevelsDiffer` when the terms cannot be united, `.parentsDiffer` when a unit has another parent there.
  public mutating func merge(_ other: NestedMoments) throws(MomentsError) {
    guard groupings == other.groupings, randomColumns == other.randomColumns, hasIntercept == other.hasIntercept else {
      throw .groupingDiffers(first: groupings.map(\.name), second: other.groupings.map(\.name))
    }
    let union = try columns.union(other.columns)
    guard other.total.count > 0 else {
      align(to: union)
      return
    }
    guard total.count > 0 else {
      self = other
      align(to: union)
      return
    }
    let united = try unitsUnited(with: other.units)
    units = united.units
    align(to: union)
    var addend = other
    addend.align(to: union)
    addend.recentre(at: centre)
    append(addend, parents: united.parents)
  }

  /// Rearranges the columns of *W*; a term that is new here was zero in every row.
  mutating func align(to new: MomentColumns) {
    guard new != columns else { return }
    let positions = Dictionary(uniqueKeysWithValues: columns.terms.enumerated().map { ($1.name, $0) })
    let selection = new.terms.map { positions[$0.name] } + [columns.terms.count]
    let oldCount = payloadCount
    let randomCount = randomColumns.count
    let expanded = (0..<randomCount).flatMap { random in
      selection.map { $0.map { random * oldCount + $0 } }
    }
    for index in cells.indices { cells[index].mean = expanded.map { $0.map { [cells] in cells[index].mean[$0] } ?? 0 } }
    for index in patterns.indices where !patterns[index].scatter.isEmpty {
      let state = CrossProduct(
        columnCount: randomCount * oldCount, count: 1, weight: 1,
        mean: [Double](repeating: 0, count: randomCount * oldCount), scatter: patterns[index].scatter)
      patterns[index].scatter = state.selecting(expanded).scatter
    }
    centre = selection.map { $0.map { [centre] in centre[$0] } ?? 0 }
    total = total.selecting(selection)
    columns = new
  }

  /// Takes the columns of *W* about another centre: *Uᵀ(W − 1cᵀ)* moves by *Uᵀ1* times the change.
  mutating func recentre(at new: [Double]) {
    let shift = zip(new, centre).map { $0 - $1 }
    guard shift.contains(where: { $0 != 0 }) else { return }
    let width = payloadCount
    for index in cells.indices {
      let gram = patterns[cells[index].pattern].gram
      for random in randomColumns.indices {
        let ones = gram[packedPosition(random, 0, order: randomColumns.count)]
        for column in 0..<width { cells[index].mean[random * width + column] -= ones * shift[column] }
      }
    }
    centre = new
  }

  /// Adds cells of the same columns and centre.
  ///
  /// - Parameters:
  ///   - other: The cells to add.
  ///   - parents: For each parent of a cell of `other`, its position here.
  private mutating func append(_ other: NestedMoments, parents: [Int]) {
    var patternMap: [Int] = []
    var known = Dictionary(uniqueKeysWithValues: patterns.enumerated().map { ($1.gram, $0) })
    for pattern in other.patterns {
      if let index = known[pattern.gram] {
        patterns[index].unitCount += pattern.unitCount
        patterns[index].scatter = Self.sum(patterns[index].scatter, pattern.scatter)
        patternMap.append(index)
      } else {
        known[pattern.gram] = patterns.count
        patternMap.append(patterns.count)
        patterns.append(pattern)
      }
    }
    var places: [CellKey: Int] = [:]
    for (index, cell) in cells.enumerated() { places[CellKey(parent: cell.parent, pattern: cell.pattern)] = index }
    for cell in other.cells {
      var moved = cell
      moved.parent = groupings.count > 1 ? parents[cell.parent] : 0
      moved.pattern = patternMap[cell.pattern]
      if let index = places[CellKey(parent: moved.parent, pattern: moved.pattern)] {
        combine(moved, into: index)
      } else {
        cells.append(moved)
      }
    }
    total.merge(other.total)
  }

  private struct CellKey: Hashable {
    var parent: Int
    var pattern: Int
  }

  /// Merges a cell into another of the same parent and pattern: the distance of their means joins the scatter.
  private mutating func combine(_ cell: Cell, into index: Int) {
    let own = cells[index]
    let count = own.unitCount + cell.unitCount
    let shift = zip(cell.mean, own.mean).map { $0 - $1 }
    let factor = Double(own.unitCount) * Double(cell.unitCount) / Double(count)
    patterns[own.pattern].addOuterProduct(of: shift, times: factor)
    let share = Double(cell.unitCount) / Double(count)
    for position in shift.indices { cells[index].mean[position] += shift[position] * share }
    cells[index].unitCount = count
  }

  /// All units of both sides, matched by name within their parents.
  ///
  /// - Returns: The units, and for the innermost outer factor where each unit of `others` went.
  private func unitsUnited(with others: [[Unit]]) throws(MomentsError) -> (units: [[Unit]], parents: [Int]) {
    var united = units
    var parents: [Int] = []
    for level in units.indices {
      var places = Dictionary(units[level].enumerated().map { ($1, $0) }) { first, _ in first }
      let names = Set(units[level].lazy.map(\.name))
      parents = try others[level].map { unit throws(MomentsError) in
        let moved = Unit(name: unit.name, parent: level == 0 ? 0 : parents[unit.parent])
        if let place = places[moved] { return place }
        guard !names.contains(unit.name) else {
          throw .parentsDiffer(unit: unit.name, grouping: groupings[level].name)
        }
        places[moved] = united[level].count
        united[level].append(moved)
        return united[level].count - 1
      }
    }
    return (united, parents)
  }

  private static func sum(_ a: [Double], _ b: [Double]) -> [Double] {
    a.isEmpty ? b : b.isEmpty ? a : zip(a, b).map { $0 + $1 }
  }
}

extension NestedMoments.Pattern {
  mutating func addOuterProduct(of vector: [Double], times factor: Double) {
    if scatter.isEmpty { scatter = [Double](repeating: 0, count: packedCount(vector.count)) }
    var position = 0
    for column in vector.indices {
      let scaled = factor * vector[column]
      for row in column..<vector.count {
        scatter[position] += scaled * vector[row]
        position += 1
      }
    }
  }
}
