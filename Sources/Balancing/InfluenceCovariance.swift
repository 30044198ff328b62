/// How the squared cluster sums of an influence function become a variance.
public enum InfluenceCorrection: String, Sendable, Codable, CaseIterable {
  /// Their sum.
  case none = "cr0"
  /// Times *G / (G − 1)*.
  case clusters = "cr1"
}

/// Variance of an estimate from its influence function, summed by cluster.
///
/// An influence value is what the row adds to the error of the estimate, so that the values sum to zero. When every
/// cluster lies in one arm the degrees of freedom are Welch's for two independent sets of clusters,
/// *(V₁ + V₀)² / (V₁² / (G₁ − 1) + V₀² / (G₀ − 1))*; otherwise clusters − 1.
struct InfluenceCovariance {
  let variance: Double
  let degreesOfFreedom: Double

  /// Sums the influence values by cluster.
  ///
  /// - Throws: `BalancingError.tooFewClusters` below two clusters, or below two in an arm of whole clusters.
  init(
    influence: [Double], sample: ComparisonSample, correction: InfluenceCorrection
  ) throws(BalancingError) {
    var sums = [Double](repeating: 0, count: sample.clusterCount)
    var arms = [(treated: Bool, control: Bool)](repeating: (false, false), count: sample.clusterCount)
    for (row, cluster) in sample.clusters.enumerated() {
      sums[cluster] += influence[row]
      if sample.isTreated[row] { arms[cluster].treated = true } else { arms[cluster].control = true }
    }
    guard sums.count >= 2 else { throw .tooFewClusters(found: sums.count, required: 2) }
    let total = sums.reduce(0) { $0 + $1 * $1 }
    let clusterCount = Double(sums.count)
    variance = correction == .clusters ? total * clusterCount / (clusterCount - 1) : total
    if arms.contains(where: { $0.treated && $0.control }) {
      degreesOfFreedom = clusterCount - 1
    } else {
      degreesOfFreedom = try Self.welch(sums, isTreated: arms.map(\.treated))
    }
  }

  private static func welch(_ sums: [Double], isTreated: [Bool]) throws(BalancingError) -> Double {
    var squares = (treated: 0.0, control: 0.0)
    var counts = (treated: 0, control: 0)
    for (sum, treated) in zip(sums, isTreated) {
      if treated {
        squares.treated += sum * sum
        counts.treated += 1
      } else {
        squares.control += sum * sum
        counts.control += 1
      }
    }
    for found in [counts.treated, counts.control] where found < 2 {
      throw .tooFewClusters(found: found, required: 2)
    }
    let whole = squares.treated + squares.control
    guard whole > 0 else { return Double(sums.count - 2) }
    let parts =
      squares.treated * squares.treated / Double(counts.treated - 1)
      + squares.control * squares.control / Double(counts.control - 1)
    return whole * whole / parts
  }
}
