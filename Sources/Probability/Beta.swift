import CDistributions

/// The beta distribution on [0, 1].
///
/// Verified to 1e-10 relative. Values outside [0, 1] have probability 0 or 1; NaN, a probability outside [0, 1] and
/// invalid parameters give NaN.
public struct Beta: Sendable, Equatable {
  /// First shape, positive, at most 1e12.
  public var alpha: Double
  /// Second shape, positive, at most 1e12.
  public var beta: Double

  /// Creates the distribution; parameters outside their range make every answer NaN.
  public init(alpha: Double, beta: Double) {
    self.alpha = alpha
    self.beta = beta
  }

  /// The probability of a value of at most x.
  public func cumulative(_ x: Double) -> Double { probability(x, .lower) }

  /// The probability of a value above x, accurate where `1 - cumulative(x)` is not.
  public func upperTail(_ x: Double) -> Double { probability(x, .upper) }

  /// The point with this probability below it.
  public func quantile(_ probability: Double) -> Double { quantile(probability, .lower) }

  /// The point with this probability above it.
  public func upperQuantile(_ probability: Double) -> Double { quantile(probability, .upper) }

  private var isValid: Bool { Support.accepts(alpha) && Support.accepts(beta) }

  private func probability(_ x: Double, _ tail: Tail) -> Double {
    guard isValid else { return .nan }
    return Support.unitInterval.probability(x, tail) {
      distribution_beta_probability($0, alpha, beta, tail == .upper)
    }
  }

  private func quantile(_ probability: Double, _ tail: Tail) -> Double {
    guard isValid else { return .nan }
    return Support.unitInterval.quantile(
      probability, tail, inside: { distribution_beta_quantile($0, alpha, beta, tail == .upper) },
      probability: self.probability)
  }
}
