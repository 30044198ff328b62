public import Findings
internal import Probability

/// The answer of a comparison of cluster summaries.
public struct ClusterLevelFit: Sendable, Codable, Equatable {
  /// Error and degrees of freedom when the arms' variances may differ (Welch 1947).
  public struct Welch: Sendable, Codable, Equatable {
    public let standardError: Double
    public let degreesOfFreedom: Double
  }

  /// The tested term; `arm` or `arm:` and the exposure when the treated columns are not terms of the moments.
  public let term: String
  /// Experimental less control, in units of the response per unit of the arm's column.
  public let estimate: Double
  /// With the same variance in both arms.
  public let standardError: Double
  /// Clusters less 2, less strata beyond the first and columns that are constant in every cluster.
  public let degreesOfFreedom: Double
  /// Without strata and cluster covariates, when both arms have two clusters or more.
  public let welch: Welch?
  public let confidenceLevel: Double
  public let experimentalClusterCount: Int
  public let controlClusterCount: Int
  /// Clusters in which the summary cannot be computed, such as those not seen at a wave.
  public let leftOutClusters: [String]

  public var statistic: Double { estimate / standardError }

  /// Two-sided, from the *t* distribution.
  public var pValue: Double { StudentT(degreesOfFreedom: degreesOfFreedom).twoSidedPValue(statistic) }

  public var interval: Interval {
    let half = StudentT(degreesOfFreedom: degreesOfFreedom).upperQuantile((1 - confidenceLevel) / 2) * standardError
    return Interval(lower: estimate - half, upper: estimate + half, level: confidenceLevel)
  }

  /// Two-sided p-value with unequal variances.
  public var welchPValue: Double? {
    welch.map { StudentT(degreesOfFreedom: $0.degreesOfFreedom).twoSidedPValue(estimate / $0.standardError) }
  }

  public var clusterCount: Int { experimentalClusterCount + controlClusterCount }

  /// Caveats of the comparison.
  public var warnings: [FindingWarning] {
    var warnings: [FindingWarning] = []
    let smaller = min(experimentalClusterCount, controlClusterCount)
    if smaller < 2 {
      warnings.append(
        FindingWarning(
          .fewClusters, "\(smaller) cluster in an arm: its own variance is unknown and taken from the other arm",
          facts: ["clusters": String(smaller)]))
    }
    if !leftOutClusters.isEmpty {
      let names = leftOutClusters.joined(separator: ", ")
      warnings.append(
        FindingWarning(
          .leftOutClusters, "left out, because the compared quantity is not observed there: \(names)",
          facts: ["clusters": names, "count": String(leftOutClusters.count)]))
    }
    return warnings
  }
}
