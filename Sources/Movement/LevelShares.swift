public import Findings
public import Moments

/// Shares of children at each level, with intervals that know their preschools.
public struct LevelShares: Sendable, Codable, Equatable {
  /// Level of the intervals, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(confidenceLevel: Double = 0.95) {
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.confidenceLevel = confidenceLevel
  }

  /// Describes one stratum.
  ///
  /// - Parameters:
  ///   - counts: Children per level, stratum and cluster.
  ///   - stratum: The stratum to describe, named as when it was counted.
  /// - Returns: One share per level, lowest first.
  /// - Throws: `MovementError.noObservations` when the stratum holds no child.
  public func fit(_ counts: LevelCounts, stratum: String) throws(MovementError) -> LevelSharesFit {
    let clusters = counts.clusters(of: stratum)
    let shares = (0..<counts.levelCount).compactMap { level in
      ClusteredShare(clusters.map { ($0[level], $0.reduce(0, +)) }, confidenceLevel: confidenceLevel)
    }
    guard let first = shares.first else { throw .noObservations(stratum: stratum) }
    return LevelSharesFit(shares: shares, warnings: fewClusterWarnings(clusterCount: first.clusterCount))
  }
}

/// Shares of children at each level in one stratum.
public struct LevelSharesFit: Sendable, Codable, Equatable {
  /// One share per level, lowest first; they sum to 1.
  public let shares: [ClusteredShare]
  public let warnings: [FindingWarning]

  /// Children observed.
  public var observationCount: Int { shares.first?.total ?? 0 }

  /// Clusters that hold an observed child.
  public var clusterCount: Int { shares.first?.clusterCount ?? 0 }
}

/// The warning that a single cluster tells nothing about how clusters differ.
func fewClusterWarnings(clusterCount: Int) -> [FindingWarning] {
  guard clusterCount < 2 else { return [] }
  return [
    FindingWarning(
      .fewClusters, "All children are in one preschool: shares have no interval.",
      facts: ["clusters": "\(clusterCount)"])
  ]
}
