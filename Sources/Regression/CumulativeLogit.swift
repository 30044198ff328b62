public import Design
public import Findings
internal import Foundation
internal import LinearAlgebra
public import Moments

/// Proportional odds regression of an ordinal response: *logit P(Y ≤ k) = θ_k − xᵀβ*.
///
/// A positive coefficient moves the response upwards. With a random intercept *u ~ N(0, σ²)* of a grouping factor the
/// log odds are *θ_k − xᵀβ − u*, and the likelihood is integrated by adaptive Gauss–Hermite quadrature.
public struct CumulativeLogit: Sendable, Equatable {
  /// How the covariance of thresholds and coefficients is estimated.
  public enum Covariance: String, Sendable, Codable, CaseIterable {
    /// The inverse of the observed information.
    case classical
    /// The sandwich over clusters without correction.
    case cr0
    /// Times *G / (G − 1)*.
    case cr1
    /// Times *G (n − 1) / ((G − 1)(n − p))*.
    case cr1Stata = "cr1s"
  }

  public var covariance: Covariance
  /// Level of the intervals, in (0, 1).
  public var confidenceLevel: Double
  /// Nodes of the quadrature over a random intercept; at least 5.
  public var quadratureNodeCount: Int

  /// Creates a specification.
  public init(covariance: Covariance = .classical, confidenceLevel: Double = 0.95, quadratureNodeCount: Int = 31) {
    precondition(quadratureNodeCount >= 5, "\(quadratureNodeCount) quadrature nodes")
    self.covariance = covariance
    self.confidenceLevel = confidenceLevel
    self.quadratureNodeCount = quadratureNodeCount
  }

  /// Fits the model to the rows of a frame, whose response is whole numbers, or codes of text levels.
  ///
  /// - Parameters:
  ///   - frame: Response, design, weights, clusters, and at most one random intercept.
  ///   - levels: The levels of a text response, from `Frame.codingTextResponse(of:)`; their order is the scale's.
  /// - Returns: Thresholds and coefficients with their covariance.
  /// - Throws: `DesignError.tooManyCategories`; `EstimationError.randomTermsNotAvailable` for other random terms than one
  ///   intercept, or together with cluster-robust errors; what `fit(_:)` of cells throws.
  public func fit(_ frame: ModelFrame, levels: [String]? = nil) throws -> CumulativeLogitFit {
    let response = try ResponseCategories(frame, levels: levels)
    guard !frame.random.isEmpty else {
      return try fit(.collect(frame, response: response, grouping: frame.clusters))
    }
    guard frame.random.count == 1, frame.random[0].design.termNames == ["(Intercept)"], covariance == .classical else {
      throw EstimationError.randomTermsNotAvailable
    }
    return try fitRandomIntercept(.collect(frame, response: response, grouping: frame.grouping[0]))
  }

  /// Fits the model without random effects to counted cells.
  ///
  /// Degrees of freedom are clusters − 1 with cluster-robust errors and none with classical ones, whose tests use the
  /// normal distribution. A separated response leaves the coefficients that run to infinity without numbers.
  ///
  /// - Returns: Thresholds and coefficients with their covariance.
  /// - Throws: `EstimationError.responseNotOrdinal`, `.constantResponse`, `.tooFewClusters`, `.tooFewObservations`,
  ///   `.notConverged`.
  /// - Complexity: O(*m (p² + K p)*) per iteration for *m* cells and *K* categories.
  public func fit(_ cells: ResponseCells) throws(EstimationError) -> CumulativeLogitFit {
    try checkOrdinal(cells)
    if covariance != .classical, cells.clusters.count < 2 {
      throw .tooFewClusters(found: cells.clusters.count, required: 2)
    }
    let problem = try OrdinalProblem(cells)
    let solution = try problem.solve()
    let sandwich = ClusterSandwich(
      inverseFactor: solution.factor.solveLower(.identity(solution.factor.order)).transposed(),
      transformation: problem.transformation, observationCount: cells.observationCount)
    var degrees: [Double]?
    var matrix = sandwich.modelCovariance
    if let correction = covariance.correction {
      let gathering = ClusterGathering(design: problem.design.matrix, starts: cells.clusterStarts)
      let scores = cells.clusters.indices.map { problem.score(of: $0, gathering, solution.derivatives) }
      matrix = sandwich.covariance(scores: scores, correction)
      degrees = matrix.diagonal.map { _ in Double(cells.clusters.count - 1) }
    }
    return CumulativeLogitFit(
      problem: problem, specification: self,
      estimate: .init(
        parameters: problem.transformation.multiplied(by: solution.point), covariance: matrix,
        degreesOfFreedom: degrees, logLikelihood: solution.derivatives.value,
        divergent: solution.divergent, proportionalOdds: problem.proportionalOddsTests(self, solution)))
  }

  func checkOrdinal(_ cells: ResponseCells) throws(EstimationError) {
    guard cells.categories.count != 1 else { throw .constantResponse }
    if !cells.hasTextResponse, let odd = cells.categoryValues.firstIndex(where: { $0 != $0.rounded() }) {
      throw .responseNotOrdinal(response: cells.columns.responses[0], value: cells.categories[odd])
    }
  }
}

extension CumulativeLogit.Covariance {
  /// The cluster-robust correction; `nil` for classical errors.
  var correction: ClusterRobustCovariance.Correction? { .init(rawValue: rawValue) }
}
