public import Findings
internal import Foundation
public import LinearAlgebra
internal import Probability

/// A fitted linear regression.
public struct LinearRegressionFit: Sendable, Codable, Equatable {
  /// Estimated terms, in design order.
  public let terms: [String]
  /// Terms that depend on earlier ones and have no estimate.
  public let droppedTerms: [String]
  /// One per term, in units of the response per unit of the column.
  public let coefficients: [Double]
  /// Terms × terms.
  public let covariance: SymmetricMatrix
  /// One per term.
  public let degreesOfFreedom: [Double]
  /// Name of the covariance type, such as `cr2`.
  public let method: String
  public let observationCount: Int
  public let clusterCount: Int
  /// Terms whose variance is rounding: nothing that the error is made of varies.
  public let termsWithoutError: [String]
  /// Sum of squared residuals.
  public let residualSquares: Double
  /// Sum of squares of the response, about its mean when the design has an intercept.
  public let responseSquares: Double

  /// Puts together the answer to a set of normal equations.
  init(_ equations: NormalEquations, covariance: SymmetricMatrix, degreesOfFreedom: [Double], method: String) {
    terms = equations.terms
    droppedTerms = equations.droppedTerms
    coefficients = zip(equations.transformation.multiplied(by: equations.centredCoefficients), equations.offset)
      .map { $0 + $1 }
    self.covariance = covariance
    self.degreesOfFreedom = degreesOfFreedom
    self.method = method
    observationCount = equations.observationCount
    clusterCount = equations.clusters.count
    // Rounding leaves about 1e-16 of the response's spread in residuals and scores, so 1e-32 in a variance.
    let spread = Self.roundingShare * equations.total.responseSquares / Double(equations.observationCount)
    termsWithoutError = zip(equations.terms, zip(covariance.diagonal, equations.inverseDiagonal))
      .filter { $0.1.0 <= spread * $0.1.1 }.map(\.0)
    residualSquares = equations.residualSquares
    responseSquares = equations.responseSquares
  }

  /// Clusters − 1 for a cluster-robust covariance, otherwise *n − p*.
  public var residualDegreesOfFreedom: Double {
    Double(method.hasPrefix("cr") ? clusterCount - 1 : observationCount - terms.count)
  }

  /// Square roots of the covariance's diagonal.
  public var standardErrors: [Double] { covariance.diagonal.map { max(0, $0).squareRoot() } }

  /// Residual standard deviation on *n − p* degrees of freedom.
  public var sigma: Double { (residualSquares / Double(observationCount - terms.count)).squareRoot() }

  /// Share of the response's squares that the design explains; `nil` for a constant response.
  public var rSquared: Double? { responseSquares > 0 ? 1 - residualSquares / responseSquares : nil }

  /// Gaussian log-likelihood at the maximum; `nil` when the residuals are all zero.
  public var logLikelihood: Double? {
    let observations = Double(observationCount)
    guard residualSquares > 0 else { return nil }
    return -0.5 * observations * (1 + log(2 * Double.pi * residualSquares / observations))
  }

  /// Caveats of the fit.
  public var warnings: [FindingWarning] {
    var warnings: [FindingWarning] = []
    if !droppedTerms.isEmpty {
      warnings.append(
        FindingWarning(
          .droppedColumns, "dropped, because they follow from other columns: \(droppedTerms.joined(separator: ", "))",
          facts: ["columns": droppedTerms.joined(separator: ", ")]))
    }
    if responseSquares == 0 {
      warnings.append(FindingWarning(.constantOutcome, "the response has the same value in every row"))
    }
    if responseSquares > 0, !termsWithoutError.isEmpty {
      let names = termsWithoutError.joined(separator: ", ")
      warnings.append(
        FindingWarning(
          .notEstimable, "no error of \(names): nothing that it is made of varies", facts: ["terms": names]))
    }
    if method.hasPrefix("cr"), clusterCount < Self.fewClusters {
      warnings.append(
        FindingWarning(
          .fewClusters, "\(clusterCount) clusters: below \(Self.fewClusters) the error may be understated",
          facts: ["clusters": String(clusterCount)]))
    }
    return warnings
  }

  /// A variance below this share of the response's, times the design's, is rounding.
  private static let roundingShare = 1e-22

  /// Clusters below which the result says so.
  static let fewClusters = 20

  /// The table of coefficients; dropped terms are rows without numbers.
  ///
  /// - Parameter level: Confidence level in (0, 1).
  /// - Returns: One row per term, estimated ones first.
  public func coefficientTable(level: Double) -> [Coefficient] {
    let errors = standardErrors
    let estimated = terms.indices.map { index in
      let wald =
        termsWithoutError.contains(terms[index])
        ? nil
        : WaldInference(
          estimate: coefficients[index], standardError: errors[index], degreesOfFreedom: degreesOfFreedom[index],
          level: level)
      return Coefficient(
        term: terms[index], estimate: coefficients[index], standardError: wald == nil ? nil : errors[index],
        degreesOfFreedom: wald == nil ? nil : degreesOfFreedom[index], statistic: wald?.statistic,
        pValue: wald?.pValue, interval: wald.map { Interval(lower: $0.lower, upper: $0.upper, level: level) })
    }
    return estimated + droppedTerms.map { Coefficient(notEstimated: $0) }
  }
}
