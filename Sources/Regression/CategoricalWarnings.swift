internal import Findings

/// Clusters below which a cluster-robust error of a categorical model is said to be unsure.
private let clusterLimit = 20

extension FindingWarning {
  /// Says which columns follow from others; `nil` when none does.
  static func droppedColumns(_ terms: [String]) -> FindingWarning? {
    guard !terms.isEmpty else { return nil }
    let names = terms.joined(separator: ", ")
    return FindingWarning(
      .droppedColumns, "dropped, because they follow from other columns: \(names)", facts: ["columns": names])
  }

  /// Says that the clusters behind a robust error are few; `nil` for other errors and for enough clusters.
  static func fewClusters(_ clusterCount: Int, method: String) -> FindingWarning? {
    guard method.hasPrefix("cr"), clusterCount < clusterLimit else { return nil }
    return FindingWarning(
      .fewClusters, "\(clusterCount) clusters: below \(clusterLimit) the error may be understated",
      facts: ["clusters": String(clusterCount)])
  }
}
