extension SymmetricMatrix {
  /// The columns that a regression keeps when some are combinations of earlier ones.
  ///
  /// Read as a cross-product XᵀX, the columns are taken in order; a column is dropped when its residual sum of
  /// squares after regression on the columns kept before it is at most `relativeTolerance` times its own sum of squares.
  /// This is R's rule for aliased coefficients (the later column goes), on cross-products instead of rows.
  /// A column of zeros, or one that holds a NaN, is dropped.
  ///
  /// - Parameter relativeTolerance: A share of a sum of squares, so the square of a tolerance on lengths.
  /// - Returns: Kept indices, ascending.
  /// - Complexity: O(*p*³) for *p* columns.
  public func independentColumns(relativeTolerance: Double = 1e-10) -> [Int] {
    var kept: [Int] = []
    var factorRows: [[Double]] = []  // rows of the Cholesky factor of the kept columns
    for candidate in 0..<order {
      var row: [Double] = []
      var residual = self[candidate, candidate]
      for (position, factorRow) in factorRows.enumerated() {
        var value = self[kept[position], candidate]
        for index in 0..<position { value -= factorRow[index] * row[index] }
        value /= factorRow[position]
        residual -= value * value
        row.append(value)
      }
      guard residual > relativeTolerance * self[candidate, candidate] else { continue }
      kept.append(candidate)
      factorRows.append(row + [residual.squareRoot()])
    }
    return kept
  }
}
