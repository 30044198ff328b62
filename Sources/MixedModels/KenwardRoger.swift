public import Findings
public import LinearAlgebra

/// Small-sample inference about the fixed effects of a mixed model after Kenward and Roger.
///
/// The covariance of the fixed effects is corrected for the estimation of the variance parameters, and each contrast, or
/// set of contrasts, gets its own denominator degrees of freedom from the expected information. It needs REML.
///
/// A variance estimated as 0 stays among the parameters, as in pbkrtest: its derivatives exist on the boundary, and that
/// it was estimated is what the degrees of freedom should count. (Satterthwaite degrees of freedom hold it fixed.)
/// A direction of the variance parameters about which the data say nothing is left out of the correction and counts as
/// all but unknown in the degrees of freedom: a contrast whose variance rests on it gets nearly none, and so no test.
///
/// **Numerical notes.** The derivatives are exact (see `VarianceDerivatives`), not differences; verified to 1e-9 against
/// the formulas written out with the covariance of all rows.
///
/// **Source.** Kenward & Roger (1997), doi:10.2307/2533558, in the form of Halekoh & Højsgaard (2014),
/// doi:10.18637/jss.v059.i09, whose letters are used inside.
public struct KenwardRoger: Sendable, Codable, Equatable {
  /// *Φ*, the covariance of the fixed effects with the variance parameters taken as known; terms × terms.
  public let modelCovariance: SymmetricMatrix
  /// *Φ_A*, the covariance corrected for their estimation.
  public let adjustedCovariance: SymmetricMatrix
  /// *∂Φ/∂τ_i*, one per variance parameter.
  private let derivatives: [SymmetricMatrix]
  /// *W*, the asymptotic covariance of the estimated variance parameters.
  private let uncertainty: SymmetricMatrix

  init(_ estimate: VarianceEstimate, transformation: Matrix) throws(EstimationError) {
    let system = VarianceDerivatives(estimate)
    let phi = estimate.system.factor.inverse()
    let information = try ExpectedInformation(system, phi: phi)
    let left = transformation.transposed()
    // Parameters are relative to the residual variance, which puts the unit of the response back.
    let scaled = { (matrix: SymmetricMatrix) in estimate.residualVariance * matrix.congruence(left) }
    let correction = covarianceCorrection(system, phi: phi, uncertainty: information.knownUncertainty)
    modelCovariance = scaled(phi)
    adjustedCovariance = scaled(phi + correction)
    derivatives = system.first.map { scaled(-1 * $0.congruence(phi.asMatrix)) }
    uncertainty = information.uncertainty
  }

  /// Denominator degrees of freedom of one contrast.
  ///
  /// - Parameter contrast: One weight per term.
  /// - Returns: A positive number, infinite when the contrast's variance depends on no variance parameter.
  public func degreesOfFreedom(of contrast: [Double]) -> Double {
    let variance = modelCovariance.quadraticForm(contrast)
    let gradient = derivatives.map { $0.quadraticForm(contrast) }
    return 2 * variance * variance / uncertainty.quadraticForm(gradient)
  }

  /// The scaled F test that contrasts of the fixed effects are all zero.
  ///
  /// - Parameters:
  ///   - contrasts: One contrast per row, one column per term; rows must be independent.
  ///   - coefficients: The estimates, one per term.
  /// - Returns: The test; its p-value is `nil` when the degrees of freedom are not positive.
  /// - Throws: `EstimationError.singularSystem` when contrasts depend on each other.
  public func test(_ contrasts: Matrix, coefficients: [Double]) throws(EstimationError) -> KenwardRogerTest {
    let rows = contrasts.transposed()
    let values = contrasts.multiplied(by: coefficients)
    do {
      let model = try Cholesky(modelCovariance.congruence(rows))
      let adjusted = try Cholesky(adjustedCovariance.congruence(rows))
      let half = adjusted.solveLower(values)
      return KenwardRogerTest(
        waldStatistic: half.reduce(0) { $0 + $1 * $1 }, contrastCount: contrasts.rowCount,
        spread: spread(rows, model))
    } catch {
      throw .singularSystem(step: "contrasts of the fixed effects")
    }
  }

  /// *A₁* and *A₂*: with *D_i = ∂(LΦLᵀ)/∂τ_i* and *(LΦLᵀ)⁻¹*, *Σ W_ij tr(·D_i) tr(·D_j)* and *Σ W_ij tr(·D_i ·D_j)*.
  private func spread(_ rows: Matrix, _ model: Cholesky) -> KenwardRogerTest.Spread {
    let weighted = derivatives.map { model.solve($0.congruence(rows).asMatrix) }
    var spread = KenwardRogerTest.Spread(ofTraces: 0, ofProducts: 0)
    for (i, first) in weighted.enumerated() {
      for (j, second) in weighted.enumerated() {
        spread.ofTraces += uncertainty[i, j] * trace(first) * trace(second)
        spread.ofProducts += uncertainty[i, j] * trace(first.multiplied(by: second))
      }
    }
    return spread
  }
}

/// *2 Φ (Σ W_ij (Q_ij − P_i Φ P_j)) Φ*, what the estimation of the variance parameters adds to *Φ*.
private func covarianceCorrection(
  _ system: VarianceDerivatives, phi: SymmetricMatrix, uncertainty: SymmetricMatrix
) -> SymmetricMatrix {
  var sum = SymmetricMatrix(order: phi.order)
  for i in 0..<system.parameterCount {
    for j in 0..<system.parameterCount {
      let product = system.first[i].multiplied(by: phi.multiplied(by: system.first[j].asMatrix))
      let difference = 0.5 * system.second(i, j) - SymmetricMatrix(symmetrizing: product)
      sum += uncertainty[i, j] * difference
    }
  }
  return 2 * sum.congruence(phi.asMatrix)
}

private func trace(_ matrix: Matrix) -> Double { (0..<matrix.rowCount).reduce(0) { $0 + matrix[$1, $1] } }
