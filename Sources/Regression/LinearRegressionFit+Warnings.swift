internal import Design
public import Findings

extension LinearRegressionFit {
  /// Clusters below which the result says so.
  static let fewClusters = 20

  /// Caveats of the fit.
  public var warnings: [FindingWarning] {
    [
      sweptWarning, droppedWarning, constantWarning, errorWarning, oneClusterWarning, clusterWarning,
      singletonWarning, nestedWarning,
    ].compactMap(\.self)
  }

  private var sweptWarning: FindingWarning? {
    guard let absorption, !absorption.sweptTerms.isEmpty else { return nil }
    let (terms, factors) = (absorption.sweptTerms.joined(separator: ", "), Self.names(absorption.factors))
    return FindingWarning(
      .droppedColumns, "dropped, because they do not vary within the absorbed \(factors): \(terms)",
      facts: ["columns": terms])
  }

  private var droppedWarning: FindingWarning? {
    let dropped = droppedTerms.filter { absorption?.sweptTerms.contains($0) != true }.joined(separator: ", ")
    guard !dropped.isEmpty else { return nil }
    return FindingWarning(
      .droppedColumns, "dropped, because they follow from other columns: \(dropped)", facts: ["columns": dropped])
  }

  private var constantWarning: FindingWarning? {
    if responseSquares == 0 {
      return FindingWarning(.constantOutcome, "the response has the same value in every row")
    }
    guard let absorption, squaresBeyondAbsorbed == 0 else { return nil }
    return FindingWarning(
      .constantOutcome, "the response does not vary within the absorbed \(Self.names(absorption.factors))")
  }

  private var errorWarning: FindingWarning? {
    guard responseSquares > 0, !termsWithoutError.isEmpty else { return nil }
    let names = termsWithoutError.joined(separator: ", ")
    return FindingWarning(
      .notEstimable, "no error of \(names): nothing that it is made of varies", facts: ["terms": names])
  }

  private var oneClusterWarning: FindingWarning? {
    let names = termsOfOneCluster.filter { !termsWithoutError.contains($0) }.joined(separator: ", ")
    guard responseSquares > 0, !names.isEmpty else { return nil }
    return FindingWarning(
      .oneClusterTerm, "\(names): one cluster alone determines it, so that its error is understated",
      facts: ["terms": names])
  }

  private var clusterWarning: FindingWarning? {
    guard method.hasPrefix("cr"), clusterCount < Self.fewClusters else { return nil }
    return FindingWarning(
      .fewClusters, "\(clusterCount) clusters: below \(Self.fewClusters) the error may be understated",
      facts: ["clusters": String(clusterCount)])
  }

  private var singletonWarning: FindingWarning? {
    guard let absorption, absorption.singletonRowCount > 0 else { return nil }
    let count = absorption.singletonRowCount
    return FindingWarning(
      .singletonRows,
      "\(count) row\(count == 1 ? "" : "s") left out: alone in a level of the absorbed \(Self.names(absorption.factors))",
      facts: ["rows": String(count)])
  }

  /// The only correction that counts parameters is Stata's.
  private var nestedWarning: FindingWarning? {
    guard let nested = absorption?.nestedFactorNames.joined(separator: ", "), !nested.isEmpty,
      method == ClusterRobustCovariance.Correction.cr1Stata.rawValue
    else { return nil }
    return FindingWarning(
      .absorbedNested, "levels of \(nested) lie in the clusters and are not counted in the small-sample factor",
      facts: ["factors": nested])
  }

  private static func names(_ factors: [Absorption.Factor]) -> String {
    factors.map(\.name).joined(separator: ", ")
  }
}
