internal import Moments

/// The variance of clusters' ratios about the ratios of their areas, one for all areas.
///
/// With y = R·x + x·e and errors *e* of variance s², the deviation y − R̂·x of a cluster with the share w = x / Σx of its
/// area has the expected square s²·x²·(1 − 2w + Σw²), because R̂ is made of the same clusters: s² is the sum of squares
/// over that of its expectations. It is unbiased under this model, where m/(m − 1) is so for clusters of one size only.
struct ClusterRateVariance {
  let variance: Double
  /// Σw² of each area: its ratio has the variance s²·Σw².
  let squaredShares: [Double]

  init(_ areas: [(ratio: Double, clusters: [AreaSums.ClusterSums])]) {
    var (squares, expected) = (0.0, 0.0)
    squaredShares = areas.map { area in
      let total = area.clusters.reduce(0) { $0 + $1.denominator }
      let sum = area.clusters.reduce(0) { $0 + $1.denominator * $1.denominator } / (total * total)
      for cluster in area.clusters {
        let deviation = cluster.numerator - area.ratio * cluster.denominator
        squares += deviation * deviation
        expected += cluster.denominator * cluster.denominator * (1 - 2 * cluster.denominator / total + sum)
      }
      return sum
    }
    variance = expected > 0 ? squares / expected : 0
  }
}
