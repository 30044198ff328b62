internal import Findings
internal import Moments

extension NormalEquations {
  /// The normal equations of one response.
  ///
  /// - Throws: `EstimationError.tooFewClusters` below two clusters; what the equations themselves throw.
  init(clusters moments: ClusterMoments, response: Int) throws(EstimationError) {
    let products = moments.products(response: response)
    guard products.count >= 2 else { throw .tooFewClusters(found: products.count, required: 2) }
    try self.init(products: products, terms: moments.columns.terms.map(\.name))
  }
}

extension ClusterMoments {
  /// Clusters in which a response is observed, in the order of `products(response:)`.
  func clusterNames(response: Int) -> [String] {
    var names: [String] = []
    for cell in cells where cell.observed & (1 << UInt64(response)) != 0 && cell.cluster != names.last {
      names.append(cell.cluster)
    }
    return names
  }
}
