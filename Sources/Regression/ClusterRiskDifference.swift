public import Findings
public import Moments

/// The unadjusted difference in the share of children who reach a level, from the shares of clusters.
public struct ClusterRiskDifference: Sendable, Equatable {
  /// Whose average the difference is about.
  public enum Weighting: Sendable, Codable, CaseIterable {
    /// Every cluster counts the same: *t* test of the clusters' shares with unequal variances and Welch's degrees of
    /// freedom.
    case clusters
    /// Every child counts the same: ratio estimates with their linearised variance, clusters − 2 degrees of freedom.
    case children
  }

  /// How many children of one cluster reached the level.
  public struct Share: Sendable, Equatable {
    public var reached: Int
    public var children: Int
    /// Creates the counts of one cluster.
    public init(reached: Int, children: Int) {
      self.reached = reached
      self.children = children
    }
  }

  public var weighting: Weighting

  /// Creates a specification.
  public init(weighting: Weighting = .clusters) { self.weighting = weighting }

  /// Compares the clusters of two arms; clusters without children are left out.
  ///
  /// - Parameters:
  ///   - control: Clusters of the control arm.
  ///   - experimental: Clusters of the experimental arm, none of them in the control arm.
  /// - Returns: Shares and their difference.
  /// - Throws: `EstimationError.tooFewClustersInArm` below two clusters with children in an arm.
  ///
  /// **Source.** Hayes & Moulton (2017), Cluster Randomised Trials, ch. 10; Welch (1947), Biometrika 34(1–2).
  public func estimate(control: [Share], experimental: [Share]) throws(EstimationError) -> RiskDifference {
    let (low, high) = (try mean(control, isExperimental: false), try mean(experimental, isExperimental: true))
    let variance = low.variance + high.variance
    return RiskDifference(
      control: low.value, experimental: high.value, standardError: variance.squareRoot(),
      degreesOfFreedom: degreesOfFreedom(low, high))
  }

  /// Compares two strata of level counts.
  ///
  /// - Parameters:
  ///   - counts: Children per level, stratum and cluster.
  ///   - level: The level to reach, such as 3.
  ///   - control: Name of the control arm's stratum.
  ///   - experimental: Name of the experimental arm's stratum.
  /// - Returns: Shares and their difference.
  /// - Throws: `EstimationError.tooFewClustersInArm`.
  public func estimate(
    _ counts: LevelCounts, reaching level: Int, control: String, experimental: String
  ) throws(EstimationError) -> RiskDifference {
    func shares(_ stratum: String) -> [Share] {
      counts.clusters(of: stratum).map { children in
        Share(reached: children[(level - 1)...].reduce(0, +), children: children.reduce(0, +))
      }
    }
    return try estimate(control: shares(control), experimental: shares(experimental))
  }

  private struct Mean {
    var value: Double
    var variance: Double
    var clusterCount: Int
  }

  private func mean(_ shares: [Share], isExperimental: Bool) throws(EstimationError) -> Mean {
    let clusters = shares.filter { $0.children > 0 }.map { (Double($0.reached), Double($0.children)) }
    guard clusters.count > 1 else {
      throw .tooFewClustersInArm(isExperimental: isExperimental, found: clusters.count, required: 2)
    }
    let weighted = clusters.map { weighting == .clusters ? ($0.0 / $0.1, 1) : $0 }
    guard let ratio = ClusteredRatio(weighted), let variance = ratio.variance else {
      throw .tooFewClustersInArm(isExperimental: isExperimental, found: clusters.count, required: 2)
    }
    return Mean(value: ratio.ratio, variance: variance, clusterCount: clusters.count)
  }

  private func degreesOfFreedom(_ low: Mean, _ high: Mean) -> Double {
    let pooled = Double(low.clusterCount + high.clusterCount - 2)
    let variance = low.variance + high.variance
    guard weighting == .clusters, variance > 0 else { return pooled }
    let parts = [low, high].map { $0.variance * $0.variance / Double($0.clusterCount - 1) }
    return variance * variance / parts.reduce(0, +)
  }
}
