import Findings
public import Moments

/// Shares of areas with the sizes of simple random samples that would be as precise.
///
/// Children of one preschool are alike, so that *n* of them say less than *n* drawn one by one: n / deff with the design
/// effect deff = 1 + (m̃ − 1)ρ, where m̃ = Σ n_j² / Σ n_j is the size of the cluster that a child finds itself in and ρ the
/// intraclass correlation. ρ is one for all areas, from the analysis of variance between and within clusters of areas,
/// cut to [0, 1]: an area's own clusters are too few to tell.
///
/// **Source.** Kish (1965), Survey Sampling; Ridout, Demétrio & Firth (1999), doi:10.1111/j.0006-341X.1999.00137.x
/// (analysis of variance estimator), here with the areas' shares in place of one.
public struct EffectiveSampleSize: Sendable, Codable, Equatable {
  /// Degrees of freedom between clusters below which the correlation is called uncertain.
  private static let fewDegrees = 20

  /// Creates a specification.
  public init() {}

  /// Estimates the correlation and each area's effective size.
  ///
  /// - Parameter sums: Successes over trials per area and cluster; clusters without trials are left out.
  /// - Returns: One share per area with trials, in the order of the areas' names.
  /// - Throws: `SmallAreaError.invalidSums` for sums that are no share, `.noVariation` when no area has two clusters or
  ///   no area holds both successes and failures.
  public func fit(_ sums: AreaSums) throws(SmallAreaError) -> EffectiveSampleSizeFit {
    var areas: [(area: String, clusters: [AreaSums.ClusterSums])] = []
    for area in sums.areas {
      let clusters = sums.clusters(of: area)
      if let odd = clusters.first(where: { !($0.isValid && (0...$0.denominator).contains($0.numerator)) }) {
        throw .invalidSums(area: area, cluster: odd.cluster)
      }
      let counted = clusters.filter { $0.denominator > 0 }
      if !counted.isEmpty { areas.append((area, counted)) }
    }
    let table = VarianceTable(areas.map(\.clusters))
    guard let correlation = table.intraclassCorrelation else { throw .noVariation(areaCount: areas.count) }
    let shares = areas.map { area in
      let size = area.clusters.reduce(0) { $0 + $1.denominator }
      let ownSize = area.clusters.reduce(0) { $0 + $1.denominator * $1.denominator } / size
      return EffectiveShare(
        area: area.area, share: area.clusters.reduce(0) { $0 + $1.numerator } / size,
        effectiveSize: size / (1 + max(0, ownSize - 1) * correlation), size: size, clusterCount: area.clusters.count)
    }
    return EffectiveSampleSizeFit(
      shares: shares, intraclassCorrelation: correlation, warnings: warnings(table.betweenDegrees))
  }

  private func warnings(_ degrees: Double) -> [FindingWarning] {
    guard degrees < Double(Self.fewDegrees) else { return [] }
    return [
      FindingWarning(
        .fewClusters,
        "the likeness of children of one preschool is known from \(Int(degrees)) comparisons between preschools only",
        facts: ["clusters": "\(Int(degrees))"])
    ]
  }
}

/// The analysis of variance of yes-or-no observations in clusters of areas.
private struct VarianceTable {
  /// Clusters less areas.
  let betweenDegrees: Double
  private let withinDegrees: Double
  private let betweenSquares: Double
  private let withinSquares: Double
  /// n₀: size of a cluster, as the expected mean square between clusters counts it.
  private let clusterSize: Double

  init(_ areas: [[AreaSums.ClusterSums]]) {
    var (clusters, trials, sizes, between, within) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for area in areas {
      let size = area.reduce(0) { $0 + $1.denominator }
      let share = area.reduce(0) { $0 + $1.numerator } / size
      clusters += Double(area.count)
      trials += size
      sizes += area.reduce(0) { $0 + $1.denominator * $1.denominator } / size
      for cluster in area {
        let own = cluster.numerator / cluster.denominator
        between += cluster.denominator * (own - share) * (own - share)
        within += cluster.denominator * own * (1 - own)
      }
    }
    betweenDegrees = clusters - Double(areas.count)
    withinDegrees = trials - clusters
    betweenSquares = between
    withinSquares = within
    clusterSize = betweenDegrees > 0 ? (trials - sizes) / betweenDegrees : 0
  }

  /// ρ in [0, 1]; 0 when every cluster has one trial, `nil` when nothing can be compared or nothing varies.
  var intraclassCorrelation: Double? {
    guard betweenDegrees > 0, betweenSquares + withinSquares > 0 else { return nil }
    guard withinDegrees > 0 else { return 0 }
    let (between, within) = (betweenSquares / betweenDegrees, withinSquares / withinDegrees)
    return min(1, max(0, (between - within) / (between + (clusterSize - 1) * within)))
  }
}
