import Foundation
import LinearAlgebra

// Notation: Rao & Molina (2015), Small Area Estimation, ch. 6. y = Xβ + u + e with var(u_i) = A, var(e_i) = D_i known;
// V = diag(A + D_i), Q = (XᵀV⁻¹X)⁻¹, P = V⁻¹ − V⁻¹XQXᵀV⁻¹. All products are formed without the areas × areas matrix.

/// The Fay–Herriot model at one value of the model variance *A*.
struct AreaLikelihood {
  let design: AreaDesign
  /// 1 / (A + D), one per area.
  let inverseVariances: [Double]
  private let information: Cholesky
  /// β by generalised least squares.
  let beta: [Double]
  /// y − Xβ, one per area.
  let residuals: [Double]

  /// Solves the model at a model variance that is not negative.
  ///
  /// - Throws: `SmallAreaError.extremeValues` when weights differ too much to be worked with.
  init(_ design: AreaDesign, modelVariance A: Double) throws(SmallAreaError) {
    self.design = design
    let weights = design.variances.map { 1 / (A + $0) }
    inverseVariances = weights
    do {
      information = try Cholesky(design.weightedGram(weights))
    } catch {
      throw .extremeValues
    }
    beta = information.solve(design.weightedProducts(weights, design.direct))
    residuals = zip(design.direct, design.x.multiplied(by: beta)).map { $0 - $1 }
  }

  /// Q: covariance of β.
  func coefficientCovariance() -> SymmetricMatrix { information.inverse() }

  /// −½ (m log 2π + Σ log(A + D) + Σ r²/(A + D)).
  var logLikelihood: Double {
    let deviance = zip(inverseVariances, residuals).reduce(0) { $0 - log($1.0) + $1.1 * $1.1 * $1.0 }
    return -0.5 * (Double(design.areaCount) * log(2 * .pi) + deviance)
  }

  /// The log-likelihood of error contrasts; the term ½ log|XᵀX|, which makes it free of the coding of covariates, is 0
  /// for orthonormal columns.
  func restrictedLogLikelihood() -> Double {
    let freed = Double(design.coefficientCount) * log(2 * .pi)
    return logLikelihood + 0.5 * (freed - information.logDeterminant)
  }

  /// Pv for a vector over areas.
  func projected(_ v: [Double]) -> [Double] {
    let fitted = design.x.multiplied(by: information.solve(design.weightedProducts(inverseVariances, v)))
    return zip(inverseVariances, zip(v, fitted)).map { $0 * ($1.0 - $1.1) }
  }

  /// Σ (A + D)^−k.
  func inverseVariancePowerSum(_ k: Double) -> Double { inverseVariances.reduce(0) { $0 + pow($1, k) } }

  /// Q XᵀV^−k X.
  func whitenedGram(power k: Double) -> Matrix {
    information.solve(design.weightedGram(inverseVariances.map { pow($0, k) }).asMatrix)
  }

  /// tr P.
  var projectionTrace: Double { inverseVariancePowerSum(1) - whitenedGram(power: 2).trace }

  /// tr PP.
  var squaredProjectionTrace: Double {
    let second = whitenedGram(power: 2)
    return inverseVariancePowerSum(2) - 2 * whitenedGram(power: 3).trace + second.multiplied(by: second).trace
  }

  /// Leverage xᵀQx of each area.
  func leverages() -> [Double] {
    let solved = information.solveLower(design.x.transposed())
    return (0..<design.areaCount).map { area in solved.column(area).reduce(0) { $0 + $1 * $1 } }
  }
}

extension Matrix {
  /// Sum of the diagonal of a square matrix.
  var trace: Double { (0..<rowCount).reduce(0) { $0 + self[$1, $1] } }
}
