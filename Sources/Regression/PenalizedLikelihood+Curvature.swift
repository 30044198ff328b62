internal import LinearAlgebra

extension PenalizedLikelihood {
  /// Curvature relative to the largest below which a direction counts as this flat.
  private static var flatCurvature: Double { 1e-10 }

  /// The inverse of the negative second derivatives with the penalty, their eigenvalues made positive.
  ///
  /// Far from the maximum the penalised likelihood is not concave; steps by the size of the curvature still climb.
  /// The penalty *½ log det I* adds *½ [Σ h (1 − 6 μ (1 − μ)) x xᵀ − tr(M_r M_s)]* with
  /// *M_r = Σ (1 − 2 μ) x_r b bᵀ* and *b* the columns of the state's basis.
  ///
  /// - Complexity: O(*m p³*) for *m* cells and *p* terms.
  func inverseCurvature(_ state: State) -> SymmetricMatrix? {
    let design = likelihood.design
    var curvature = likelihood.information(variances: state.variances)
    let bends = zip(state.leverages, state.probabilities).map { $0 * (1 - 6 * $1 * (1 - $1)) / 2 }
    let bent = design.scalingRows(by: bends)
    curvature = curvature - SymmetricMatrix(symmetrizing: design.transposeMultiplied(by: bent))
    var slopes: [Double] = []
    for term in 0..<design.columnCount {
      let weights = zip(state.probabilities, design.column(term)).map { (1 - 2 * $0) * $1 }
      slopes += state.basis.multiplied(by: state.basis.transposed().scalingRows(by: weights)).elements
    }
    let order = design.columnCount
    let products = SymmetricMatrix.gram(Matrix(rowCount: order * order, columnCount: order, elements: slopes))
    guard let eigen = try? SymmetricEigen(curvature + 0.5 * products) else { return nil }
    let floor = Self.flatCurvature * (eigen.values.map(abs).max() ?? 0)
    return eigen.applying { 1 / max(abs($0), floor) }
  }
}
