public import Design
public import Findings
internal import Foundation
public import LinearAlgebra
internal import Moments
internal import Probability

/// A fitted logistic regression.
public struct LogisticRegressionFit: Sendable, Codable, Equatable {
  /// Estimated terms, in design order.
  public let terms: [String]
  /// Terms that depend on earlier ones and have no estimate.
  public let droppedTerms: [String]
  /// One per term: log odds per unit of the column.
  public let coefficients: [Double]
  /// Terms × terms.
  public let covariance: SymmetricMatrix
  /// One per term; `nil` for classical errors.
  public let degreesOfFreedom: [Double]?
  /// Name of the covariance type, such as `cr2`.
  public let method: String
  public let observationCount: Int
  public let clusterCount: Int
  /// At the estimate, without Firth's penalty.
  public let logLikelihood: Double
  /// Terms that separate the response; the estimate is then Firth's.
  public let separatingTerms: [String]
  /// Whether the estimate maximises Firth's penalised likelihood.
  public let isPenalized: Bool
  /// Penalised profile likelihoods, one per term, for classical errors of a separated response.
  public let profiles: [ProfileLikelihood]?
  /// Level of the intervals.
  public let confidenceLevel: Double

  init(
    cells: ResponseCells, design: StandardizedDesign, solution: LogisticRegression.Solution,
    inference: LogisticRegression.Inference, specification: LogisticRegression
  ) {
    terms = design.terms
    droppedTerms = design.droppedTerms
    coefficients = design.transformation.multiplied(by: solution.point)
    covariance = inference.covariance
    degreesOfFreedom = inference.degreesOfFreedom
    method = specification.covariance.name
    observationCount = cells.observationCount
    clusterCount = cells.clusters.count
    logLikelihood = solution.logLikelihood
    separatingTerms = solution.separatingTerms
    isPenalized = solution.isPenalized
    profiles = solution.profiles
    confidenceLevel = specification.confidenceLevel
  }

  /// Square roots of the covariance's diagonal.
  public var standardErrors: [Double] { covariance.diagonal.map { max(0, $0).squareRoot() } }

  /// −2 log-likelihood.
  public var deviance: Double { -2 * logLikelihood }

  /// Akaike's criterion.
  public var aic: Double { deviance + 2 * Double(terms.count) }

  /// Schwarz's criterion, with the number of rows as sample size.
  public var bic: Double { deviance + log(Double(observationCount)) * Double(terms.count) }

  /// The probability of response 1 for every row of a design with this fit's columns.
  ///
  /// - Parameter design: Rows × columns, laid out by the same formula.
  /// - Returns: One probability per row in [0, 1].
  public func probabilities(_ design: DesignMatrix) -> [Double] {
    linearPredictors(design).map { 1 / (1 + exp(-$0)) }
  }

  /// The log odds of response 1 for every row of a design with this fit's columns.
  public func linearPredictors(_ design: DesignMatrix) -> [Double] {
    let positions = terms.map { design.termNames.firstIndex(of: $0) }
    precondition(!positions.contains(nil), "a design without a column of the fit")
    return design.matrix.selectingColumns(positions.compactMap { $0 }).multiplied(by: coefficients)
  }

  /// The table of coefficients; dropped terms are rows without numbers.
  ///
  /// The test and the interval of a penalised estimate with classical errors are those of the profile likelihood; the
  /// statistic is then its signed root.
  public var coefficientTable: [Coefficient] {
    terms.indices.map { profileRow($0) ?? waldRow($0) } + droppedTerms.map { Coefficient(notEstimated: $0) }
  }

  private func waldRow(_ index: Int) -> Coefficient {
    let error = standardErrors[index]
    let wald = WaldInference(
      estimate: coefficients[index], standardError: error,
      degreesOfFreedom: degreesOfFreedom?[index] ?? .infinity, level: confidenceLevel)
    return Coefficient(
      term: terms[index], estimate: coefficients[index], standardError: wald == nil ? nil : error,
      degreesOfFreedom: wald == nil ? nil : degreesOfFreedom?[index], statistic: wald?.statistic,
      pValue: wald?.pValue,
      interval: wald.map { Interval(lower: $0.lower, upper: $0.upper, level: confidenceLevel) })
  }

  private func profileRow(_ index: Int) -> Coefficient? {
    guard let profile = profiles?[index] else { return nil }
    var interval: Interval?
    if let lower = profile.lower, let upper = profile.upper {
      interval = Interval(lower: lower, upper: upper, level: confidenceLevel)
    }
    return Coefficient(
      term: terms[index], estimate: coefficients[index], standardError: standardErrors[index],
      degreesOfFreedom: nil, statistic: profile.signedRoot, pValue: profile.pValue, interval: interval)
  }
}
