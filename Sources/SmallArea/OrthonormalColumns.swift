import LinearAlgebra

/// The columns of a design made orthonormal one after the other, without those that depend on earlier ones.
///
/// Sums of squares and products of the new columns are well conditioned whatever the units of the old ones, calendar
/// years beside an intercept included.
struct OrthonormalColumns {
  /// Rows × kept columns, orthonormal.
  let basis: Matrix
  /// Kept columns of the design, ascending.
  let kept: [Int]
  /// Inverse of the upper triangle R with design = basis · R; kept × kept.
  let back: Matrix

  /// What is left of a column may be at most this share of its length for it to count as dependent.
  private static let tolerance = 1e-10

  /// Orthogonalises each column twice, which is enough for any design.
  init(_ design: Matrix) {
    var kept: [Int] = []
    var basis: [[Double]] = []
    var combinations: [[Double]] = []  // each basis vector as a combination of the kept columns
    for index in 0..<design.columnCount {
      let column = design.column(index)
      var rest = column
      var combination = [Double](repeating: 0, count: kept.count) + [1]
      for _ in 0..<2 {
        for (direction, earlier) in zip(basis, combinations) {
          let length = dot(rest, direction)
          for row in rest.indices { rest[row] -= length * direction[row] }
          for position in earlier.indices { combination[position] -= length * earlier[position] }
        }
      }
      let norm = dot(rest, rest).squareRoot()
      guard norm > Self.tolerance * dot(column, column).squareRoot() else { continue }
      kept.append(index)
      basis.append(rest.map { $0 / norm })
      combinations.append(combination.map { $0 / norm })
    }
    self.kept = kept
    self.basis = Matrix(rowCount: design.rowCount, columnCount: kept.count, elements: basis.flatMap(\.self))
    var back = Matrix(rowCount: kept.count, columnCount: kept.count)
    for (column, combination) in combinations.enumerated() {
      for (row, value) in combination.enumerated() { back[row, column] = value }
    }
    self.back = back
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
