import CDistributions

/// The standard normal distribution.
///
/// Probabilities are within 1e-12 of the true value down to 1e-300. Infinities give 0 or 1, NaN gives NaN, a
/// probability outside [0, 1] gives NaN.
public struct Normal: Sendable, Equatable {
  /// Creates the distribution.
  public init() {}

  /// The probability of a value of at most x.
  public func cumulative(_ x: Double) -> Double { probability(x, .lower) }

  /// The probability of a value above x, accurate where `1 - cumulative(x)` is not.
  public func upperTail(_ x: Double) -> Double { probability(x, .upper) }

  /// The point with this probability below it.
  public func quantile(_ probability: Double) -> Double { quantile(probability, .lower) }

  /// The point with this probability above it.
  public func upperQuantile(_ probability: Double) -> Double { quantile(probability, .upper) }

  private func probability(_ x: Double, _ tail: Tail) -> Double {
    Support.realLine.probability(x, tail) {
      distribution_normal_probability($0, tail == .upper)
    }
  }

  private func quantile(_ probability: Double, _ tail: Tail) -> Double {
    Support.realLine.quantile(
      probability, tail, inside: { distribution_normal_quantile($0, tail == .upper) }, probability: self.probability)
  }
}
