public import Design
public import Findings
internal import LinearAlgebra
public import Moments

/// Logistic regression of a binary response, by maximum likelihood, or by Firth's where the response is separated.
///
/// Weights are prior weights: a row of weight 2 counts as two rows in the likelihood.
public struct LogisticRegression: Sendable, Equatable {
  /// Classical is the inverse information; cluster-robust types use the working weights, as clubSandwich does for `glm`.
  public var covariance: LinearRegression.Covariance
  /// Level of the intervals, in (0, 1); profile intervals of a separated response are computed with the fit.
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(covariance: LinearRegression.Covariance = .classical, confidenceLevel: Double = 0.95) {
    self.covariance = covariance
    self.confidenceLevel = confidenceLevel
  }

  /// Fits the model to the rows of a frame, whose response is 0 or 1, or codes of text levels.
  ///
  /// - Parameters:
  ///   - frame: Response, design, weights and clusters.
  ///   - levels: The levels of a text response, from `Frame.codingTextResponse(of:)`; the second of two that occur is 1.
  /// - Returns: Coefficients with their covariance.
  /// - Throws: `DesignError.tooManyCategories`, and what `fit(_:)` of cells throws.
  public func fit(_ frame: ModelFrame, levels: [String]? = nil) throws -> LogisticRegressionFit {
    let response = try ResponseCategories(frame, levels: levels)
    return try fit(.collect(frame, response: response, grouping: frame.clusters))
  }

  /// Fits the model to counted cells.
  ///
  /// Degrees of freedom are Satterthwaite's for CR2, clusters − 1 for the other cluster-robust types, and none for
  /// classical errors, whose tests use the normal distribution.
  ///
  /// - Returns: Coefficients with their covariance.
  /// - Throws: `EstimationError.responseNotBinary`, `.constantResponse`, `.tooFewClusters` below two clusters for a
  ///   cluster-robust covariance, `.tooFewObservations`, `.noEstimableTerm`, `.notConverged`.
  /// - Complexity: O(*m p²*) per iteration for *m* cells, whatever the number of rows behind them; CR2 adds O(*m_g³*) for
  ///   the *m_g* cells of each cluster.
  public func fit(_ cells: ResponseCells) throws(EstimationError) -> LogisticRegressionFit {
    try checkBinary(cells)
    if case .clusterRobust = covariance, cells.clusters.count < 2 {
      throw .tooFewClusters(found: cells.clusters.count, required: 2)
    }
    let design = try StandardizedDesign(cells, constant: .intercept)
    guard !design.terms.isEmpty else { throw .noEstimableTerm }
    guard cells.observationCount >= design.terms.count else {
      throw .tooFewObservations(found: cells.observationCount, required: design.terms.count)
    }
    let trials = cells.cellWeights
    let likelihood = BinomialLikelihood(
      design: design.matrix, trials: trials, successes: cells.weights.column(1),
      weightPerRow: trials.reduce(0, +) / Double(cells.observationCount))
    let solution = try solve(likelihood, design)
    let inference = try inference(solution, likelihood, cells, design)
    return LogisticRegressionFit(
      cells: cells, design: design, solution: solution, inference: inference, specification: self)
  }

  /// What the iteration found, in standardised coordinates.
  struct Solution {
    var point: [Double]
    var logLikelihood: Double
    /// Residuals of the estimating equations, per cell.
    var residuals: [Double]
    var variances: [Double]
    var factor: Cholesky
    /// Columns that separate the response.
    var separatingTerms: [String]
    /// Whether the point maximises Firth's likelihood.
    var isPenalized: Bool
    /// One per term, only for classical errors of a separated response.
    var profiles: [ProfileLikelihood]?
  }

  /// Covariance and degrees of freedom of the reported coefficients.
  struct Inference {
    var covariance: SymmetricMatrix
    var degreesOfFreedom: [Double]?
  }

  private func checkBinary(_ cells: ResponseCells) throws(EstimationError) {
    guard cells.categories.count != 1 else { throw .constantResponse }
    let isBinary = cells.categories.count == 2 && (cells.hasTextResponse || cells.categoryValues == [0, 1])
    guard isBinary else {
      let shown = Array(cells.categories.prefix(5)) + (cells.categories.count > 5 ? ["…"] : [])
      throw .responseNotBinary(response: cells.columns.responses[0], values: shown)
    }
  }

  private func solve(
    _ likelihood: BinomialLikelihood, _ design: StandardizedDesign
  ) throws(EstimationError) -> Solution {
    let start = design.terms.map { _ in 0.0 }
    switch try ConcaveMaximization(likelihood: likelihood).run(from: start) {
    case .found(let point):
      let cells = likelihood.cells(at: point)
      guard let value = likelihood.value(at: point),
        let factor = try? Cholesky(likelihood.information(variances: cells.variances))
      else { throw .singularSystem(step: "information") }
      return Solution(
        point: point, logLikelihood: value, residuals: cells.residuals, variances: cells.variances, factor: factor,
        separatingTerms: [], isPenalized: false)
    case .atInfinity(_, let direction):
      return try penalized(likelihood, design, direction: direction)
    }
  }

  private func penalized(
    _ likelihood: BinomialLikelihood, _ design: StandardizedDesign, direction: [Double]
  ) throws(EstimationError) -> Solution {
    let penalized = PenalizedLikelihood(likelihood: likelihood)
    let maximum = try penalized.maximum(from: direction.map { _ in 0 })
    var profiles: [ProfileLikelihood]?
    if case .classical = covariance {
      let rows = design.transformation.transposed()
      var found: [ProfileLikelihood] = []
      for term in design.terms.indices {
        found.append(try penalized.profile(of: rows.column(term), at: maximum, level: confidenceLevel))
      }
      profiles = found
    }
    return Solution(
      point: maximum.point, logLikelihood: maximum.logLikelihood, residuals: maximum.residuals,
      variances: maximum.variances, factor: maximum.factor,
      separatingTerms: separatingTerms(direction, design.terms), isPenalized: true, profiles: profiles)
  }
}

/// The terms whose coefficients run to infinity along a direction, in standardised coordinates.
///
/// - Parameters:
///   - direction: One component per term.
///   - terms: Their names.
/// - Returns: Names without the intercept, in the order of the terms.
func separatingTerms(_ direction: [Double], _ terms: [String]) -> [String] {
  let largest = direction.reduce(0) { max($0, abs($1)) }
  return zip(terms, direction).filter { $0.0 != "(Intercept)" && abs($0.1) > 1e-4 * largest }.map(\.0)
}
