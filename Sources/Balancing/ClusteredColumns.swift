/// Values of variables in some rows, which lie in order of their clusters.
package struct ClusteredColumns: Sendable {
  /// `starts[g] ..< starts[g + 1]` are the rows of cluster *g*.
  package let starts: [Int]
  /// Rows × variables by columns.
  package private(set) var elements: [Double]

  package init(starts: [Int], columns: [[Double]]) {
    self.init(starts: starts, elements: Array(columns.joined()))
  }

  private init(starts: [Int], elements: [Double]) {
    self.starts = starts
    self.elements = elements
  }

  var rowCount: Int { starts[starts.count - 1] }
  var clusterCount: Int { starts.count - 1 }
  var variableCount: Int { rowCount > 0 ? elements.count / rowCount : 0 }

  /// The values in some of the rows, ascending, whose clusters start as given.
  package func selecting(_ rows: [Int], starts: [Int]) -> ClusteredColumns {
    let variableCount = variableCount
    let selected = [Double](unsafeUninitializedCapacity: rows.count * variableCount) { selected, count in
      elements.withUnsafeBufferPointer { elements in
        for variable in 0..<variableCount {
          let (from, to) = (variable * rowCount, variable * rows.count)
          for (position, row) in rows.enumerated() { selected[to + position] = elements[from + row] }
        }
      }
      count = rows.count * variableCount
    }
    return ClusteredColumns(starts: starts, elements: selected)
  }

  /// Overwrites the values of a variable in some of the rows.
  package mutating func replace(_ variable: Int, in rows: [Int], by values: [Double]) {
    let offset = variable * rowCount
    elements.withUnsafeMutableBufferPointer { elements in
      for (row, value) in zip(rows, values) { elements[offset + row] = value }
    }
  }

  /// Overwrites the values of a variable in all rows.
  package mutating func replace(_ variable: Int, by values: [Double]) {
    elements.replaceSubrange(variable * rowCount..<(variable + 1) * rowCount, with: values)
  }

  /// A constant of the row's cluster plus multiples of some of the variables, for every row.
  package func combination(ofClusters constants: [Double], slopes: [(variable: Int, slope: Double)]) -> [Double] {
    [Double](unsafeUninitializedCapacity: rowCount) { result, count in
      for cluster in 0..<clusterCount {
        for row in starts[cluster]..<starts[cluster + 1] { result[row] = constants[cluster] }
      }
      elements.withUnsafeBufferPointer { elements in
        for (variable, slope) in slopes {
          let offset = variable * rowCount
          for row in 0..<rowCount { result[row] += slope * elements[offset + row] }
        }
      }
      count = rowCount
    }
  }
}
