public import Findings
import Moments
import Probability

/// A share of children with an interval that knows their preschools.
///
/// The interval is Wilson's at the effective number of children p(1 − p)/V, never more than the children there are, with
/// V the linearised variance of the share over clusters, and with Student's quantile at clusters − 1 degrees of
/// freedom. It stays in [0, 1] and has a width even when the share is 0 or 1; there, and where all clusters agree, the
/// effective number is the number of children.
///
/// **Source.** Wilson (1927); Korn & Graubard (1998), Survey Methodology 24:193, for the effective number.
public struct ClusteredShare: Sendable, Codable, Equatable {
  /// Children who are counted.
  public let count: Int
  /// Children among whom they are counted, positive.
  public let total: Int
  /// count / total, in [0, 1].
  public let share: Double
  /// Clusters that hold at least one of the children.
  public let clusterCount: Int
  /// Interval of the share; `nil` with one cluster, where nothing tells how clusters differ.
  public let interval: Interval?

  /// Forms a share from counts per cluster; `nil` when there are no children.
  init?(_ clusters: [(count: Int, total: Int)], confidenceLevel: Double) {
    let ratio = ClusteredRatio(clusters.map { (Double($0.count), Double($0.total)) })
    guard let ratio else { return nil }
    count = clusters.reduce(0) { $0 + $1.count }
    total = clusters.reduce(0) { $0 + $1.total }
    share = Double(count) / Double(total)
    clusterCount = ratio.clusterCount
    guard let variance = ratio.variance else {
      interval = nil
      return
    }
    let binomial = share * (1 - share)
    let effectiveCount = variance > 0 ? min(binomial / variance, Double(total)) : Double(total)
    interval = wilsonInterval(
      share: share, count: effectiveCount, degreesOfFreedom: Double(clusterCount - 1), level: confidenceLevel)
  }
}

/// Wilson's score interval of a share at a number of independent observations, with Student's quantile.
private func wilsonInterval(share: Double, count: Double, degreesOfFreedom: Double, level: Double) -> Interval {
  let quantile = StudentT(degreesOfFreedom: degreesOfFreedom).quantile((1 + level) / 2)
  let ratio = quantile * quantile / count
  let center = (share + ratio / 2) / (1 + ratio)
  let halfWidth = (ratio * share * (1 - share) + ratio * ratio / 4).squareRoot() / (1 + ratio)
  return Interval(
    lower: share > 0 ? max(0, center - halfWidth) : 0, upper: share < 1 ? min(1, center + halfWidth) : 1,
    level: level)
}
