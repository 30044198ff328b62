/// A ratio of sums over clusters with its linearised, cluster-robust variance.
///
/// The clusters are the independent units, whatever happens inside them. A share of children is such a ratio: successes
/// over children, per preschool.
///
/// **Source.** Cochran (1977), Sampling Techniques, §6.3.
package struct ClusteredRatio: Sendable {
  /// Σ numerator / Σ denominator.
  package let ratio: Double
  /// Σ denominator, positive.
  package let denominator: Double
  /// Number of clusters with a positive denominator.
  package let clusterCount: Int
  /// m/(m − 1) · Σ(y − r·x)² / (Σx)²; `nil` with one cluster, exactly 0 when all clusters agree to rounding.
  package let variance: Double?

  /// Relative size below which a standard error is rounding: clusters with the same ratio.
  private static let roundingLimit = 1e-12

  /// Forms the ratio over the clusters with a positive denominator; `nil` when there is none.
  package init?(_ clusters: [(numerator: Double, denominator: Double)]) {
    let clusters = clusters.filter { $0.denominator > 0 }
    guard !clusters.isEmpty else { return nil }
    let denominator = clusters.reduce(0) { $0 + $1.denominator }
    let ratio = clusters.reduce(0) { $0 + $1.numerator } / denominator
    self.denominator = denominator
    self.ratio = ratio
    clusterCount = clusters.count
    guard clusters.count > 1 else {
      variance = nil
      return
    }
    let squares = clusters.reduce(0) { sum, cluster in
      let deviation = cluster.numerator - ratio * cluster.denominator
      return sum + deviation * deviation
    }
    let m = Double(clusters.count)
    let estimate = m / (m - 1) * squares / (denominator * denominator)
    let limit = Self.roundingLimit * ratio
    variance = estimate > limit * limit ? estimate : 0
  }
}
