public import Findings
internal import LinearAlgebra
internal import Probability

extension LinearRegressionFit {
  /// The naive joint test that several coefficients are 0.
  ///
  /// With few clusters it rejects too often; `LinearRegression.waldTests` with `.hotelling` does not.
  ///
  /// - Parameters:
  ///   - terms: Names of coefficients; those without an estimate are left out.
  ///   - isAsymptotic: Whether the denominator's degrees of freedom are infinite (a χ² test) instead of clusters − 1,
  ///     or *n − p* for errors that are not cluster-robust.
  /// - Returns: The test; without numbers when the covariance of these coefficients is singular.
  public func waldTest(of terms: [String], isAsymptotic: Bool = false) -> WaldTest {
    let positions = estimatedPositions(of: terms)
    let quadratic = waldQuadratic(positions)
    let count = Double(positions.count)
    let denominator = isAsymptotic ? nil : residualDegreesOfFreedom
    let pValue = quadratic.map { quadratic in
      denominator.map {
        FisherF(numeratorDegreesOfFreedom: count, denominatorDegreesOfFreedom: $0).upperTail(quadratic / count)
      } ?? ChiSquared(degreesOfFreedom: count).upperTail(quadratic)
    }
    return WaldTest(
      terms: positions.map { self.terms[$0] }, test: (isAsymptotic ? WaldReference.chiSquared : .naiveF).rawValue,
      statistic: quadratic.map { $0 / count }, numeratorDegreesOfFreedom: quadratic == nil ? nil : count,
      denominatorDegreesOfFreedom: quadratic == nil ? nil : denominator, pValue: pValue)
  }

  /// The approximate Hotelling test, from its degrees of freedom η before the loss of *q − 1*.
  func hotellingTest(of terms: [String], eta: Double?) -> WaldTest {
    let positions = estimatedPositions(of: terms)
    let count = Double(positions.count)
    let names = positions.map { self.terms[$0] }
    guard let eta, eta > count - 1, let quadratic = waldQuadratic(positions) else {
      return WaldTest(
        terms: names, test: WaldReference.hotelling.rawValue, statistic: nil, numeratorDegreesOfFreedom: nil,
        denominatorDegreesOfFreedom: nil, pValue: nil)
    }
    let denominator = eta - count + 1
    let statistic = denominator / eta * quadratic / count
    let distribution = FisherF(numeratorDegreesOfFreedom: count, denominatorDegreesOfFreedom: denominator)
    return WaldTest(
      terms: names, test: WaldReference.hotelling.rawValue, statistic: statistic, numeratorDegreesOfFreedom: count,
      denominatorDegreesOfFreedom: denominator, pValue: distribution.upperTail(statistic))
  }

  /// Positions of the named coefficients that have an estimate, in design order.
  func estimatedPositions(of names: [String]) -> [Int] {
    self.terms.indices.filter { names.contains(self.terms[$0]) }
  }

  /// *bᵀV⁻¹b* of some coefficients; `nil` when there are none or *V* is singular or rounding.
  private func waldQuadratic(_ positions: [Int]) -> Double? {
    guard !positions.isEmpty, !positions.contains(where: { termsWithoutError.contains(terms[$0]) }),
      let factor = covariance.submatrix(positions).positiveDefiniteFactor
    else { return nil }
    return factor.solveLower(positions.map { coefficients[$0] }).reduce(0) { $0 + $1 * $1 }
  }
}
