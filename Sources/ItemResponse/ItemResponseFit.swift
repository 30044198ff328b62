public import Findings
import Foundation
public import LinearAlgebra

/// A fitted item response model.
public struct ItemResponseFit: Sendable, Codable, Equatable {
  public let model: ItemModel
  /// In the order of the moments; items that were left out are not among them and named in a warning.
  public let items: [ItemParameters]
  /// Distribution of abilities per group, in the order of the moments.
  public let groups: [AbilityDistribution]
  /// Names of the free parameters such as `4-Ф.1.step1`, `4-Ф.1.slope`, `mean.experimental|final`, `variance.all`.
  public let parameterNames: [String]
  /// Values of the free parameters, as the items and groups show them (step difficulties, variances).
  public let parameters: [Double]
  /// Inverse of the observed information of the free parameters; `nil` when it is not positive definite, with a warning.
  public let covariance: SymmetricMatrix?
  /// Maximum of the marginal log-likelihood over all persons with an answer.
  public let logLikelihood: Double
  /// Persons with at least one answer.
  public let observationCount: Int
  /// Cells or patterns that the likelihood was computed from.
  public let cellCount: Int
  /// Names of the items whose parameters were held.
  public let anchoredItems: [String]
  public let iterationCount: Int
  /// Largest component of the gradient at the end, per person.
  public let gradientNorm: Double
  public let warnings: [FindingWarning]

  /// Standard errors of the free parameters; `nil` without a covariance.
  public var standardErrors: [Double]? { covariance.map { $0.diagonal.map { $0.squareRoot() } } }
  /// −2 log-likelihood + 2 × parameters.
  public var aic: Double { -2 * logLikelihood + 2 * Double(parameters.count) }
  /// −2 log-likelihood + log(persons) × parameters.
  public var bic: Double { -2 * logLikelihood + log(Double(observationCount)) * Double(parameters.count) }
}
