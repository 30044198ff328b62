/// Shares of a function's variance that come from each of its inputs.
///
/// The first-order index of an input is the share of variance that would go if it alone were known; the total index is
/// the share that would stay if all but it were known. For independent inputs first-order indices sum to 1 at most.
///
/// **Source.** First order: Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018, estimator (b); total: Jansen (1999),
/// doi:10.1016/S0010-4655(98)00154-4.
public struct SobolIndices: Sendable, Codable, Equatable {
  /// In the order of the inputs; may lie slightly outside [0, 1] by Monte-Carlo error.
  public let firstOrder: [Double]
  public let total: [Double]
  /// Monte-Carlo standard errors, the variance taken as known.
  public let firstOrderErrors: [Double]
  public let totalErrors: [Double]
  /// Of the function over both sets.
  public let variance: Double

  /// Estimates the indices from the values of a function at two independent sets of points and their mixtures.
  ///
  /// It is `nil` when the function does not vary.
  ///
  /// - Parameters:
  ///   - first: Values at the points of A, at least two.
  ///   - second: Values at the points of B, as many.
  ///   - mixed: For each input the values at the points of A with that input taken from B.
  public init?(first: [Double], second: [Double], mixed: [[Double]]) {
    precondition(first.count == second.count && mixed.allSatisfy { $0.count == first.count }, "sets of unequal size")
    precondition(first.count > 1, "\(first.count) points")
    let spread = SampleSpread(first + second)
    variance = spread.standardDeviation * spread.standardDeviation
    // A spread at the size of rounding is none.
    guard spread.standardDeviation > 1e-12 * max(1, abs(spread.mean)) else { return nil }
    let (mean, variance) = (spread.mean, variance)
    let firstTerms = mixed.map { mix in
      SampleSpread(first.indices.map { (second[$0] - mean) * (mix[$0] - first[$0]) / variance })
    }
    let totalTerms = mixed.map { mix in
      SampleSpread(first.indices.map { (first[$0] - mix[$0]) * (first[$0] - mix[$0]) / (2 * variance) })
    }
    let root = Double(first.count).squareRoot()
    firstOrder = firstTerms.map(\.mean)
    total = totalTerms.map(\.mean)
    firstOrderErrors = firstTerms.map { $0.standardDeviation / root }
    totalErrors = totalTerms.map { $0.standardDeviation / root }
  }
}
