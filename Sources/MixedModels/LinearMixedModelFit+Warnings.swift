public import Findings
internal import Optimization

extension LinearMixedModelFit {
  /// Caveats of the fit.
  public var warnings: [FindingWarning] {
    [
      singularFitWarning, coincidingGroupsWarning, droppedColumnsWarning, notConvergedWarning, notIdentifiedWarning,
    ].compactMap { $0 }
  }

  /// Whether a variance, or the covariance of a factor's random effects, lies on its boundary.
  public var isSingular: Bool { !singularFactors.isEmpty }

  private var singularFitWarning: FindingWarning? {
    guard isSingular else { return nil }
    let names = singularFactors.joined(separator: ", ")
    return FindingWarning(
      .singularFit,
      "a variance of \(names) is estimated as 0 (or a correlation as ±1); what rests on it may look surer than it is",
      facts: ["groups": names])
  }

  /// Terms whose error rests on a variance that the data do not determine.
  private var notIdentifiedWarning: FindingWarning? {
    let unknown = zip(terms, degreesOfFreedom ?? []).filter { !($0.1 >= 0.5) }.map(\.0)
    guard !unknown.isEmpty else { return nil }
    let names = unknown.joined(separator: ", ")
    return FindingWarning(
      .notEstimable, "no test of \(names): the data do not determine the variances behind the error",
      facts: ["terms": names])
  }

  /// Factors that cut the rows alike: the sum of their variances is estimated, and the fixed effects hold.
  private var coincidingGroupsWarning: FindingWarning? {
    guard let names = coincidingGroups?.joined(separator: ", ") else { return nil }
    return FindingWarning(
      .coincidingGroups, "\(names) have the same units: only the sum of their variances is estimated",
      facts: ["groups": names])
  }

  private var droppedColumnsWarning: FindingWarning? {
    guard !droppedTerms.isEmpty else { return nil }
    let names = droppedTerms.joined(separator: ", ")
    return FindingWarning(
      .droppedColumns, "dropped, because they follow from other columns: \(names)", facts: ["columns": names])
  }

  /// The slope of the deviance above which the end of the search is no minimum; rounding leaves less than 1e-6.
  private static let gradientTolerance = 1e-3

  private var notConvergedWarning: FindingWarning? {
    let isSteep = (optimization.gradientNorm ?? 0) > Self.gradientTolerance
    guard isSteep || optimization.stopReason == .evaluationLimit else { return nil }
    return FindingWarning(
      .notConverged, "the optimiser stopped after \(optimization.evaluationCount) evaluations",
      facts: ["evaluations": String(optimization.evaluationCount)])
  }

  /// The terms whose random effects a factor has.
  private func randomTerms(of group: String) -> [String] {
    varianceComponents.filter { $0.group == group && $0.secondTerm == nil }.compactMap(\.term)
  }

  /// Names of the factors with a variance on its boundary, or a covariance that is no longer of full rank, outermost
  /// first.
  ///
  /// Judged where slopes count in standard deviations of their columns.
  public var singularFactors: [String] {
    let sizes = groups.map { randomTerms(of: $0.group).count }
    let free = Set(RelativeFactorParameters(sizes: sizes).free(optimization.minimizer))
    var position = 0
    var singular: [String] = []
    for (group, size) in zip(groups, sizes) {
      let range = position..<position + size * (size + 1) / 2
      if range.contains(where: { !free.contains($0) }) { singular.append(group.group) }
      position = range.upperBound
    }
    return singular
  }

  /// The first two nested factors that have as many units as each other, and so the same, and share a random term.
  private var coincidingGroups: [String]? {
    for (position, outer) in groups.enumerated() {
      for inner in groups[(position + 1)...] where inner.count == outer.count {
        let shared = Set(randomTerms(of: outer.group)).intersection(randomTerms(of: inner.group))
        if !shared.isEmpty { return [outer.group, inner.group] }
      }
    }
    return nil
  }
}
