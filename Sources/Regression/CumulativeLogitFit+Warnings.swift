public import Findings

extension CumulativeLogitFit {
  /// Caveats of the fit.
  public var warnings: [FindingWarning] {
    [
      separationWarning, emptyCategoryWarning, FindingWarning.droppedColumns(droppedTerms), proportionalOddsWarning,
      boundaryWarning,
      FindingWarning.fewClusters(clusterCount, method: method), untestedWarning, uncheckedWarning,
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

  /// Parameters without a test because the data leave no degrees of freedom.
  private var untestedWarning: FindingWarning? {
    let untested = zip(parameterNames, degreesOfFreedom ?? []).filter { $0.1 <= 0 }.map(\.0)
    guard !untested.isEmpty else { return nil }
    let names = untested.joined(separator: ", ")
    return FindingWarning(
      .notEstimable, "no test of \(names): the clusters or rows are too few", facts: ["terms": names])
  }

  /// Terms whose model with an effect at every threshold has no finite maximum.
  private var uncheckedWarning: FindingWarning? {
    let unchecked = proportionalOddsTests.filter { $0.statistic == nil }.flatMap(\.terms)
    guard !unchecked.isEmpty else { return nil }
    let names = unchecked.joined(separator: ", ")
    return FindingWarning(
      .notEstimable, "no test of proportional odds for \(names): some of its levels lack a category",
      facts: ["terms": names])
  }
}
