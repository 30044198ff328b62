internal import Design
internal import Findings
internal import LinearAlgebra

/// The combinations of columns that have one value in every unit of a factor.
///
/// Arm and intercept are among them whether they are columns or sums of columns, such as one per arm and wave. With *W* the
/// cross-products of the columns about the means of the units, they are the *c* with *cᵀWc = 0*.
struct ConstantDirections {
  /// Over the units.
  let regression: FlatRegression

  /// Eigenvalues below this are 0, where the columns have length 1.
  private static let tolerance = 1e-9

  /// Takes independent columns.
  init(_ matrix: Matrix, _ factor: GroupingFactor) throws(EstimationError) {
    let (means, deviations) = Self.split(matrix, factor)
    let scales = (0..<matrix.columnCount).map { column in
      1 / matrix.column(column).reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    var within = SymmetricMatrix.gram(deviations)
    for column in scales.indices {
      for row in column..<scales.count { within[row, column] *= scales[row] * scales[column] }
    }
    let eigen: SymmetricEigen
    do { eigen = try SymmetricEigen(within) } catch { throw .singularSystem(step: "population columns") }
    let constant = eigen.values.indices.filter { eigen.values[$0] < Self.tolerance }
    var directions = eigen.vectors.selectingColumns(constant)
    for column in constant.indices {
      for row in scales.indices { directions[row, column] *= scales[row] }
    }
    regression = try FlatRegression(means.multiplied(by: directions), directions: directions)
  }

  /// Means of the columns over each unit, and the rows' deviations from them.
  private static func split(_ matrix: Matrix, _ factor: GroupingFactor) -> (means: Matrix, deviations: Matrix) {
    var means = Matrix(rowCount: factor.levelCount, columnCount: matrix.columnCount)
    var deviations = matrix
    var counts = [Double](repeating: 0, count: factor.levelCount)
    for code in factor.codes { counts[Int(code)] += 1 }
    for column in 0..<matrix.columnCount {
      for (row, code) in factor.codes.enumerated() { means[Int(code), column] += matrix[row, column] }
      for unit in counts.indices { means[unit, column] /= counts[unit] }
      for (row, code) in factor.codes.enumerated() { deviations[row, column] -= means[Int(code), column] }
    }
    return (means, deviations)
  }
}
