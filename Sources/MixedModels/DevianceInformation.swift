internal import Findings
internal import LinearAlgebra
internal import Optimization

/// Twice the inverse Hessian of the deviance in (θ, log σ), which does not depend on the unit of the response.
struct DevianceInformation {
  private let eigen: SymmetricEigen

  /// Takes the free part of θ; the other elements are held fixed.
  ///
  /// - Throws: `EstimationError.singularSystem` when the Hessian is not a number.
  init(
    _ estimate: VarianceEstimate, _ derivatives: DevianceDerivatives, free: [Int]
  ) throws(EstimationError) {
    let deviance = estimate.deviance
    let residualVariance = estimate.residualVariance
    var hessian = SymmetricMatrix(order: free.count + 1)
    for (i, row) in free.enumerated() {
      for (j, column) in free[...i].enumerated() {
        hessian[i, j] =
          derivatives.determinants.hessian[row, column] + derivatives.squares.hessian[row, column] / residualVariance
      }
      hessian[free.count, i] = -2 * derivatives.squares.gradient[row] / residualVariance
    }
    // d²/d(log σ)² of ν log σ² + r²/σ² at σ² = r²/ν.
    hessian[free.count, free.count] = 4 * deviance.residualDegrees(deviance.criterion)
    do { eigen = try SymmetricEigen(hessian) } catch { throw .singularSystem(step: "degrees of freedom") }
  }

  /// Curvature relative to the largest below which a direction counts as flat; rounding leaves about 1e-13.
  private static let flatCurvature = 1e-8

  /// *gᵀ (2 H⁻¹) g*, no curvature taken as less than flat.
  func variance(of gradient: [Double]) -> Double {
    let floor = Self.flatCurvature * (eigen.values.map(abs).max() ?? 0)
    let rotated = eigen.vectors.transposeMultiplied(by: gradient)
    return zip(rotated, eigen.values).reduce(0) { $0 + 2 * $1.0 * $1.0 / max($1.1, floor) }
  }
}

extension [Double] {
  /// The array with some elements exchanged.
  func replacing(_ positions: [Int], by values: [Double]) -> [Double] {
    var result = self
    for (position, value) in zip(positions, values) { result[position] = value }
    return result
  }
}
