import Findings

extension RandomEffectsMetaAnalysis {
  /// Studies below which the normal test is too sure of the variance between them.
  private static let fewStudies = 20

  /// The caveats of a fit.
  func warnings(_ system: MetaAnalysisSystem, _ dropped: [String], hasInterval: Bool) -> [FindingWarning] {
    let count = system.design.areaCount
    var warnings: [FindingWarning] = []
    if !dropped.isEmpty { warnings.append(.droppedColumns(dropped)) }
    if method != .fixed, system.tau2 == 0 {
      warnings.append(
        FindingWarning(
          .boundaryVariance,
          "the variance between \(count) studies is estimated as 0: their differences are no more than their errors",
          facts: ["areas": "\(count)"]))
    }
    if !hasInterval {
      warnings.append(
        FindingWarning(
          .notEstimable, "no interval of tau2: the studies agree more closely than their own errors allow"))
    }
    if usesKnappHartung, system.residualVariance == 0 {
      warnings.append(
        FindingWarning(
          .notEstimable, "no error by Knapp and Hartung's method: the model leaves no difference between the studies"))
    }
    if !usesKnappHartung, count < Self.fewStudies {
      warnings.append(
        FindingWarning(
          .fewClusters,
          "\(count) studies: below \(Self.fewStudies) the normal test may understate the error; "
            + "Knapp and Hartung's allows for it",
          facts: ["clusters": "\(count)"]))
    }
    return warnings
  }
}
