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
  /// - Returns: Coefficients with their covariance and degrees of freedom.
  /// - Throws: `EstimationError.tooFewClusters` below two clusters for a cluster-robust covariance;
  ///   `.tooFewObservations`, `.noEstimableTerm`.
  /// - Complexity: O(*G p³*) for *G* clusters, whatever the number of rows.
  public func fit(_ moments: ClusterMoments, response: Int = 0) throws(EstimationError) -> LinearRegressionFit {
    try solve(equations(moments, response: response))
  }

  /// The normal equations of one response.
  func equations(_ moments: ClusterMoments, response: Int) throws(EstimationError) -> NormalEquations {
    let products = moments.products(response: response)
    guard !products.isEmpty else { throw .tooFewObservations(found: 0, required: 1) }
    if case .clusterRobust = covariance, products.count < 2 {
      throw .tooFewClusters(found: products.count, required: 2)
    }
    return try NormalEquations(products: products, terms: moments.columns.terms.map(\.name))
  }

  func solve(_ equations: NormalEquations) throws(EstimationError) -> LinearRegressionFit {
    let inference = try inference(equations)
    return LinearRegressionFit(
      equations, covariance: inference.covariance, degreesOfFreedom: inference.degreesOfFreedom,
      method: covariance.name)
  }

  private struct Inference {
    var covariance: SymmetricMatrix
    var degreesOfFreedom: [Double]
  }

  private func inference(_ equations: NormalEquations) throws(EstimationError) -> Inference {
    let count = equations.terms.count
    let contrasts = equations.contrasts
    switch covariance {
    case .classical:
      let degrees = Double(equations.observationCount - count)
      return Inference(
        covariance: (equations.residualSquares / degrees) * SymmetricMatrix.gram(contrasts),
        degreesOfFreedom: [Double](repeating: degrees, count: count))
    case .clusterRobust(let correction):
      let clusters = try equations.adjustedClusters()
      let factor = correction.factor(
        clusterCount: clusters.count, observationCount: equations.observationCount, termCount: count)
      return Inference(
        covariance: factor * scoreSquares(clusters, correction).congruence(contrasts),
        degreesOfFreedom: correction == .cr2
          ? satterthwaiteDegreesOfFreedom(clusters: clusters, contrasts: contrasts)
          : [Double](repeating: Double(clusters.count - 1), count: count))
    }
  }

  private func scoreSquares(
    _ clusters: [AdjustedCluster], _ correction: ClusterRobustCovariance.Correction
  ) -> SymmetricMatrix {
    let order = clusters.first?.score.count ?? 0
    var sum = [Double](repeating: 0, count: order * order)
    for cluster in clusters {
      let score = cluster.adjustedScore(correction)
      for column in 0..<order {
        for row in 0..<order { sum[column * order + row] += score[row] * score[column] }
      }
    }
    return SymmetricMatrix(order: order, elements: sum)
  }
}

extension LinearRegression.Covariance {
  /// Name as on the command line.
  public var name: String {
    switch self {
    case .classical: "classical"
    case .clusterRobust(let correction): correction.rawValue
    }
  }
}
