import LinearAlgebra

/// Reproducible test matrices from a linear congruential generator (Knuth's MMIX constants).
struct RandomMatrices {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / 9_007_199_254_740_992 - 0.5
  }

  mutating func vector(_ count: Int) -> [Double] { (0..<count).map { _ in uniform() } }

  mutating func matrix(_ rowCount: Int, _ columnCount: Int) -> Matrix {
    Matrix(rowCount: rowCount, columnCount: columnCount, elements: vector(rowCount * columnCount))
  }

  /// XᵀX + I/10 for a square X, so positive definite.
  mutating func positiveDefinite(_ order: Int) -> SymmetricMatrix {
    .gram(matrix(order, order)) + 0.1 * .identity(order)
  }
}

/// The largest absolute difference between two lists of the same length.
func largestDifference(_ left: [Double], _ right: [Double]) -> Double {
  precondition(left.count == right.count, "\(left.count) values with \(right.count)")
  return zip(left, right).map { abs($0 - $1) }.max() ?? 0
}

/// Rounding of well-conditioned problems of order up to 40: a few hundred units in the last place of 1.
let roundingTolerance = 1e-12
