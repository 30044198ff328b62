import CDistributions

/// The chi-squared distribution.
///
/// Verified to 1e-10 relative. Values at or below 0 have probability 0 below them; NaN, a probability outside [0, 1] and
/// invalid parameters give NaN.
public struct ChiSquared: Sendable, Equatable {
  /// Positive, at most 1e12, not necessarily an integer.
  public var degreesOfFreedom: Double

  /// Creates the distribution; parameters outside their range make every answer NaN.
  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value of at most x.
  public func cumulative(_ x: Double) -> Double { probability(x, .lower) }

  /// The probability of a value above x, accurate where `1 - cumulative(x)` is not.
  public func upperTail(_ x: Double) -> Double { probability(x, .upper) }

  /// The point with this probability below it.
  public func quantile(_ probability: Double) -> Double { quantile(probability, .lower) }

  /// The point with this probability above it.
  public func upperQuantile(_ probability: Double) -> Double { quantile(probability, .upper) }

  private var isValid: Bool { Support.accepts(degreesOfFreedom) }

  private func probability(_ x: Double, _ tail: Tail) -> Double {
    guard isValid else { return .nan }
    return Support.positive.probability(x, tail) {
      distribution_chi_squared_probability($0, degreesOfFreedom, tail == .upper)
    }
  }

  private func quantile(_ probability: Double, _ tail: Tail) -> Double {
    guard isValid else { return .nan }
    return Support.positive.quantile(
      probability, tail, inside: { distribution_chi_squared_quantile($0, degreesOfFreedom, tail == .upper) },
      probability: self.probability)
  }
}
