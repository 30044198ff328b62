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
  /// - Returns: One entry per cluster in which the response is observed.
  /// - Throws: `EstimationError.termNotEstimated`; what `fit` throws.
  /// - Complexity: O(*G p³*).
  public static func leverage(
    _ moments: ClusterMoments, response: Int = 0, term: String
  ) throws(EstimationError) -> ClusterLeverage {
    let equations = try LinearRegression(covariance: .clusterRobust(.cr0)).equations(moments, response: response)
    guard let position = equations.terms.firstIndex(of: term) else { throw .termNotEstimated(term: term) }
    let contrast = equations.contrasts.column(position)
    let names = moments.clusterNames(response: response)
    let coefficient =
      zip(contrast, equations.inverseFactor.transposeMultiplied(by: equations.total.moment))
      .reduce(equations.offset[position]) { $0 + $1.0 * $1.1 }
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
    let rotated = vectors.transposeMultiplied(by: contrast)
    let size = contrast.reduce(0) { $0 + $1 * $1 }.squareRoot()
    var change = 0.0
    for (index, score) in vectors.transposeMultiplied(by: score).enumerated() {
      let remainder = 1 - leverages[index]
      if remainder > Self.zeroTolerance {
        change -= rotated[index] * score / remainder
      } else if abs(rotated[index]) > Self.zeroTolerance.squareRoot() * size {
        return nil
      }
    }
    return change
  }
}
