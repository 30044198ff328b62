internal import LinearAlgebra

extension CrossProduct {
  /// A constant of size *c* leaves at most a few units in the last place of *c* per row about the computed mean.
  private static let roundingShare = 1e-24

  /// Whether a column takes more than one value, up to rounding.
  public func varies(_ column: Int) -> Bool {
    scatter[packedPosition(column, column, order: columnCount)]
      > Self.roundingShare * weight * mean[column] * mean[column]
  }

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
    let varying = candidates.filter { column in
      hasIntercept ? varies(column) : packed[packedPosition(column, column, order: columnCount)] > 0
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
