import Findings
public import Moments
import Probability

/// Agreement of two raters beyond chance (Cohen's κ) on a double-scored subsample.
///
/// Weighted κ counts near misses as partial agreement: linear weights by the number of levels between the two ratings,
/// quadratic ones by its square, which makes κ an intraclass correlation.
///
/// With clusters given, the standard error is linearised and sums over clusters, since children of a group are rated
/// by the same pair; with every child its own cluster it is that of Fleiss, Cohen and Everitt up to n/(n − 1).
///
/// **Source.** Cohen (1960, 1968); Fleiss, Cohen & Everitt (1969). Verified to 1e-10 relative against statsmodels.
public struct CohenKappa: Sendable, Codable, Equatable {
  /// How much agreement two levels are.
  public enum Weights: String, Sendable, Codable, CaseIterable {
    case unweighted, linear, quadratic
  }

  public var weights: Weights
  /// Level of the interval, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(weights: Weights = .quadratic, confidenceLevel: Double = 0.95) {
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.weights = weights
    self.confidenceLevel = confidenceLevel
  }

  /// Measures agreement with children as independent.
  ///
  /// - Parameter table: Rows are the level of the first rater, columns that of the second.
  /// - Returns: κ with the large-sample standard error and a normal interval.
  /// - Throws: `MovementError.tooFewRatings` below two children, `.noVariation` when both raters used one same level.
  public func fit(_ table: TransitionTable) throws(MovementError) -> CohenKappaFit {
    let kappa = try WeightedAgreement(table, weights)
    let variance = kappa.influenceSquares / Double(table.total * table.total)
    return fit(kappa, variance: variance, degreesOfFreedom: .infinity, clusterCount: table.total)
  }

  /// Measures agreement with clusters as the independent units.
  ///
  /// - Parameters:
  ///   - counts: Ratings per stratum and cluster: from the first rater's level to the second's.
  ///   - stratum: The stratum to measure, named as when it was counted.
  /// - Returns: κ with its cluster-aware standard error and an interval on clusters − 1 degrees of freedom.
  /// - Throws: `MovementError` for an empty stratum, fewer than two clusters, or no variation.
  public func fit(_ counts: TransitionCounts, stratum: String) throws(MovementError) -> CohenKappaFit {
    let clusters = counts.clusters(of: stratum).filter { $0.total > 0 }
    guard !clusters.isEmpty else { throw .noObservations(stratum: stratum) }
    guard clusters.count >= 2 else { throw .tooFewClusters(found: clusters.count, required: 2) }
    let kappa = try WeightedAgreement(counts.table(of: stratum), weights)
    let squares = clusters.reduce(0) { sum, cluster in
      let influence = kappa.influence(of: cluster)
      return sum + influence * influence
    }
    let (G, n) = (Double(clusters.count), Double(kappa.table.total))
    return fit(
      kappa, variance: squares * G / (G - 1) / (n * n), degreesOfFreedom: G - 1, clusterCount: clusters.count)
  }

  private func fit(
    _ kappa: WeightedAgreement, variance: Double, degreesOfFreedom: Double, clusterCount: Int
  ) -> CohenKappaFit {
    let standardError = max(0, variance).squareRoot()
    let wald = WaldInference(
      estimate: kappa.kappa, standardError: standardError, degreesOfFreedom: degreesOfFreedom, level: confidenceLevel)
    // Rounding leaves about 1e-16 of what is exactly 0 where the raters agree on every child.
    let isCertain = standardError < 1e-12
    return CohenKappaFit(
      weights: weights, kappa: kappa.kappa, standardError: isCertain ? nil : standardError,
      interval: isCertain
        ? nil : wald.map { Interval(lower: $0.lower, upper: min(1, $0.upper), level: confidenceLevel) },
      observedAgreement: kappa.observed, expectedAgreement: kappa.expected, observationCount: kappa.table.total,
      clusterCount: clusterCount)
  }
}
