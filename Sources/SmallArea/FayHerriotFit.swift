public import Findings
public import LinearAlgebra
import Probability

/// A fitted Fay–Herriot model.
public struct FayHerriotFit: Sendable, Codable, Equatable {
  public let criterion: FayHerriot.Criterion
  /// Estimated terms, `(Intercept)` first where the model has one.
  public let coefficientNames: [String]
  /// Terms that depend on earlier ones and have no estimate.
  public let droppedNames: [String]
  public let coefficients: [Double]
  /// Covariance of the coefficients at the estimated model variance.
  public let covariance: SymmetricMatrix
  /// Variance *A* between areas around the regression, in squared units of the direct estimates; may be exactly 0.
  public let modelVariance: Double
  /// Standard error of *A* from the expected information.
  public let modelVarianceStandardError: Double
  public let logLikelihood: Double
  public let restrictedLogLikelihood: Double
  /// One per observation, in the order given.
  public let areaEstimates: [AreaEstimate]
  /// Evaluations of the likelihood and of the score.
  public let evaluationCount: Int
  public let warnings: [FindingWarning]

  /// The estimate of one area.
  public struct AreaEstimate: Sendable, Codable, Equatable {
    public let area: String
    /// Direct estimate, as given.
    public let direct: Double
    /// Sampling variance of the direct estimate, as given.
    public let variance: Double
    /// Estimate xᵀβ from the regression alone.
    public let synthetic: Double
    /// The shrunken estimate (empirical best linear unbiased predictor).
    public let estimate: Double
    /// γ = A / (A + D): weight of the direct estimate, in [0, 1].
    public let shrinkage: Double
    /// Mean squared error of the shrunken estimate, to second order.
    public let meanSquaredError: Double

    /// Root of the mean squared error, in units of the direct estimate.
    public var standardError: Double { meanSquaredError.squareRoot() }
  }

  /// Standard errors of the coefficients.
  public var standardErrors: [Double] { covariance.diagonal.map { $0.squareRoot() } }

  /// Number of areas.
  public var observationCount: Int { areaEstimates.count }

  /// The table of coefficients with normal tests; dropped terms are rows without numbers.
  ///
  /// - Parameter level: Confidence level in (0, 1).
  /// - Returns: One row per term, estimated ones first.
  public func coefficientTable(level: Double) -> [Coefficient] {
    let estimated = zip(coefficientNames, zip(coefficients, standardErrors)).map { name, estimate in
      let wald = WaldInference(
        estimate: estimate.0, standardError: estimate.1, degreesOfFreedom: .infinity, level: level)
      return Coefficient(
        term: name, estimate: estimate.0, standardError: estimate.1, degreesOfFreedom: nil,
        statistic: wald?.statistic, pValue: wald?.pValue,
        interval: wald.map { Interval(lower: $0.lower, upper: $0.upper, level: level) })
    }
    return estimated + droppedNames.map { Coefficient(notEstimated: $0) }
  }

  /// Whether no number overflowed; the data may hold any that a table can.
  var isFinite: Bool {
    coefficients.allSatisfy(\.isFinite) && covariance.isFinite && logLikelihood.isFinite
      && areaEstimates.allSatisfy { $0.estimate.isFinite && $0.meanSquaredError.isFinite }
  }
}
