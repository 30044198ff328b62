internal import LinearAlgebra
internal import Probability

/// The test that several pooled estimates are all zero.
public struct PooledJointTest: Sendable, Equatable, Codable {
  public let statistic: Double
  public let numeratorDegreesOfFreedom: Double
  public let denominatorDegreesOfFreedom: Double
  public let pValue: Double
  /// Average relative increase in variance due to what was not observed.
  public let relativeIncrease: Double
}

extension PooledEstimates {
  /// The test D₁ that the estimates named are all zero.
  ///
  /// The between covariance is taken as proportional to the within covariance, which is what makes the test work with
  /// few data sets.
  ///
  /// - Parameter indices: Positions of the estimates, at least one.
  /// - Returns: The F test.
  /// - Throws: `BalancingError.optionOutOfRange` without estimates, `.singularSystem` when their within covariance is
  ///   not positive definite.
  ///
  /// **Source.** Li, Raghunathan & Rubin (1991), doi:10.1080/01621459.1991.10475152.
  public func jointTest(_ indices: [Int]) throws(BalancingError) -> PooledJointTest {
    guard !indices.isEmpty else { throw .optionOutOfRange(name: "indices", value: 0) }
    let count = Double(indices.count)
    guard let factor = try? Cholesky(within.submatrix(indices)) else {
      throw .singularSystem(step: "joint test of pooled estimates")
    }
    let spread = factor.solve(between.submatrix(indices).asMatrix)
    let trace = indices.indices.reduce(0) { $0 + spread[$1, $1] }
    let increase = (1 + 1 / Double(imputationCount)) * trace / count
    let chosen = indices.map { estimates[$0] }
    let statistic = zip(chosen, factor.solve(chosen)).reduce(0) { $0 + $1.0 * $1.1 } / (count * (1 + increase))
    let denominator = Self.denominator(count: count, imputationCount: imputationCount, increase: increase)
    let distribution = FisherF(numeratorDegreesOfFreedom: count, denominatorDegreesOfFreedom: denominator)
    return PooledJointTest(
      statistic: statistic, numeratorDegreesOfFreedom: count, denominatorDegreesOfFreedom: denominator,
      pValue: distribution.upperTail(statistic), relativeIncrease: increase)
  }

  private static func denominator(count: Double, imputationCount: Int, increase: Double) -> Double {
    let t = count * Double(imputationCount - 1)
    guard increase > 0 else { return .infinity }
    if t > 4 {
      let factor = 1 + (1 - 2 / t) / increase
      return 4 + (t - 4) * factor * factor
    }
    let factor = 1 + 1 / increase
    return t * (1 + 1 / count) * factor * factor / 2
  }
}
