internal import Probability

/// A scaled F test of several contrasts with degrees of freedom after Kenward and Roger.
public struct KenwardRogerTest: Sendable, Codable, Equatable {
  /// Scaled F statistic.
  public let statistic: Double
  /// Number of contrasts.
  public let numeratorDegreesOfFreedom: Double
  public let denominatorDegreesOfFreedom: Double
  /// The factor λ that the Wald statistic over the number of contrasts was multiplied with.
  public let scaling: Double
  /// Upper tail of F; `nil` when the denominator degrees of freedom are not positive.
  public let pValue: Double?

  /// *A₁* and *A₂* of the paper: how far the variances of the contrasts depend on what was estimated.
  struct Spread {
    var ofTraces: Double
    var ofProducts: Double
  }

  /// Below this, numerator and denominator of a ratio are both zero but for rounding.
  private static let zero = 1e-12

  init(waldStatistic: Double, contrastCount: Int, spread: Spread) {
    let q = Double(contrastCount)
    let (A1, A2) = (spread.ofTraces, spread.ofProducts)
    let moments = contrastCount == 1 ? (2 / A2, 1) : Self.matchedMoments(q, A1, A2)
    (denominatorDegreesOfFreedom, scaling) = moments
    statistic = scaling * waldStatistic / q
    numeratorDegreesOfFreedom = q
    let distribution = FisherF(
      numeratorDegreesOfFreedom: q, denominatorDegreesOfFreedom: denominatorDegreesOfFreedom)
    let tail = distribution.upperTail(statistic)
    pValue = tail.isNaN ? nil : tail
  }

  /// *m* and *λ* from the approximate mean and variance of the statistic, equations (7) to (9) of the paper.
  private static func matchedMoments(_ q: Double, _ A1: Double, _ A2: Double) -> (Double, Double) {
    guard A2 > 0 else { return (.infinity, 1) }
    let B = (A1 + 6 * A2) / (2 * q)
    let g = ((q + 1) * A1 - (q + 4) * A2) / ((q + 2) * A2)
    let denominator = 3 * q + 2 * (1 - g)
    let (c1, c2, c3) = (g / denominator, (q - g) / denominator, (q + 2 - g) / denominator)
    // E* = 1 / (1 − A₂/q); V* over 2 E*² is (1 − A₂/q)² (1 + c₁B) / (q (1 − c₂B)² (1 − c₃B)).
    let (mean, spread) = (1 - A2 / q, 1 - c2 * B)
    let ratio = abs(mean) < zero && abs(spread) < zero ? 1 : mean / spread
    let rho = ratio * ratio * (1 + c1 * B) / (q * (1 - c3 * B))
    let m = 4 + (q + 2) / (q * rho - 1)
    return (m, abs(m - 2) < 0.01 ? 1 : m * mean / (m - 2))
  }
}
