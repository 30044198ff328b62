public import Design
internal import Findings
internal import LinearAlgebra
internal import Moments

/// Heteroscedasticity-consistent covariance of least-squares coefficients; the one estimator here that needs rows.
///
/// **Source.** MacKinnon & White (1985), doi:10.1016/0304-4076(85)90158-7.
public enum HeteroscedasticityConsistentCovariance: String, Sendable, Codable, CaseIterable {
  /// *n / (n − p)* times White's estimator.
  case hc1
  /// Squared residuals over *1 − h*: unbiased under equal variances.
  case hc2
  /// Squared residuals over *(1 − h)²*: close to the jackknife.
  case hc3

  /// Whether leverages are needed, so that levels of absorbed factors must stand as columns.
  public var needsLeverage: Bool { self != .hc1 }

  /// Least squares on the rows of a frame, with this covariance and *n − p* degrees of freedom.
  ///
  /// - Parameters:
  ///   - frame: The design.
  ///   - absorption: What was swept out of the rows of `frame`. HC2 and HC3 need leverages, and so every absorbed level
  ///     among the columns.
  /// - Returns: Coefficients with their covariance and *n − p* degrees of freedom, absorbed levels counted.
  /// - Throws: What `LinearRegression.fit` throws; `MomentsError` when a column holds an infinity.
  /// - Complexity: O(*n p²*) time, O(*n p*) memory.
  public func fit(_ frame: ModelFrame, absorption: Absorption? = nil) throws -> LinearRegressionFit {
    let moments = try ClusterMoments.collect(frame)
    let equations = try NormalEquations(
      products: moments.products(response: 0), terms: moments.columns.terms.map(\.name), absorption: absorption)
    let inverseFactor = equations.inverseFactor
    let basis = centredRows(frame, equations).multiplied(by: inverseFactor)
    let residuals = residuals(frame, equations, basis: basis)
    var scaled = basis
    for row in residuals.indices {
      let factor = adjusted(residuals[row], leverage: leverage(row, of: basis), equations)
      for column in 0..<basis.columnCount { scaled[row, column] = basis[row, column] * factor }
    }
    let contrasts = equations.contrasts
    let degrees = Double(equations.observationCount - equations.parameterCount)
    return LinearRegressionFit(
      equations, covariance: SymmetricMatrix.gram(scaled).congruence(contrasts),
      degreesOfFreedom: equations.reported.map { _ in degrees }, method: rawValue)
  }

  /// The kept columns about their centre, times the square root of the weights.
  private func centredRows(_ frame: ModelFrame, _ equations: NormalEquations) -> Matrix {
    var rows = Matrix(rowCount: frame.response.count, columnCount: equations.terms.count)
    for (position, term) in equations.terms.enumerated() {
      guard let column = frame.fixed.termNames.firstIndex(of: term) else { continue }
      for row in frame.response.indices {
        rows[row, position] = (frame.fixed.matrix[row, column] - equations.centre[position]) * rootWeight(frame, row)
      }
    }
    return rows
  }

  private func residuals(_ frame: ModelFrame, _ equations: NormalEquations, basis: Matrix) -> [Double] {
    let centre = equations.offset.reduce(0, +)
    let fitted = basis.multiplied(
      by: equations.inverseFactor.transposeMultiplied(by: equations.total.moment))
    return frame.response.indices.map { (frame.response[$0] - centre) * rootWeight(frame, $0) - fitted[$0] }
  }

  private func rootWeight(_ frame: ModelFrame, _ row: Int) -> Double { frame.weights?[row].squareRoot() ?? 1 }

  private func leverage(_ row: Int, of basis: Matrix) -> Double {
    (0..<basis.columnCount).reduce(0) { $0 + basis[row, $1] * basis[row, $1] }
  }

  /// A row of leverage 1 has residual 0 and adds nothing.
  private func adjusted(_ residual: Double, leverage: Double, _ equations: NormalEquations) -> Double {
    let observations = Double(equations.observationCount)
    let remainder = 1 - leverage
    switch self {
    case .hc1: return residual * (observations / (observations - Double(equations.parameterCount))).squareRoot()
    case .hc2: return remainder > 1e-12 ? residual / remainder.squareRoot() : 0
    case .hc3: return remainder > 1e-12 ? residual / remainder : 0
    }
  }
}
