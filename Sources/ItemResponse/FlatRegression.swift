internal import Findings
internal import LinearAlgebra
internal import Moments
internal import Probability

/// Draws of regression coefficients under a flat prior and a known variance.
struct FlatRegression {
  /// Observations × columns.
  let matrix: Matrix
  /// Which coefficients of the model these are.
  let columns: [Int]
  private let gram: Cholesky

  /// Takes the columns of a matrix, which are independent.
  init(_ matrix: Matrix, columns: [Int]) throws(EstimationError) {
    self.matrix = matrix
    self.columns = columns
    do { gram = try Cholesky(SymmetricMatrix.gram(matrix)) } catch { throw .singularSystem(step: "population columns") }
  }

  /// Draws how far the coefficients lie from where they are, given what they leave, and takes their part from it.
  ///
  /// Residuals are one per observation and change to what the new coefficients leave; of all coefficients of the model
  /// those of `columns` change.
  func draw(
    _ residuals: UnsafeMutablePointer<Double>, variance: Double, coefficients: inout [Double],
    _ stream: inout RandomStream
  ) {
    guard !columns.isEmpty else { return }
    let count = matrix.rowCount
    matrix.elements.withUnsafeBufferPointer { elements in
      guard let start = elements.baseAddress else { return }
      let products = columns.indices.map { dotProduct(start + $0 * count, residuals, count: count) }
      let deviation = variance.squareRoot()
      var scaled = gram.solveLower(products)
      for index in scaled.indices { scaled[index] += deviation * stream.nextNormal() }
      let shifts = gram.solveLowerTransposed(Matrix(column: scaled)).elements
      for (index, column) in columns.enumerated() {
        let (shift, values) = (shifts[index], start + index * count)
        coefficients[column] += shift
        for row in 0..<count { residuals[row] -= shift * values[row] }
      }
    }
  }
}
