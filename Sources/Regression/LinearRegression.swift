public import Design
public import Findings
internal import LinearAlgebra
public import Moments

/// Ordinary or weighted least squares from cluster moments.
///
/// Weights are analytic (inverse variances); they entered when the moments were collected.
public struct LinearRegression: Sendable, Equatable {
  /// How the covariance of the coefficients is estimated.
  public enum Covariance: Sendable, Equatable {
    /// *σ² (XᵀX)⁻¹*: independent errors of equal variance.
    case classical
    /// Robust to any correlation within clusters.
    case clusterRobust(ClusterRobustCovariance.Correction)
  }

  public var covariance: Covariance

  /// Creates a specification.
  public init(covariance: Covariance) { self.covariance = covariance }

  /// Fits the model to one response of the moments.
  ///
  /// Degrees of freedom are Satterthwaite's for CR2, clusters − 1 for the other cluster-robust types, and *n − p* for
  /// classical errors. Columns that depend on earlier ones are dropped, with a warning.
  ///
  /// - Parameters:
  ///   - moments: Cross-products per cluster.
  ///   - response: Position among `moments.columns.responses`.
  ///   - absorption: What was swept out of the rows that the moments come from.
  /// - Returns: Coefficients with their covariance and degrees of freedom.
  /// - Throws: `EstimationError.tooFewClusters` below two clusters for a cluster-robust covariance;
  ///   `.tooFewObservations`, `.noEstimableTerm`.
  /// - Complexity: O(*G p³*) for *G* clusters, whatever the number of rows.
  public func fit(
    _ moments: ClusterMoments, response: Int = 0, absorption: Absorption? = nil
  ) throws(EstimationError) -> LinearRegressionFit {
    try solve(equations(moments, response: response, absorption: absorption))
  }

  /// The normal equations of one response.
  func equations(
    _ moments: ClusterMoments, response: Int, absorption: Absorption? = nil
  ) throws(EstimationError) -> NormalEquations {
    let products = moments.products(response: response)
    guard !products.isEmpty else { throw .tooFewObservations(found: 0, required: 1) }
    if case .clusterRobust = covariance, products.count < 2 {
      throw .tooFewClusters(found: products.count, required: 2)
    }
    return try NormalEquations(
      products: products, terms: moments.columns.terms.map(\.name), absorption: absorption)
  }

  func solve(_ equations: NormalEquations) throws(EstimationError) -> LinearRegressionFit {
    let inference = try inference(equations)
    return LinearRegressionFit(
      equations, covariance: inference.covariance, degreesOfFreedom: inference.degreesOfFreedom,
      method: covariance.name, termsOfOneCluster: covariance == .classical ? [] : try equations.termsOfOneCluster())
  }

  private struct Inference {
    var covariance: SymmetricMatrix
    var degreesOfFreedom: [Double]
  }

  private func inference(_ equations: NormalEquations) throws(EstimationError) -> Inference {
    let contrasts = equations.contrasts
    switch covariance {
    case .classical:
      let degrees = Double(equations.observationCount - equations.parameterCount)
      return Inference(
        covariance: (equations.residualSquares / degrees) * SymmetricMatrix.gram(contrasts),
        degreesOfFreedom: [Double](repeating: degrees, count: contrasts.columnCount))
    case .clusterRobust(let correction):
      return try clusterRobustInference(equations, contrasts, correction)
    }
  }

  private func clusterRobustInference(
    _ equations: NormalEquations, _ contrasts: Matrix, _ correction: ClusterRobustCovariance.Correction
  ) throws(EstimationError) -> Inference {
    let count = equations.clusters.count
    let perCluster = [Double](repeating: Double(count - 1), count: contrasts.columnCount)
    guard correction.adjustsResiduals else {
      let inverseFactor = equations.inverseFactor
      let factor = correction.factor(
        clusterCount: count, observationCount: equations.observationCount,
        termCount: equations.countedParameterCount)
      let meat = squares(equations.scores, order: equations.terms.count).congruence(inverseFactor)
      return Inference(covariance: factor * meat.congruence(contrasts), degreesOfFreedom: perCluster)
    }
    let clusters = try equations.adjustedClusters()
    let meat = squares(clusters.map { $0.adjustedScore(correction) }, order: equations.terms.count)
    return Inference(
      covariance: meat.congruence(contrasts),
      degreesOfFreedom: correction == .cr2
        ? satterthwaiteDegreesOfFreedom(clusters: clusters, contrasts: contrasts) : perCluster)
  }

  /// *Σ u uᵀ* over the clusters.
  private func squares(_ scores: [[Double]], order: Int) -> SymmetricMatrix {
    var sum = [Double](repeating: 0, count: order * order)
    sum.withUnsafeMutableBufferPointer { sum in
      for score in scores {
        for column in 0..<order {
          for row in 0..<order { sum[column * order + row] += score[row] * score[column] }
        }
      }
    }
    return SymmetricMatrix(order: order, elements: sum)
  }
}

extension LinearRegression.Covariance {
  /// Whether residuals are adjusted by the hat matrix, so that levels of absorbed factors that are not nested in the
  /// clusters must stand as columns.
  public var needsLeverage: Bool {
    if case .clusterRobust(let correction) = self { correction.adjustsResiduals } else { false }
  }

  /// Name as on the command line.
  public var name: String {
    switch self {
    case .classical: "classical"
    case .clusterRobust(let correction): correction.rawValue
    }
  }
}
