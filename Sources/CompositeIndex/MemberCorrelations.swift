import LinearAlgebra

/// Correlations of a block's members over the areas.
struct MemberCorrelations {
  let matrix: SymmetricMatrix
  let standardDeviations: [Double]

  /// Correlates members × areas; `nil` for fewer than three areas, or when a member does not vary.
  init?(_ risks: [[Double]]) {
    guard let areaCount = risks.first?.count, areaCount > 2 else { return nil }
    let spreads = risks.map(SampleSpread.init)
    standardDeviations = spreads.map(\.standardDeviation)
    guard zip(spreads, standardDeviations).allSatisfy({ $1 > 1e-12 * max(1, abs($0.mean)) }) else { return nil }
    let scale = Double(areaCount - 1).squareRoot()
    let standardised = zip(risks, spreads).flatMap { values, spread in
      values.map { ($0 - spread.mean) / (spread.standardDeviation * scale) }
    }
    matrix = SymmetricMatrix.gram(Matrix(rowCount: areaCount, columnCount: risks.count, elements: standardised))
  }

  /// Loadings of length 1 on the first principal component, their sum not negative; `nil` when it is not unique.
  var firstComponent: [Double]? {
    guard let eigen = try? SymmetricEigen(matrix) else { return nil }
    let last = eigen.values.count - 1
    guard eigen.values[last] - eigen.values[last - 1] > 1e-9 * eigen.values[last] else { return nil }
    let loadings = eigen.vectors.column(last)
    return loadings.reduce(0, +) < 0 ? loadings.map { -$0 } : loadings
  }

  /// Weights of the members, summing to 1, for which all correlate equally with their weighted sum.
  ///
  /// With u = weight × standard deviation the correlations are R u up to a factor, so that u ∝ R⁻¹1; `nil` when R is
  /// singular or a weight would be negative.
  var equalCorrelationWeights: [Double]? {
    guard let factor = try? Cholesky(matrix) else { return nil }
    let solution = factor.solve([Double](repeating: 1, count: matrix.order))
    guard solution.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    return zip(solution, standardDeviations).map { $0 / $1 }.scaledToSumOne
  }
}
