internal import Findings
internal import LinearAlgebra

/// Unweighted least squares of one number per cluster on the arm, an intercept and other columns.
struct UnitRegression {
  /// The arm's coefficient.
  let estimate: Double
  let standardError: Double
  let degreesOfFreedom: Double

  /// Residual squares below this share of the response's are rounding.
  private static let roundingShare = 1e-24

  /// Fits the regression.
  ///
  /// - Parameters:
  ///   - response: One number per cluster.
  ///   - arm: The arm's column.
  ///   - others: Columns besides the intercept; those that depend on earlier ones are left out.
  ///   - term: What the arm is called in errors.
  /// - Throws: `EstimationError.termNotEstimated` when the arm depends on the others; `.tooFewClusters` when no degree of
  ///   freedom is left; `.noErrorVariation` when the columns explain the response exactly.
  init(response: [Double], arm: [Double], others: [[Double]], term: String) throws(EstimationError) {
    let columns = (others + [arm]).map(centred)
    let design = Matrix(rowCount: response.count, columnCount: columns.count, elements: columns.flatMap { $0 })
    // A constant column is zero but for rounding once it is centred.
    let varying = columns.indices.filter { index in
      let raw = index < others.count ? others[index] : arm
      return dot(columns[index], columns[index]) > 1e-24 * dot(raw, raw)
    }
    let gram = SymmetricMatrix.gram(design).submatrix(varying)
    let kept = gram.independentColumns()
    guard let position = kept.firstIndex(where: { varying[$0] == others.count }) else {
      throw .termNotEstimated(term: term)
    }
    let residualCount = response.count - 1 - kept.count
    guard residualCount >= 1 else { throw .tooFewClusters(found: response.count, required: kept.count + 2) }
    guard let factor = try? Cholesky(gram.submatrix(kept)) else { throw .singularSystem(step: "cluster summaries") }
    let used = design.selectingColumns(kept.map { varying[$0] })
    let target = centred(response)
    let coefficients = factor.solve(used.transposeMultiplied(by: target))
    let residuals = zip(target, used.multiplied(by: coefficients)).map { $0 - $1 }
    let squares = dot(residuals, residuals)
    guard squares > Self.roundingShare * dot(response, response) else { throw .noErrorVariation(term: term) }
    estimate = coefficients[position]
    standardError = (squares / Double(residualCount) * factor.inverse()[position, position]).squareRoot()
    degreesOfFreedom = Double(residualCount)
  }
}

private func centred(_ values: [Double]) -> [Double] {
  let mean = values.reduce(0, +) / Double(max(1, values.count))
  return values.map { $0 - mean }
}
