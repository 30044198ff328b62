/// Reduces the innermost units of one parent to cells.
struct NestedCollector: Sendable {
  /// Columns of *U*, the column of ones first: one array of row values each.
  let random: [[Double]]
  /// Columns of *W*: one array of row values each.
  let payload: [[Double]]
  /// The values that the columns of *W* are taken about.
  let centre: [Double]
  /// Rows in order of the innermost factor.
  let rows: RowOrder

  /// A cell on its way, with its own scatter.
  struct PartialCell: Sendable {
    var gram: [Double]
    var unitCount = 0
    var mean: [Double]
    var scatter: [Double] = []

    /// Takes in one unit's *UᵀW* by Welford's update.
    mutating func add(_ value: UnsafeBufferPointer<Double>) {
      unitCount += 1
      guard unitCount > 1 else {
        mean = Array(value)
        return
      }
      if scatter.isEmpty { scatter = [Double](repeating: 0, count: packedCount(value.count)) }
      let share = 1 / Double(unitCount)
      withUnsafeTemporaryAllocation(of: Double.self, capacity: value.count) { shift in
        for i in 0..<value.count {
          shift[i] = value[i] - mean[i]
          mean[i] += shift[i] * share
        }
        var position = 0
        for column in 0..<value.count {
          let scaled = shift[column] * (1 - share)
          for row in column..<value.count {
            scatter[position] += scaled * shift[row]
            position += 1
          }
        }
      }
    }
  }

  /// The cells of the given innermost units, in order of first appearance.
  func cells(units: ArraySlice<Int32>) -> [PartialCell] {
    let gramCount = packedCount(random.count)
    let width = random.count * payload.count
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: gramCount + width) { scratch in
      let gram = UnsafeMutableBufferPointer(rebasing: scratch[0..<gramCount])
      let value = UnsafeMutableBufferPointer(rebasing: scratch[gramCount...])
      var cells: [PartialCell] = []
      var places: [[Double]: Int] = [:]
      var last = -1
      for unit in units {
        reduce(rows.rows(of: Int(unit)), gram: gram, value: value)
        if last < 0 || !cells[last].gram.elementsEqual(gram) {
          let key = Array(gram)
          if let place = places[key] {
            last = place
          } else {
            last = cells.count
            places[key] = last
            cells.append(PartialCell(gram: key, mean: []))
          }
        }
        cells[last].add(UnsafeBufferPointer(value))
      }
      return cells
    }
  }

  /// *UᵀU* (packed) and *UᵀW* of one unit.
  private func reduce(
    _ unitRows: ArraySlice<Int32>, gram: UnsafeMutableBufferPointer<Double>, value: UnsafeMutableBufferPointer<Double>
  ) {
    var position = 0
    for column in random.indices {
      for other in column..<random.count {
        var sum = 0.0
        for row in unitRows { sum += random[column][Int(row)] * random[other][Int(row)] }
        gram[position] = sum
        position += 1
      }
    }
    for column in random.indices {
      for target in payload.indices {
        var sum = 0.0
        if column == 0 {
          for row in unitRows { sum += payload[target][Int(row)] - centre[target] }
        } else {
          for row in unitRows { sum += random[column][Int(row)] * (payload[target][Int(row)] - centre[target]) }
        }
        value[column * payload.count + target] = sum
      }
    }
  }

  /// The cross-product of *W* over all rows, block after block.
  func total() -> CrossProduct {
    let rowCount = rows.rows.count
    let blockSize = 4096
    let blocks = inParallel(over: (rowCount + blockSize - 1) / blockSize) { block in
      crossProduct(rows: block * blockSize..<min(rowCount, (block + 1) * blockSize))
    }
    var total = CrossProduct.empty(columnCount: payload.count)
    for block in blocks { total.merge(block) }
    return total
  }

  private func crossProduct(rows range: Range<Int>) -> CrossProduct {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: range.count * payload.count) { block in
      for (column, values) in payload.enumerated() {
        values.withUnsafeBufferPointer { source in
          (block.baseAddress! + column * range.count).initialize(
            from: source.baseAddress! + range.lowerBound, count: range.count)
        }
      }
      return CrossProduct(
        consuming: block.baseAddress!, rowCount: range.count, stride: range.count, columnCount: payload.count,
        weights: nil)
    }
  }
}
