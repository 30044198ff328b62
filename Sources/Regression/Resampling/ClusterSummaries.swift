internal import Findings
internal import LinearAlgebra
internal import Moments

/// One number per cluster for a comparison of arms, and the columns that are constant in every cluster.
struct ClusterSummaries {
  let names: [String]
  /// The tested coefficient of each cluster's residuals on the exposures.
  let values: [Double]
  /// Columns × clusters.
  let covariates: [[Double]]
  /// Clusters in which the tested exposure does not vary beside the others.
  let leftOut: [String]

  init(_ moments: ClusterMoments, response: Int, _ question: ArmQuestion) throws(EstimationError) {
    let products = moments.products(response: response)
    guard products.count >= 2 else { throw .tooFewClusters(found: products.count, required: 2) }
    let intercept = moments.columns.interceptPosition
    let constant = question.base.filter { column in
      column != intercept && !products.contains { $0.varies(column) }
    }
    let parts = try ExposedClusters(
      moments, response: response, base: question.base.filter { !constant.contains($0) },
      exposures: question.exposures)
    guard parts.residualSquares > 0 else { throw .noErrorVariation(term: question.term) }
    let summaries = parts.clusters.map { Self.coefficient($0, question.tested) }
    let kept = summaries.indices.filter { summaries[$0] != nil }
    names = kept.map { parts.clusters[$0].name }
    values = summaries.compactMap { $0 }
    covariates = constant.map { column in kept.map { products[$0].mean[column] } }
    leftOut = summaries.indices.filter { summaries[$0] == nil }.map { parts.clusters[$0].name }
  }

  /// The tested coefficient of the residuals on the exposures inside one cluster; `nil` when the others determine it.
  ///
  /// Exposures that say nothing of their own in the cluster, such as an age band where there is one only, are left out.
  private static func coefficient(_ cluster: ExposedClusters.Cluster, _ tested: Int) -> Double? {
    let order = (0..<cluster.gram.order).filter { $0 != tested } + [tested]
    let kept = cluster.gram.submatrix(order).independentColumns().map { order[$0] }
    guard kept.last == tested, let factor = try? Cholesky(cluster.gram.submatrix(kept)) else { return nil }
    return factor.solve(kept.map { cluster.residualMoment[$0] }).last
  }
}
