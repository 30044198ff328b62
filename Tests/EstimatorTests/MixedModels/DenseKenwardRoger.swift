import Design
import Findings
import LinearAlgebra
import MixedModels

/// Kenward–Roger from the rows, every *n × n* matrix written out.
///
/// Notation: Halekoh & Højsgaard (2014): *V = Σ τ_i V_i*, *P_i = −XᵀV⁻¹V_iV⁻¹X*, *Q_ij = XᵀV⁻¹V_iV⁻¹V_jV⁻¹X*; the
/// parameters are the entries of the random effects' covariance matrices in the columns as given, and the residual variance.
struct DenseKenwardRoger {
  let modelCovariance: SymmetricMatrix
  let adjustedCovariance: SymmetricMatrix
  private let P: [Matrix]
  private let W: SymmetricMatrix

  init(_ frame: ModelFrame, _ fit: LinearMixedModelFit) throws {
    let X = frame.fixed.matrix
    let patterns = Self.patterns(frame)
    let values = Self.values(fit)
    var covariance = SymmetricMatrix(order: X.rowCount)
    for (pattern, value) in zip(patterns, values) { covariance += value * pattern }
    let inverse = try Cholesky(covariance).inverse()
    let phi = try Cholesky(inverse.congruence(X)).inverse()
    let turned = patterns.map { $0.multiplied(by: inverse.asMatrix) }
    let seen = turned.map { $0.multiplied(by: X) }
    let P = seen.map { -1 * $0.transposeMultiplied(by: inverse.multiplied(by: X)) }
    let Q = seen.map { left in seen.map { left.transposeMultiplied(by: inverse.multiplied(by: $0)) } }
    var information = SymmetricMatrix(order: patterns.count)
    for i in patterns.indices {
      for j in 0...i {
        information[i, j] =
          Self.trace(turned[i], turned[j]) - 2 * Self.trace(phi.asMatrix, Q[i][j])
          + Self.trace(phi.multiplied(by: P[i]), phi.multiplied(by: P[j]))
      }
    }
    W = try 2 * Cholesky(information).inverse()
    var sum = SymmetricMatrix(order: phi.order)
    for i in patterns.indices {
      for j in patterns.indices {
        let product = P[i].multiplied(by: phi.multiplied(by: P[j]))
        sum += W[i, j] * SymmetricMatrix(symmetrizing: Q[i][j] - product)
      }
    }
    modelCovariance = phi
    adjustedCovariance = phi + 2 * sum.congruence(phi.asMatrix)
    self.P = P
  }

  /// The degrees of freedom of one contrast by the general formulas of the paper with one contrast.
  func degreesOfFreedom(of contrast: [Double]) -> Double { moments(Matrix(rowCount: 1, contrast)).df }

  /// The scaled F statistic and its denominator degrees of freedom.
  func test(_ contrasts: Matrix, _ coefficients: [Double]) throws -> (statistic: Double, df: Double) {
    let values = contrasts.multiplied(by: coefficients)
    let solved = try Cholesky(adjustedCovariance.congruence(contrasts.transposed())).solve(values)
    let wald = zip(values, solved).reduce(0) { $0 + $1.0 * $1.1 }
    let (lambda, df) = moments(contrasts)
    return (lambda * wald / Double(contrasts.rowCount), df)
  }

  private func moments(_ contrasts: Matrix) -> (lambda: Double, df: Double) {
    let q = Double(contrasts.rowCount)
    let rows = contrasts.transposed()
    guard let middle = try? Cholesky(modelCovariance.congruence(rows)).inverse() else { return (.nan, .nan) }
    let theta = middle.congruence(contrasts)
    let products = P.map { p in
      theta.multiplied(by: modelCovariance.multiplied(by: p).multiplied(by: modelCovariance.asMatrix))
    }
    var (A1, A2) = (0.0, 0.0)
    for (i, first) in products.enumerated() {
      for (j, second) in products.enumerated() {
        let identity = Matrix.identity(first.rowCount)
        A1 += W[i, j] * Self.trace(first, identity) * Self.trace(second, identity)
        A2 += W[i, j] * Self.trace(first, second)
      }
    }
    let B = (A1 + 6 * A2) / (2 * q)
    let g = ((q + 1) * A1 - (q + 4) * A2) / ((q + 2) * A2)
    let d = 3 * q + 2 * (1 - g)
    let expectation = 1 / (1 - A2 / q)
    let variance = 2 / q * (1 + g / d * B) / ((1 - (q - g) / d * B) * (1 - (q - g) / d * B) * (1 - (q + 2 - g) / d * B))
    let rho = variance / (2 * expectation * expectation)
    let m = 4 + (q + 2) / (q * rho - 1)
    return (m / (expectation * (m - 2)), m)
  }

  private static func trace(_ left: Matrix, _ right: Matrix) -> Double {
    zip(left.transposed().elements, right.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// *V_i*: for every factor, outermost first, the entries of its covariance, then the identity.
  private static func patterns(_ frame: ModelFrame) -> [SymmetricMatrix] {
    let count = frame.observationCount
    let outermostFirst = frame.random.sorted {
      frame.grouping[$0.groupingIndex].levelCount < frame.grouping[$1.groupingIndex].levelCount
    }
    let entries = outermostFirst.flatMap { term in
      entryPairs(term.design.matrix.columnCount).map { a, b in
        let (codes, design) = (frame.grouping[term.groupingIndex].codes, term.design.matrix)
        var pattern = SymmetricMatrix(order: count)
        for row in 0..<count {
          for other in 0...row where codes[row] == codes[other] {
            let product = design[row, a] * design[other, b]
            pattern[row, other] = a == b ? product : product + design[row, b] * design[other, a]
          }
        }
        return pattern
      }
    }
    return entries + [.identity(count)]
  }

  /// Variances first, then covariances by columns: the order of `varianceComponents`.
  private static func entryPairs(_ size: Int) -> [(Int, Int)] {
    (0..<size).map { ($0, $0) } + (0..<size).flatMap { a in ((a + 1)..<max(size, a + 1)).map { (a, $0) } }
  }

  private static func values(_ fit: LinearMixedModelFit) -> [Double] { fit.varianceComponents.map(\.value) }
}

extension Matrix {
  /// A matrix of one row.
  fileprivate init(rowCount: Int, _ row: [Double]) {
    self.init(rowCount: rowCount, columnCount: row.count, elements: row)
  }
}
