import Findings
public import Moments

/// Shares (or other ratios) of areas with design-based variances from the sums of their clusters.
///
/// The share of an area is a ratio p = Σy / Σx over its *m* clusters, with the linearised variance
/// m/(m − 1) · Σ(y − p·x)² / (Σx)²: clusters are the independent units, whatever happens inside them. Where an area has
/// too few clusters to tell, or its clusters all agree by chance, that variance is unknown or 0, which a model would
/// take for certainty. There the variance is smoothed: κ / Σx, κ being the mean of variance × Σx over the areas with enough clusters,
/// weighted by m − 1 (a generalised variance function that is inverse in size); for shares a design effect can stand in
/// its place. Smoothed areas are named in a warning, and no variance is 0.
///
/// **Source.** Cochran (1977), Sampling Techniques, §6.3 (ratio); Wolter (2007), Introduction to Variance Estimation, ch. 7.
public struct ShareVariance: Sendable, Codable, Equatable {
  /// What a smoothed variance is made of.
  public enum Smoothing: String, Sendable, Codable, CaseIterable {
    /// κ / Σx: for means, rates and shares near each other.
    case size
    /// p̄(1 − p̄) · deff / Σx with the share p̄ of all areas and the design effect of `EffectiveSampleSize`: for shares. It
    /// is positive even when no two clusters of any area differ.
    case designEffect = "design_effect"
    /// s² · Σx² / (Σx)², s² being the variance of the clusters' ratios about those of their areas: for few clusters per
    /// area. Deviations are taken from ratios that the clusters themselves have pulled; s² allows for that.
    case clusterRate = "cluster_rate"
  }

  /// Fewest clusters from which an area's own variance is used.
  public var minimumClusterCount: Int
  public var smoothing: Smoothing

  /// Creates a specification.
  ///
  /// - Parameters:
  ///   - minimumClusterCount: At least 2; with 2 clusters a variance has one degree of freedom, and the default asks for
  ///     3.
  ///   - smoothing: What stands in for a variance that cannot be known from the area itself.
  public init(minimumClusterCount: Int = 3, smoothing: Smoothing = .size) {
    precondition(minimumClusterCount >= 2, "a variance from \(minimumClusterCount) clusters")
    self.minimumClusterCount = minimumClusterCount
    self.smoothing = smoothing
  }

  /// Estimates each area's share and its variance.
  ///
  /// - Parameter sums: Numerators and denominators per area and cluster; clusters and areas whose denominators are 0 are
  ///   left out.
  /// - Returns: One share per area with a positive denominator, in the order of the areas' names; every variance is
  ///   positive.
  /// - Throws: `SmallAreaError.noVariation` when no area varies between its clusters, `.invalidSums` for sums that are
  ///   not finite or have a negative denominator.
  public func fit(_ sums: AreaSums) throws(SmallAreaError) -> ShareVarianceFit {
    var direct: [DirectShare] = []
    for area in sums.areas {
      if let share = try DirectShare(area: area, clusters: sums.clusters(of: area)) { direct.append(share) }
    }
    let unitVariances = try unitVariances(direct, sums)
    let shares = zip(direct, unitVariances).map { share, kappa in
      let ratio = share.ratio
      let own = ratio.clusterCount >= minimumClusterCount ? ratio.variance ?? 0 : 0
      return ShareVarianceFit.AreaShare(
        area: share.area, share: ratio.ratio, variance: own > 0 ? own : kappa / ratio.denominator,
        isSmoothed: !(own > 0), clusterCount: ratio.clusterCount, observationCount: share.observationCount)
    }
    let total = direct.reduce(0) { $0 + $1.ratio.denominator }
    let typical = zip(direct, unitVariances).reduce(0) { $0 + $1.1 * $1.0.ratio.denominator } / total
    return ShareVarianceFit(shares: shares, unitVariance: typical, warnings: warnings(shares))
  }

  /// Each area's variance for a denominator of 1, by the smoothing asked for.
  private func unitVariances(_ direct: [DirectShare], _ sums: AreaSums) throws(SmallAreaError) -> [Double] {
    switch smoothing {
    case .size:
      let kappa = try unitVariance(direct)
      return direct.map { _ in kappa }
    case .designEffect:
      let effective = try EffectiveSampleSize().fit(sums).shares
      let pooled = effective.pooledShare
      guard pooled > 0, pooled < 1 else { throw .noVariation(areaCount: direct.count) }
      return effective.map { pooled * (1 - pooled) * $0.designEffect }
    case .clusterRate:
      let rates = ClusterRateVariance(direct.map { ($0.ratio.ratio, sums.clusters(of: $0.area)) })
      guard rates.variance > 0 else { throw .noVariation(areaCount: direct.count) }
      return zip(direct, rates.squaredShares).map { rates.variance * $1 * $0.ratio.denominator }
    }
  }

  /// κ from the areas with enough clusters; from those with two when there is none.
  private func unitVariance(_ shares: [DirectShare]) throws(SmallAreaError) -> Double {
    for required in [minimumClusterCount, 2] {
      let usable = shares.map(\.ratio).filter { $0.clusterCount >= required }
      let weight = usable.reduce(0) { $0 + Double($1.clusterCount - 1) }
      let sum = usable.reduce(0) { $0 + Double($1.clusterCount - 1) * ($1.variance ?? 0) * $1.denominator }
      if sum > 0 { return sum / weight }
    }
    throw .noVariation(areaCount: shares.count)
  }

  private func warnings(_ shares: [ShareVarianceFit.AreaShare]) -> [FindingWarning] {
    let smoothed = shares.filter(\.isSmoothed).map(\.area)
    guard !smoothed.isEmpty else { return [] }
    return [
      FindingWarning(
        .smoothedVariance,
        "The sampling variance of \(smoothed.count) areas was smoothed over all areas: "
          + "too few preschools, or no difference between them.",
        facts: ["areas": smoothed.joined(separator: ", "), "count": "\(smoothed.count)"])
    ]
  }
}

/// The ratio of one area and what it is made of.
private struct DirectShare {
  let area: String
  let ratio: ClusteredRatio
  let observationCount: Int

  /// Forms the ratio; `nil` when no cluster has a positive denominator.
  init?(area: String, clusters: [AreaSums.ClusterSums]) throws(SmallAreaError) {
    if let invalid = clusters.first(where: { !$0.isValid }) {
      throw .invalidSums(area: area, cluster: invalid.cluster)
    }
    guard let ratio = ClusteredRatio(clusters.map { ($0.numerator, $0.denominator) }) else { return nil }
    self.area = area
    self.ratio = ratio
    observationCount = clusters.reduce(0) { $0 + $1.observationCount }
  }
}
