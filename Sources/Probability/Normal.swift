import CDistributions

/// The standard normal distribution.
///
/// Probabilities are within 1e-12 of the true value down to 1e-300, quantiles within 1e-15. Infinities give 0 or 1, NaN gives NaN, a
/// probability outside [0, 1] gives NaN.
public struct Normal: Sendable, Equatable {
  /// Creates the distribution.
  public init() {}

  /// The probability of a value of at most x.
  public func cumulative(_ x: Double) -> Double { probability(x, .lower) }

  /// The probability of a value above x, accurate where `1 - cumulative(x)` is not.
  public func upperTail(_ x: Double) -> Double { probability(x, .upper) }

  /// The point with this probability below it.
  public func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else { return Support.realLine.end(probability, .lower) }
    return NormalQuantile.point(below: probability)
  }

  /// The point with this probability above it.
  public func upperQuantile(_ probability: Double) -> Double { 0 - quantile(probability) }

  private func probability(_ x: Double, _ tail: Tail) -> Double {
    Support.realLine.probability(x, tail) {
      distribution_normal_probability($0, tail == .upper)
    }
  }
}
