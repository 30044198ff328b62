internal import Findings
internal import LinearAlgebra
internal import Moments
internal import Probability

/// Draws of regression coefficients under a flat prior and a known variance.
struct FlatRegression {
  /// Observations × directions.
  private let matrix: Matrix
  /// Coefficients × directions: what a step along each does to the coefficients of the model; `nil` when directions are
  /// the coefficients themselves.
  private let directions: Matrix?
  private let gram: Cholesky

  /// Number of directions.
  var directionCount: Int { matrix.columnCount }

  /// Takes the values that a step along each of some independent directions adds to the observations.
  init(_ matrix: Matrix, directions: Matrix? = nil) throws(EstimationError) {
    self.matrix = matrix
    self.directions = directions
    do { gram = try Cholesky(SymmetricMatrix.gram(matrix)) } catch { throw .singularSystem(step: "population columns") }
  }

  /// Draws how far the coefficients lie from where they are, given what they leave, and takes their part from it.
  ///
  /// Residuals are one per observation, with this variance each, and change to what the new coefficients leave.
  func draw(
    _ residuals: UnsafeMutablePointer<Double>, variance: Double, coefficients: inout [Double],
    _ stream: inout RandomStream
  ) {
    guard directionCount > 0 else { return }
    let count = matrix.rowCount
    matrix.elements.withUnsafeBufferPointer { elements in
      guard let start = elements.baseAddress else { return }
      let products = (0..<directionCount).map { dotProduct(start + $0 * count, residuals, count: count) }
      let deviation = variance.squareRoot()
      var scaled = gram.solveLower(products)
      for index in scaled.indices { scaled[index] += deviation * stream.nextNormal() }
      let steps = gram.solveLowerTransposed(Matrix(column: scaled)).elements
      for (index, step) in steps.enumerated() {
        let values = start + index * count
        for row in 0..<count { residuals[row] -= step * values[row] }
      }
      let shifts = directions.map { $0.multiplied(by: steps) } ?? steps
      for (index, shift) in shifts.enumerated() { coefficients[index] += shift }
    }
  }
}
