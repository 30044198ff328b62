public import Design
public import Findings
internal import LinearAlgebra
public import Moments

extension LinearRegression {
  /// Weights, influence and effective number of the clusters for one coefficient; the covariance has no say in it.
  ///
  /// With weights, a row counts as often as its weight says.
  ///
  /// - Parameters:
  ///   - moments: Cross-products per cluster.
  ///   - response: Position among `moments.columns.responses`.
  ///   - term: Name of an estimated coefficient.
  ///   - absorption: What was swept out of the rows that the moments come from.
  /// - Returns: One entry per cluster in which the response is observed.
  /// - Throws: `EstimationError.termNotEstimated`; what `fit` throws.
  /// - Complexity: O(*G p³*).
  public static func leverage(
    _ moments: ClusterMoments, response: Int = 0, term: String, absorption: Absorption? = nil
  ) throws(EstimationError) -> ClusterLeverage {
    let equations = try LinearRegression(covariance: .clusterRobust(.cr0)).equations(
      moments, response: response, absorption: absorption)
    guard let position = equations.reportedTerms.firstIndex(of: term) else { throw .termNotEstimated(term: term) }
    let contrast = equations.contrasts.column(position)
    let names = moments.clusterNames(response: response)
    let coefficient = equations.coefficients[position]
    let adjusted = try equations.adjustedClusters()
    let independent = adjusted.map { $0.share(of: contrast) }
    let total = contrast.reduce(0) { $0 + $1 * $1 }
    let shocks = equations.clusters.map { cluster in
      let sum = zip(contrast, equations.inverseFactor.transposeMultiplied(by: cluster.columnSums))
        .reduce(0) { $0 + $1.0 * $1.1 }
      return sum * sum
    }
    let clusters = adjusted.indices.map { index in
      ClusterLeverage.Cluster(
        name: names[index], observationCount: equations.clusters[index].count,
        leverage: adjusted[index].leverages.reduce(0, +), partialLeverage: independent[index] / total,
        coefficientWithout: adjusted[index].changeWithout(contrast).map { coefficient + $0 })
    }
    return ClusterLeverage(
      term: term, clusters: clusters, effectiveClusterCount: effectiveClusterCount(shares: independent) ?? 0,
      effectiveClusterCountOfCommonShock: isRounding(shocks, beside: independent, equations)
        ? nil : effectiveClusterCount(shares: shocks))
  }

  /// Whether the common shocks reach the coefficient by rounding only; a cluster of *m* rows can pass on *m* times its
  /// independent share.
  private static func isRounding(_ shocks: [Double], beside independent: [Double], _ equations: NormalEquations) -> Bool
  {
    let attainable = zip(independent, equations.clusters).reduce(0) { $0 + $1.0 * Double($1.1.count) }
    return shocks.reduce(0, +) <= 1e-20 * attainable
  }
}

extension AdjustedCluster {
  /// *c̃ᵀ Z c̃*: the cluster's part of the variance of a contrast under independent errors.
  fileprivate func share(of contrast: [Double]) -> Double {
    zip(leverages, vectors.transposeMultiplied(by: contrast)).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
  }

  /// *−c̃ᵀ (I − Z)⁻¹ Lᵀu_g*: how the contrast changes without the cluster; `nil` when the others cannot determine it.
  fileprivate func changeWithout(_ contrast: [Double]) -> Double? {
    guard canBeSpared(by: contrast) else { return nil }
    let scores = vectors.transposeMultiplied(by: score)
    let rotated = vectors.transposeMultiplied(by: contrast)
    return leverages.indices.reduce(0) { change, index in
      let remainder = 1 - leverages[index]
      return remainder > Self.zeroTolerance ? change - rotated[index] * scores[index] / remainder : change
    }
  }
}
