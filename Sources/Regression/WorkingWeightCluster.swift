internal import Findings
internal import LinearAlgebra

/// One cluster of a generalised linear model, with residuals adjusted by CR2 under the working variances.
///
/// With the working variances *Φ = v/w* of the responses, the working design *X = ∂μ/∂β* and *M = L Lᵀ* the inverse
/// information, the adjustment is *A = D B^{−½} D* with *D = Φ^½* and *B = D (Φ − X M Xᵀ) D*. The variances differ
/// within the cluster, so this is not a function of the cluster's information; but rows of one cell share their
/// variance, and *B* acts on what they have in common by a matrix of the order of the number of cells.
///
/// **Source.** Pustejovsky & Tipton (2018), doi:10.1080/07350015.2016.1247004, eq. (12); as clubSandwich for `glm`.
struct WorkingWeightCluster {
  /// *Lᵀ Xᵀ Φ⁻¹ A e*.
  let adjustedScore: [Double]
  /// *Q*: maps *Lᵀ c* to the vector *w_g* with *P_gh = −w_gᵀ w_h*.
  let spread: Matrix
  /// *R*, of which *P_gg = c̃ᵀ R c̃ − ‖Q c̃‖²*.
  let workingVariance: SymmetricMatrix

  /// Eigenvalues of *B* below this share of the largest are zero.
  private static let zeroTolerance = 1e-12

  /// Adjusts one cluster.
  ///
  /// - Parameters:
  ///   - design: Its cells × terms, in the coordinates of `inverseFactor`.
  ///   - cells: Its cells' rows, residuals and variances.
  ///   - inverseFactor: *L*.
  /// - Throws: `EstimationError.singularSystem`.
  /// - Complexity: O(*m³*) for *m* cells.
  init(design: Matrix, cells: [WorkingCell], inverseFactor: Matrix) throws(EstimationError) {
    let basis = design.multiplied(by: inverseFactor)
    let kernel = basis.scalingRows(by: cells.map { $0.derivative * ($0.rowCount * $0.variance).squareRoot() })
    let outer = basis.scalingRows(by: cells.map { $0.derivative * ($0.rowCount / $0.variance).squareRoot() })
    var inner = SymmetricMatrix(symmetrizing: kernel.multipliedByTranspose(of: kernel)) * -1
    for (index, cell) in cells.enumerated() { inner[index, index] += cell.variance * cell.variance }
    guard let eigen = try? SymmetricEigen(inner) else { throw .singularSystem(step: "cluster leverage") }
    let threshold = Self.zeroTolerance * (eigen.values.last ?? 0)
    let root = eigen.applying { $0 > threshold ? 1 / $0.squareRoot() : 0 }
    let adjusted = root.multiplied(by: outer)
    let errors = cells.map { $0.residual * ($0.variance / $0.rowCount).squareRoot() }
    adjustedScore = adjusted.transposeMultiplied(by: errors)
    spread = kernel.transposeMultiplied(by: adjusted)
    workingVariance = .gram(adjusted.scalingRows(by: cells.map(\.variance)))
  }
}

/// Rows of one cluster with the same design and weight.
struct WorkingCell {
  var rowCount: Double
  /// *∂μ/∂η*.
  var derivative: Double
  /// *Φ*: variance function over prior weight.
  var variance: Double
  /// Sum of the rows' responses less their expectation, without weights.
  var residual: Double
}

/// Degrees of freedom of CR2 standard errors under the working variances of a generalised linear model.
///
/// - Parameters:
///   - clusters: Every cluster of the fit.
///   - contrasts: Contrasts already multiplied by *Lᵀ*, one per column.
/// - Returns: One value per contrast: *(tr P)² / tr(P²)*, as `satterthwaiteDegreesOfFreedom(clusters:contrasts:)`.
func satterthwaiteDegreesOfFreedom(_ clusters: [WorkingWeightCluster], contrasts: Matrix) -> [Double] {
  (0..<contrasts.columnCount).map { index in
    let contrast = contrasts.column(index)
    var products = SymmetricMatrix(order: contrasts.rowCount)
    var trace = 0.0
    var diagonalSquares = 0.0
    for cluster in clusters {
      let spread = cluster.spread.multiplied(by: contrast)
      let square = dot(spread, spread)
      let own = cluster.workingVariance.quadraticForm(contrast) - square
      products += .gram(Matrix(rowCount: 1, columnCount: spread.count, elements: spread))
      trace += own
      diagonalSquares += own * own - square * square
    }
    let total = products.elements.reduce(diagonalSquares) { $0 + $1 * $1 }
    return total > 0 ? trace * trace / total : .nan
  }
}

extension Matrix {
  /// Every row times its factor.
  func scalingRows(by factors: [Double]) -> Matrix {
    var scaled = self
    scaled.withUnsafeMutableElements { elements in
      for column in 0..<columnCount {
        for row in factors.indices { elements[column * rowCount + row] *= factors[row] }
      }
    }
    return scaled
  }
}
