internal import LinearAlgebra

/// Sums over the cells of one cluster; cells of a cluster are contiguous.
struct ClusterGathering {
  /// Cells × terms.
  let design: Matrix
  /// `starts[g] ..< starts[g + 1]` are the cells of cluster *g*.
  let starts: [Int]

  /// *X_gᵀ diag(weights) X_g*.
  func gram(of cluster: Int, weights: [Double]) -> SymmetricMatrix {
    let order = design.columnCount
    var elements = [Double](repeating: 0, count: order * order)
    design.elements.withUnsafeBufferPointer { x in
      for column in 0..<order {
        for row in column..<order {
          var sum = 0.0
          for cell in starts[cluster]..<starts[cluster + 1] {
            sum += weights[cell] * x[column * design.rowCount + cell] * x[row * design.rowCount + cell]
          }
          elements[column * order + row] = sum
        }
      }
    }
    return SymmetricMatrix(order: order, elements: elements)
  }

  /// The cluster's rows of the design.
  func rows(of cluster: Int) -> Matrix {
    let range = starts[cluster]..<starts[cluster + 1]
    let elements = (0..<design.columnCount).flatMap { column in
      design.elements[column * design.rowCount + range.lowerBound..<column * design.rowCount + range.upperBound]
    }
    return Matrix(rowCount: range.count, columnCount: design.columnCount, elements: elements)
  }

  /// *X_gᵀ residuals*.
  func sum(of cluster: Int, residuals: [Double]) -> [Double] {
    (0..<design.columnCount).map { column in
      (starts[cluster]..<starts[cluster + 1]).reduce(0) { $0 + design[$1, column] * residuals[$1] }
    }
  }
}
