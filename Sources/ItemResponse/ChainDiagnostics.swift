/// How well a chain has mixed, from the draws of one number.
package enum ChainDiagnostics {
  /// Number of independent draws that would know the mean as well.
  ///
  /// Autocovariances are summed in pairs while the pairs are positive, each no larger than the one before.
  ///
  /// - Returns: Between 0 and the number of draws; 0 where the draws do not vary.
  ///
  /// **Source.** Geyer (1992), doi:10.1214/ss/1177011137, sec. 3.3.
  package static func effectiveSampleSize(_ draws: [Double]) -> Double {
    let count = draws.count
    let mean = draws.reduce(0, +) / Double(max(1, count))
    let centred = draws.map { $0 - mean }
    func autocovariance(_ lag: Int) -> Double {
      (lag..<count).reduce(0) { $0 + centred[$1] * centred[$1 - lag] } / Double(count)
    }
    guard count > 3 else { return 0 }
    let variance = autocovariance(0)
    guard variance > 0 else { return 0 }
    var sum = -variance
    var previous = Double.infinity
    for lag in stride(from: 0, to: count - 1, by: 2) {
      let pair = min(previous, autocovariance(lag) + autocovariance(lag + 1))
      guard pair > 0 else { break }
      sum += 2 * pair
      previous = pair
    }
    return min(Double(count), Double(count) * variance / max(sum, variance / Double(count)))
  }

  /// How much wider the draws of both halves together are than those of one half: 1 when the chain has settled.
  ///
  /// **Source.** Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., sec. 11.4.
  package static func splitScaleReduction(_ draws: [Double]) -> Double {
    let half = draws.count / 2
    guard half > 1 else { return 1 }
    let (first, second) = (moments(draws[..<half]), moments(draws[(draws.count - half)...]))
    let within = 0.5 * (first.variance + second.variance)
    guard within > 0 else { return first.mean == second.mean ? 1 : .greatestFiniteMagnitude }
    let difference = first.mean - second.mean
    return (Double(half - 1) / Double(half) + 0.5 * difference * difference / within).squareRoot()
  }

  /// Mean and unbiased variance.
  package static func moments(_ draws: ArraySlice<Double>) -> (mean: Double, variance: Double) {
    let mean = draws.reduce(0, +) / Double(max(1, draws.count))
    let squares = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, squares / Double(max(1, draws.count - 1)))
  }
}
