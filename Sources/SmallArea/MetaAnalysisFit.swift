public import Findings
public import LinearAlgebra
import Probability

/// A fitted meta-analysis.
public struct MetaAnalysisFit: Sendable, Codable, Equatable {
  public let method: RandomEffectsMetaAnalysis.Method
  /// Whether errors and tests are Knapp and Hartung's.
  public let usesKnappHartung: Bool
  /// Estimated terms, `(Intercept)` alone without moderators.
  public let terms: [String]
  /// Terms that depend on earlier ones and have no estimate.
  public let droppedTerms: [String]
  public let coefficients: [Double]
  /// Covariance of the coefficients, scaled when Knapp and Hartung's test is used.
  public let covariance: SymmetricMatrix
  /// k − p with Knapp and Hartung's test; `nil` with the normal one.
  public let degreesOfFreedom: Int?
  /// τ², in squared units of the effects; exactly 0 on the boundary.
  public let betweenStudyVariance: Double
  /// `nil` for the model of one common effect.
  public let betweenStudyVarianceStandardError: Double?
  /// τ² with its interval, I², H², Q and the prediction interval.
  public let heterogeneity: Heterogeneity
  /// Test of all coefficients but the intercept; `nil` without moderators.
  public let moderatorTest: WaldTest?
  /// Share of τ² that the moderators explain; `nil` without moderators or where there is nothing to explain.
  public let explainedShare: Double?
  public let logLikelihood: Double
  public let restrictedLogLikelihood: Double
  /// One per study, in the order given.
  public let studies: [ShrunkenEffect]
  public let warnings: [FindingWarning]

  /// The effect of one study, drawn towards the mean or the regression by how unsure it is.
  public struct ShrunkenEffect: Sendable, Codable, Equatable {
    public let study: String
    /// The study's own estimate, as given.
    public let effect: Double
    /// Its sampling variance, as given.
    public let variance: Double
    /// The shrunken effect (empirical best linear unbiased predictor).
    public let estimate: Double
    /// Standard error of the shrunken effect, taking τ² as known.
    public let standardError: Double
    /// τ² / (τ² + v): weight of the study's own estimate, in [0, 1].
    public let shrinkage: Double
  }

  /// Square roots of the covariance's diagonal.
  public var standardErrors: [Double] { covariance.diagonal.map { max(0, $0).squareRoot() } }

  /// Number of studies.
  public var observationCount: Int { studies.count }

  /// Whether every number that follows from squares of the data is one.
  var isFinite: Bool {
    let facts = [
      heterogeneity.tau2, heterogeneity.tau2Interval?.upper, heterogeneity.i2, heterogeneity.h2, heterogeneity.q,
    ]
    return covariance.isFinite && coefficients.allSatisfy(\.isFinite) && logLikelihood.isFinite
      && restrictedLogLikelihood.isFinite && (betweenStudyVarianceStandardError ?? 0).isFinite
      && facts.allSatisfy { $0?.isFinite ?? true } && studies.allSatisfy { $0.standardError.isFinite }
  }

  /// The table of coefficients; dropped terms are rows without numbers.
  ///
  /// - Parameter level: Confidence level in (0, 1).
  /// - Returns: One row per term, estimated ones first.
  public func coefficientTable(level: Double) -> [Coefficient] {
    let errors = standardErrors
    let estimated = terms.indices.map { index in
      let wald = WaldInference(
        estimate: coefficients[index], standardError: errors[index],
        degreesOfFreedom: degreesOfFreedom.map(Double.init) ?? .infinity, level: level)
      return Coefficient(
        term: terms[index], estimate: coefficients[index], standardError: wald.map { _ in errors[index] },
        degreesOfFreedom: wald == nil ? nil : degreesOfFreedom.map(Double.init), statistic: wald?.statistic,
        pValue: wald?.pValue, interval: wald.map { Interval(lower: $0.lower, upper: $0.upper, level: level) })
    }
    return estimated + droppedTerms.map { Coefficient(notEstimated: $0) }
  }
}
