public import Findings
public import LinearAlgebra
internal import Probability

/// Estimates pooled over completed data sets.
public struct PooledEstimates: Sendable, Equatable, Codable {
  public let imputationCount: Int
  public let estimates: [Double]
  /// Mean covariance of the completed data sets.
  public let within: SymmetricMatrix
  /// Covariance of the estimates between data sets.
  public let between: SymmetricMatrix
  /// Degrees of freedom that the complete data would give each estimate.
  public let completeDegreesOfFreedom: [Double]

  /// Within plus *(1 + 1/m)* times between.
  public var total: SymmetricMatrix { within + inflation * between }

  /// Square roots of the total variances.
  public var standardErrors: [Double] { total.diagonal.map { max(0, $0).squareRoot() } }

  /// Relative increase in variance due to what was not observed.
  public var relativeIncreases: [Double] {
    zip(within.diagonal, between.diagonal).map { $0 > 0 ? inflation * $1 / $0 : ($1 > 0 ? .infinity : 0) }
  }

  /// Share of the total variance that is due to what was not observed (λ).
  public var lambdas: [Double] {
    zip(total.diagonal, between.diagonal).map { $0 > 0 ? inflation * $1 / $0 : 0 }
  }

  /// Barnard and Rubin's degrees of freedom, never above those of the complete data.
  public var degreesOfFreedom: [Double] {
    zip(lambdas, completeDegreesOfFreedom).map { lambda, complete in
      let imputed = lambda > 0 ? Double(imputationCount - 1) / (lambda * lambda) : .infinity
      guard complete.isFinite else { return imputed }
      let observed = (complete + 1) / (complete + 3) * complete * (1 - lambda)
      guard imputed.isFinite else { return observed }
      return imputed * observed / (imputed + observed)
    }
  }

  /// Fraction of missing information, with the allowance for a finite number of data sets.
  public var fractionsOfMissingInformation: [Double] {
    zip(relativeIncreases, degreesOfFreedom).map { $0.isFinite ? ($0 + 2 / ($1 + 3)) / ($0 + 1) : 1 }
  }

  private var inflation: Double { 1 + 1 / Double(imputationCount) }

  /// One row per estimate with its t test and interval.
  ///
  /// - Parameters:
  ///   - terms: One name per estimate.
  ///   - level: Confidence level in (0, 1).
  /// - Returns: The rows; those without a standard error have no test.
  public func coefficientTable(terms: [String], level: Double = 0.95) -> [Coefficient] {
    precondition(terms.count == estimates.count, "\(terms.count) terms for \(estimates.count) estimates")
    let (errors, degrees) = (standardErrors, degreesOfFreedom)
    return terms.indices.map { index in
      let test = WaldInference(
        estimate: estimates[index], standardError: errors[index], degreesOfFreedom: degrees[index], level: level)
      return Coefficient(
        term: terms[index], estimate: estimates[index], standardError: test == nil ? nil : errors[index],
        degreesOfFreedom: test == nil || degrees[index].isInfinite ? nil : degrees[index], statistic: test?.statistic,
        pValue: test?.pValue, interval: test.map { Interval(lower: $0.lower, upper: $0.upper, level: level) })
    }
  }
}
