public import Findings

extension LogisticRegressionFit {
  /// Caveats of the fit.
  public var warnings: [FindingWarning] {
    [
      separationWarning, FindingWarning.droppedColumns(droppedTerms),
      FindingWarning.fewClusters(clusterCount, method: method),
    ].compactMap { $0 }
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
}
