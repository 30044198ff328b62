public import Findings

extension LogisticRegressionFit {
  /// Caveats of the fit.
  public var warnings: [FindingWarning] {
    [separationWarning, droppedColumnsWarning, fewClustersWarning].compactMap { $0 }
  }

  private var separationWarning: FindingWarning? {
    guard isPenalized else { return nil }
    let names = separatingTerms.isEmpty ? "(Intercept)" : separatingTerms.joined(separator: ", ")
    let inference =
      profiles == nil
      ? "Firth's penalised estimate with cluster-robust errors"
      : "Firth's penalised estimate with tests and intervals of the profile likelihood"
    return FindingWarning(
      .separation, "\(names) separates the response, the ordinary estimate is infinite: \(inference)",
      facts: ["terms": names])
  }

  private var droppedColumnsWarning: FindingWarning? {
    guard !droppedTerms.isEmpty else { return nil }
    let names = droppedTerms.joined(separator: ", ")
    return FindingWarning(
      .droppedColumns, "dropped, because they follow from other columns: \(names)", facts: ["columns": names])
  }

  private var fewClustersWarning: FindingWarning? {
    guard method.hasPrefix("cr"), clusterCount < LinearRegressionFit.fewClusters else { return nil }
    return FindingWarning(
      .fewClusters,
      "\(clusterCount) clusters: below \(LinearRegressionFit.fewClusters) the error may be understated",
      facts: ["clusters": String(clusterCount)])
  }
}
