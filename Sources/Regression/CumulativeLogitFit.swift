public import Findings
internal import Foundation
public import LinearAlgebra
internal import Moments
internal import Probability

/// A fitted proportional odds model.
public struct CumulativeLogitFit: Sendable, Codable, Equatable {
  /// Names of the thresholds: `1|2`, `2|3`.
  public let thresholds: [String]
  /// Estimated terms, in design order.
  public let terms: [String]
  /// Terms that depend on earlier ones and have no estimate.
  public let droppedTerms: [String]
  /// Thresholds, then coefficients: log odds, and log odds per unit of the column.
  public let parameters: [Double]
  /// Of all parameters.
  public let covariance: SymmetricMatrix
  /// One per parameter; `nil` for classical errors without random intercept.
  public let degreesOfFreedom: [Double]?
  /// Positions of the parameters that run to infinity because the response is separated.
  public let divergentParameters: [Int]
  /// `classical`, or the cluster-robust type.
  public let method: String
  public let observationCount: Int
  public let clusterCount: Int
  public let logLikelihood: Double
  /// The random intercept, if the model has one.
  public let randomIntercept: RandomIntercept?
  /// Tests of each term against one with an effect of its own at every threshold.
  public let proportionalOddsTests: [WaldTest]
  /// Level of the intervals.
  public let confidenceLevel: Double
  /// Gaps between whole-number categories: values of the scale that nobody has.
  public let emptyCategories: [String]

  /// A normal intercept of each unit of a grouping factor.
  public struct RandomIntercept: Sendable, Codable, Equatable {
    public let group: String
    /// On the scale of log odds, squared.
    public let variance: Double
    /// The most probable intercept of each unit, added to the log odds of a higher category.
    public let conditionalModes: [Double]
  }

  /// What an estimation step hands over.
  struct Estimate {
    var parameters: [Double]
    var covariance: SymmetricMatrix
    var degreesOfFreedom: [Double]?
    var logLikelihood: Double
    var divergent: [Int]
    var proportionalOdds: [WaldTest]
    var randomIntercept: RandomIntercept?
  }

  init(problem: OrdinalProblem, specification: CumulativeLogit, estimate: Estimate) {
    thresholds = problem.thresholds
    terms = problem.design.terms
    droppedTerms = problem.design.droppedTerms
    parameters = estimate.parameters
    covariance = estimate.covariance
    degreesOfFreedom = estimate.degreesOfFreedom
    divergentParameters = estimate.divergent
    method = specification.covariance.rawValue
    observationCount = problem.cells.observationCount
    clusterCount = problem.cells.clusters.count
    logLikelihood = estimate.logLikelihood
    randomIntercept = estimate.randomIntercept
    proportionalOddsTests = estimate.proportionalOdds
    confidenceLevel = specification.confidenceLevel
    emptyCategories = problem.emptyCategories
  }

  /// Names of all parameters, thresholds first.
  public var parameterNames: [String] { thresholds + terms }

  /// The coefficients, one per term.
  public var coefficients: [Double] { Array(parameters[thresholds.count...]) }

  /// Square roots of the covariance's diagonal, one per parameter.
  public var standardErrors: [Double] { covariance.diagonal.map { max(0, $0).squareRoot() } }

  /// −2 log-likelihood.
  public var deviance: Double { -2 * logLikelihood }

  /// Thresholds, coefficients, and the variance of a random intercept.
  public var parameterCount: Int { parameters.count + (randomIntercept == nil ? 0 : 1) }

  /// Akaike's criterion.
  public var aic: Double { deviance + 2 * Double(parameterCount) }

  /// Schwarz's criterion, with the number of rows as sample size.
  public var bic: Double { deviance + log(Double(observationCount)) * Double(parameterCount) }

  /// The table of thresholds and coefficients; dropped and divergent ones are rows without numbers.
  public var coefficientTable: [Coefficient] {
    let names = parameterNames
    let errors = standardErrors
    let estimated = names.indices.map { index in
      if divergentParameters.contains(index) { return Coefficient(notEstimated: names[index]) }
      let wald = WaldInference(
        estimate: parameters[index], standardError: errors[index],
        degreesOfFreedom: degreesOfFreedom?[index] ?? .infinity, level: confidenceLevel)
      return Coefficient(
        term: names[index], estimate: parameters[index], standardError: errors[index] > 0 ? errors[index] : nil,
        degreesOfFreedom: wald == nil ? nil : degreesOfFreedom?[index], statistic: wald?.statistic,
        pValue: wald?.pValue,
        interval: wald.map { Interval(lower: $0.lower, upper: $0.upper, level: confidenceLevel) })
    }
    return estimated + droppedTerms.map { Coefficient(notEstimated: $0) }
  }
}

extension OrdinalProblem {
  /// Whole numbers between the smallest and the largest category that no row has.
  var emptyCategories: [String] {
    guard !cells.hasTextResponse, let first = cells.categoryValues.first, let last = cells.categoryValues.last,
      last - first < 1000
    else { return [] }
    let present = Set(cells.categoryValues)
    return stride(from: first, through: last, by: 1).filter { !present.contains($0) }.map { String(Int($0)) }
  }
}
