public import Findings

extension CumulativeLogitFit {
  /// Caveats of the fit.
  public var warnings: [FindingWarning] {
    [
      separationWarning, emptyCategoryWarning, droppedColumnsWarning, proportionalOddsWarning, boundaryWarning,
      fewClustersWarning,
    ].compactMap { $0 }
  }

  private var separationWarning: FindingWarning? {
    guard !divergentParameters.isEmpty else { return nil }
    let names = divergentParameters.map { parameterNames[$0] }.joined(separator: ", ")
    return FindingWarning(
      .separation, "the response is separated: \(names) run to infinity and are not estimated",
      facts: ["terms": names])
  }

  private var emptyCategoryWarning: FindingWarning? {
    guard !emptyCategories.isEmpty else { return nil }
    let names = emptyCategories.joined(separator: ", ")
    return FindingWarning(
      .emptyCategory, "no row has \(names): thresholds are between the categories that occur",
      facts: ["categories": names])
  }

  private var droppedColumnsWarning: FindingWarning? {
    guard !droppedTerms.isEmpty else { return nil }
    let names = droppedTerms.joined(separator: ", ")
    return FindingWarning(
      .droppedColumns, "dropped, because they follow from other columns: \(names)", facts: ["columns": names])
  }

  private var proportionalOddsWarning: FindingWarning? {
    let doubtful = proportionalOddsTests.filter { ($0.pValue ?? 1) < 1 - confidenceLevel }
    guard !doubtful.isEmpty else { return nil }
    let names = doubtful.flatMap(\.terms).joined(separator: ", ")
    return FindingWarning(
      .proportionalOdds, "the effect of \(names) differs between the thresholds: odds are not proportional",
      facts: ["terms": names])
  }

  private var boundaryWarning: FindingWarning? {
    guard let randomIntercept, randomIntercept.variance == 0 else { return nil }
    return FindingWarning(
      .boundaryVariance, "the variance of \(randomIntercept.group) is estimated as 0, on its boundary",
      facts: ["groups": randomIntercept.group])
  }

  private var fewClustersWarning: FindingWarning? {
    guard method.hasPrefix("cr"), clusterCount < LinearRegressionFit.fewClusters else { return nil }
    return FindingWarning(
      .fewClusters,
      "\(clusterCount) clusters: below \(LinearRegressionFit.fewClusters) the error may be understated",
      facts: ["clusters": String(clusterCount)])
  }
}
