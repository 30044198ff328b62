/// How much each cluster weighs in one coefficient, and how many equal clusters the data are worth.
///
/// Cluster-robust inference leans on many clusters that weigh about the same. Unequal sizes, a treatment in few
/// clusters, or a covariate concentrated in some make it worse than the count of clusters suggests; these numbers show it.
///
/// **Source.** MacKinnon, Nielsen & Webb (2023), doi:10.1177/1536867X231212433 (leverage, partial leverage, influence);
/// Carter, Schnepel & Steigerwald (2017), doi:10.1162/REST_a_00639 (effective number of clusters).
public struct ClusterLeverage: Sendable, Codable, Equatable {
  /// What one cluster weighs.
  public struct Cluster: Sendable, Codable, Equatable {
    public let name: String
    public let observationCount: Int
    /// Trace of the cluster's block of the hat matrix; the clusters' sum to the number of terms.
    public let leverage: Double
    /// Share of the squares of the term, cleared of all other terms, that lies in the cluster; the shares sum to 1.
    public let partialLeverage: Double
    /// The coefficient fitted without the cluster; `nil` when the others cannot determine it.
    public let coefficientWithout: Double?
  }

  /// The coefficient in question.
  public let term: String
  /// In order of names.
  public let clusters: [Cluster]
  /// Effective number of clusters when errors are independent: between 1 and the number of clusters.
  public let effectiveClusterCount: Double
  /// Effective number of clusters when the errors of a cluster are one common shock; `nil` when such a shock does not
  /// reach the coefficient, as with fixed effects of the clusters.
  public let effectiveClusterCountOfCommonShock: Double?

  /// Standard deviation over mean of the clusters' leverages.
  public var leverageVariation: Double? { coefficientOfVariation(clusters.map(\.leverage)) }

  /// Standard deviation over mean of the clusters' partial leverages.
  public var partialLeverageVariation: Double? { coefficientOfVariation(clusters.map(\.partialLeverage)) }

  /// Standard deviation over mean of the clusters' rows.
  public var sizeVariation: Double? { coefficientOfVariation(clusters.map { Double($0.observationCount) }) }

  /// The largest share that one cluster has in the term.
  public var largestPartialLeverage: Double { clusters.lazy.map(\.partialLeverage).max() ?? 0 }

  /// The cluster without which the coefficient changes most, among those that can be left out.
  public func mostInfluential(on coefficient: Double) -> Cluster? {
    clusters.filter { $0.coefficientWithout != nil }
      .max { abs(($0.coefficientWithout ?? 0) - coefficient) < abs(($1.coefficientWithout ?? 0) - coefficient) }
  }
}

/// Standard deviation (over *G − 1*) over mean; `nil` below two values or with mean 0.
private func coefficientOfVariation(_ values: [Double]) -> Double? {
  let mean = values.reduce(0, +) / Double(values.count)
  guard values.count > 1, mean > 0 else { return nil }
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / Double(values.count - 1)).squareRoot() / mean
}

/// *G* = G / (1 + Γ)* with *Γ* the squared relative spread of the clusters' shares in a variance.
///
/// **Source.** Carter, Schnepel & Steigerwald (2017), doi:10.1162/REST_a_00639.
func effectiveClusterCount(shares: [Double]) -> Double? {
  let count = Double(shares.count)
  let mean = shares.reduce(0, +) / count
  guard mean > 0 else { return nil }
  let spread = shares.reduce(0) { $0 + ($1 / mean - 1) * ($1 / mean - 1) } / count
  return count / (1 + spread)
}
