internal import LinearAlgebra

extension CrossProduct {
  /// The columns among `candidates` that R would keep: each that is no combination of the ones before it.
  ///
  /// - Parameters:
  ///   - candidates: Column positions, in design order, without the intercept.
  ///   - hasIntercept: Whether an intercept comes before them; a column that is constant but for rounding then depends
  ///     on it.
  /// - Returns: The columns that are kept, in design order.
  public func independentColumns(_ candidates: [Int], hasIntercept: Bool) -> [Int] {
    let centre = hasIntercept ? mean : [Double](repeating: 0, count: columnCount)
    let packed = crossProducts(about: centre)
    // A constant of size c leaves at most a few units in the last place of c per row about the computed mean.
    let roundingShare = 1e-24
    let varying = candidates.filter { column in
      let squares = packed[packedPosition(column, column, order: columnCount)]
      return squares > (hasIntercept ? roundingShare * weight * mean[column] * mean[column] : 0)
    }
    var gram = SymmetricMatrix(order: varying.count)
    for (i, column) in varying.enumerated() {
      for (j, other) in varying.enumerated() where j >= i {
        gram[j, i] = packed[packedPosition(max(column, other), min(column, other), order: columnCount)]
      }
    }
    return gram.independentColumns().map { varying[$0] }
  }
}
