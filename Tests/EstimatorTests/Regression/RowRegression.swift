import Design
import LinearAlgebra
import Regression

/// Least squares with cluster-robust errors computed from the rows by the textbook, with no shortcut.
///
/// Notation: *X* rows × terms, *M = (XᵀX)⁻¹*, *H = X M Xᵀ*, *X_g* the rows of cluster *g*, *A_g* its adjustment, a
/// power of *I − H_gg* by eigenvalues (the Moore–Penrose inverse where it is singular).
struct RowRegression {
  let design: Matrix
  var response: [Double]
  /// Rows of each cluster.
  let clusters: [[Int]]
  let bread: Matrix

  /// Takes the rows of a frame, multiplied by the square roots of their weights.
  init(_ frame: ModelFrame) throws {
    let roots = frame.weights.map { $0.map { $0.squareRoot() } } ?? frame.response.map { _ in 1 }
    var design = frame.fixed.matrix
    for row in 0..<design.rowCount {
      for column in 0..<design.columnCount { design[row, column] *= roots[row] }
    }
    self.design = design
    response = zip(frame.response, roots).map { $0 * $1 }
    let codes = frame.clusters?.codes ?? Array(0..<Int32(response.count))
    clusters = (0...(codes.max() ?? 0)).map { code in codes.indices.filter { codes[$0] == code } }
    bread = try Cholesky(.gram(design)).inverse().asMatrix
  }

  var coefficients: [Double] { bread.multiplied(by: design.transposeMultiplied(by: response)) }

  private var residuals: [Double] {
    zip(response, design.multiplied(by: coefficients)).map { $0 - $1 }
  }

  private func rows(of cluster: Int) -> Matrix {
    var part = Matrix(rowCount: clusters[cluster].count, columnCount: design.columnCount)
    for (position, row) in clusters[cluster].enumerated() {
      for column in 0..<design.columnCount { part[position, column] = design[row, column] }
    }
    return part
  }

  /// *A_g X_g M*: cluster rows × terms.
  private func adjustedInfluence(_ cluster: Int, power: Double) throws -> Matrix {
    let rows = rows(of: cluster)
    let hat = SymmetricMatrix(symmetrizing: rows.multiplied(by: bread).multipliedByTranspose(of: rows))
    let adjustment = try SymmetricEigen(.identity(hat.order) - hat).applying { value in
      value < 1e-10 ? 0 : power == 0 ? 1 : power == 1 ? 1 / value : 1 / value.squareRoot()
    }
    return (power == 0 ? rows : adjustment.multiplied(by: rows)).multiplied(by: bread)
  }

  /// The covariance of CR0 (power 0), CR2 (½) or CR3 (1), element by element.
  func covariance(power: Double) throws -> [Double] {
    let residuals = residuals
    var sum = Matrix(rowCount: design.columnCount, columnCount: design.columnCount)
    for cluster in clusters.indices {
      let score = try adjustedInfluence(cluster, power: power)
        .transposeMultiplied(by: clusters[cluster].map { residuals[$0] })
      sum = sum + Matrix(column: score).multipliedByTranspose(of: Matrix(column: score))
    }
    return sum.elements
  }

  /// Satterthwaite degrees of freedom of each coefficient's CR2 error: *(tr P)² / tr P²* with *P* in full.
  func degreesOfFreedom() throws -> [Double] {
    let count = design.rowCount
    let hat = design.multiplied(by: bread).multipliedByTranspose(of: design)
    let influences = try clusters.indices.map { try adjustedInfluence($0, power: 0.5) }
    return (0..<design.columnCount).map { term in
      var spread = Matrix(rowCount: count, columnCount: clusters.count)
      for cluster in clusters.indices {
        for (position, row) in clusters[cluster].enumerated() {
          let weight = influences[cluster][position, term]
          for target in 0..<count { spread[target, cluster] += ((target == row ? 1 : 0) - hat[target, row]) * weight }
        }
      }
      let products = SymmetricMatrix.gram(spread)
      return products.trace * products.trace / products.asMatrix.elements.reduce(0) { $0 + $1 * $1 }
    }
  }
}
