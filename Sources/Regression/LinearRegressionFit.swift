public import Design
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
  /// Terms that one cluster determines alone, so that a cluster-robust error does not see what they rest on; empty for
  /// other errors.
  public let termsOfOneCluster: [String]
  /// Sum of squared residuals.
  public let residualSquares: Double
  /// Sum of squares of the response, about its mean when the design has an intercept.
  public let responseSquares: Double
  /// Sum of squares of the response that absorbed factors leave; without them the same as `responseSquares`.
  public let squaresBeyondAbsorbed: Double
  /// What was swept out before the coefficients were estimated.
  public let absorption: Absorption?

  /// Puts together the answer to a set of normal equations.
  init(
    _ equations: NormalEquations, covariance: SymmetricMatrix, degreesOfFreedom: [Double], method: String,
    termsOfOneCluster: [String] = []
  ) {
    terms = equations.reportedTerms
    droppedTerms = equations.droppedTerms
    coefficients = equations.coefficients
    self.covariance = covariance
    self.degreesOfFreedom = degreesOfFreedom
    self.method = method
    observationCount = equations.observationCount
    clusterCount = equations.clusters.count
    // Rounding leaves about 1e-16 of the response's spread in residuals and scores, so 1e-32 in a variance.
    self.termsOfOneCluster = termsOfOneCluster
    absorption = equations.absorption
    let squares = max(equations.total.responseSquares, equations.absorption?.responseSquares ?? 0)
    let spread = Self.roundingShare * squares / Double(equations.observationCount)
    let inverseDiagonal = SymmetricMatrix.gram(equations.contrasts).diagonal
    termsWithoutError = zip(terms, zip(covariance.diagonal, inverseDiagonal))
      .filter { $0.1.0 <= spread * $0.1.1 }.map(\.0)
    residualSquares = equations.residualSquares
    responseSquares = equations.absorption?.responseSquares ?? equations.responseSquares
    squaresBeyondAbsorbed = equations.squaresBeyondAbsorbed
  }

  /// Clusters − 1 for a cluster-robust covariance, otherwise *n − p*.
  public var residualDegreesOfFreedom: Double {
    Double(method.hasPrefix("cr") ? clusterCount - 1 : observationCount - parameterCount)
  }

  /// Coefficients and effects of absorbed levels together: the *p* of *n − p*.
  public var parameterCount: Int { terms.count + (absorption?.parameterCount ?? 0) }

  /// Square roots of the covariance's diagonal.
  public var standardErrors: [Double] { covariance.diagonal.map { max(0, $0).squareRoot() } }

  /// Residual standard deviation on *n − p* degrees of freedom.
  public var sigma: Double { (residualSquares / Double(observationCount - parameterCount)).squareRoot() }

  /// Share of the response's squares that design and absorbed factors explain; `nil` for a constant response.
  public var rSquared: Double? { responseSquares > 0 ? 1 - residualSquares / responseSquares : nil }

  /// Share that the design explains of what the absorbed factors leave; `nil` when they leave nothing.
  public var rSquaredWithin: Double? {
    squaresBeyondAbsorbed > 0 ? 1 - residualSquares / squaresBeyondAbsorbed : nil
  }

  /// Gaussian log-likelihood at the maximum; `nil` when the residuals are all zero.
  public var logLikelihood: Double? {
    let observations = Double(observationCount)
    guard residualSquares > 0 else { return nil }
    return -0.5 * observations * (1 + log(2 * Double.pi * residualSquares / observations))
  }

  /// A variance below this share of the response's, times the design's, is rounding.
  private static let roundingShare = 1e-22

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
