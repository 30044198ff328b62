/// Count, weight, means and centred cross-products of a set of columns: the smallest mergeable state.
///
/// The scatter is kept about the state's own mean, so that adding a large constant to a column costs no digits, and is
/// moved as states merge. Merging is associative and commutative up to rounding (1e-12 relative), has `empty` as
/// identity, and equals one pass over all rows.
///
/// **Source.** Chan, Golub & LeVeque (1983), doi:10.1080/00031305.1983.10483115, eq. (2.1).
public struct CrossProduct: Sendable, Equatable {
  /// Number of columns.
  public let columnCount: Int
  /// Number of rows.
  public private(set) var count: Int
  /// Sum of the rows' weights; equal to `count` when rows are not weighted.
  public private(set) var weight: Double
  /// Weighted mean of each column.
  public private(set) var mean: [Double]
  /// Weighted cross-products about the mean: lower triangle, packed by columns.
  public private(set) var scatter: [Double]

  /// The state of no rows.
  public static func empty(columnCount: Int) -> CrossProduct {
    CrossProduct(
      columnCount: columnCount, count: 0, weight: 0, mean: [Double](repeating: 0, count: columnCount),
      scatter: [Double](repeating: 0, count: packedCount(columnCount)))
  }

  /// Creates a state from its parts; `scatter` has `columnCount · (columnCount + 1) / 2` elements.
  package init(columnCount: Int, count: Int, weight: Double, mean: [Double], scatter: [Double]) {
    precondition(mean.count == columnCount, "\(mean.count) means for \(columnCount) columns")
    precondition(scatter.count == packedCount(columnCount), "scatter of another order than \(columnCount)")
    self.columnCount = columnCount
    self.count = count
    self.weight = weight
    self.mean = mean
    self.scatter = scatter
  }

  /// Adds the rows behind `other`.
  public mutating func merge(_ other: CrossProduct) {
    precondition(other.columnCount == columnCount, "merging \(other.columnCount) columns into \(columnCount)")
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let total = weight + other.weight
    guard total > 0 else {
      count += other.count
      return
    }
    let shift = zip(other.mean, mean).map { $0 - $1 }
    let factor = weight * other.weight / total
    var position = 0
    for column in 0..<columnCount {
      let scaled = factor * shift[column]
      for row in column..<columnCount {
        scatter[position] += other.scatter[position] + scaled * shift[row]
        position += 1
      }
    }
    for column in 0..<columnCount { mean[column] += shift[column] * (other.weight / total) }
    weight = total
    count += other.count
  }

  /// Cross-products about `centre`, as a packed lower triangle: Σ w (x − centre)(x − centre)ᵀ.
  public func crossProducts(about centre: [Double]) -> [Double] {
    precondition(centre.count == columnCount, "a centre of \(centre.count) for \(columnCount) columns")
    var result = scatter
    var position = 0
    for column in 0..<columnCount {
      let scaled = weight * (mean[column] - centre[column])
      for row in column..<columnCount {
        result[position] += scaled * (mean[row] - centre[row])
        position += 1
      }
    }
    return result
  }

  /// The state of a selection of columns, in the given order; `nil` stands for a column that is zero in every row.
  public func selecting(_ columns: [Int?]) -> CrossProduct {
    if columns.elementsEqual(0..<columnCount, by: { $0 == $1 }) { return self }
    var selected = CrossProduct.empty(columnCount: columns.count)
    selected.count = count
    selected.weight = weight
    selected.mean = columns.map { $0.map { mean[$0] } ?? 0 }
    var position = 0
    for column in columns.indices {
      for row in column..<columns.count {
        if let a = columns[column], let b = columns[row] { selected.scatter[position] = scatter[packedIndex(a, b)] }
        position += 1
      }
    }
    return selected
  }

  private func packedIndex(_ a: Int, _ b: Int) -> Int { packedPosition(max(a, b), min(a, b), order: columnCount) }
}

/// Elements of a packed triangle of the given order.
@inlinable package func packedCount(_ order: Int) -> Int { order * (order + 1) / 2 }

/// Position of (`row`, `column`), `row ≥ column`, in a lower triangle packed by columns.
@inlinable package func packedPosition(_ row: Int, _ column: Int, order: Int) -> Int {
  column * order - column * (column - 1) / 2 + (row - column)
}
