internal import LinearAlgebra
internal import Moments

/// Means, spread and independence of the columns of a matrix.
struct CrossProductOfRows {
  let product: CrossProduct

  init(_ rows: Matrix) {
    let mean = columnMeans(rows)
    let gram = weightedGram(rows, weights: [Double](repeating: 1, count: rows.rowCount), about: mean)
    var scatter: [Double] = []
    scatter.reserveCapacity(packedCount(rows.columnCount))
    for column in 0..<rows.columnCount {
      for row in column..<rows.columnCount { scatter.append(gram[row, column]) }
    }
    product = CrossProduct(
      columnCount: rows.columnCount, count: rows.rowCount, weight: Double(rows.rowCount), mean: mean,
      scatter: scatter)
  }

  /// Columns that are neither constant nor combinations of earlier ones.
  var independentColumns: [Int] {
    product.independentColumns(Array(0..<product.columnCount), hasIntercept: true)
  }

  /// With divisor *n − 1*; 0 for a constant column.
  var standardDeviations: [Double] {
    (0..<product.columnCount).map { column in
      guard product.varies(column), product.count > 1 else { return 0 }
      let squares = product.scatter[packedPosition(column, column, order: product.columnCount)]
      return (squares / Double(product.count - 1)).squareRoot()
    }
  }
}

/// Mean of every column.
func columnMeans(_ rows: Matrix) -> [Double] {
  (0..<rows.columnCount).map { column in
    rows.column(column).reduce(0, +) / Double(max(1, rows.rowCount))
  }
}

/// The solution of a positive definite system whose unknowns may have very different units; `nil` when it is singular.
func scaledSolution(_ gram: SymmetricMatrix, _ rightSide: [Double]) -> [Double]? {
  let scale = gram.diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
  var scaled = gram
  for column in scale.indices {
    for row in column..<scale.count { scaled[row, column] *= scale[row] * scale[column] }
  }
  guard let factor = try? Cholesky(scaled) else { return nil }
  return zip(factor.solve(zip(rightSide, scale).map { $0 * $1 }), scale).map { $0 * $1 }
}
