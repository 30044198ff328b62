public import Findings

extension LogisticRegressionFit {
  /// Caveats of the fit.
  public var warnings: [FindingWarning] {
    [
      separationWarning, FindingWarning.droppedColumns(droppedTerms),
      FindingWarning.fewClusters(clusterCount, method: method),
    ].compactMap { $0 }
  }

  private var unboundedWarning: FindingWarning? {
    let unbounded = zip(terms, profiles ?? []).filter { $0.1.lower == nil || $0.1.upper == nil }.map(\.0)
    guard !unbounded.isEmpty else { return nil }
    let names = unbounded.joined(separator: ", ")
    return FindingWarning(
      .notEstimable, "no interval of \(names): a bound of the profile likelihood lies too far out",
      facts: ["terms": names])
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
