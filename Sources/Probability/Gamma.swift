import CDistributions

/// The gamma distribution.
///
/// Verified to 1e-10 relative. Values at or below 0 have probability 0 below them; NaN, a probability outside [0, 1] and
/// invalid parameters give NaN.
public struct Gamma: Sendable, Equatable {
  /// Positive, at most 1e12.
  public var shape: Double
  /// Positive and finite; the mean is `shape * scale`.
  public var scale: Double

  /// Creates the distribution; parameters outside their range make every answer NaN.
  public init(shape: Double, scale: Double) {
    self.shape = shape
    self.scale = scale
  }

  /// The probability of a value of at most x.
  public func cumulative(_ x: Double) -> Double { probability(x, .lower) }

  /// The probability of a value above x, accurate where `1 - cumulative(x)` is not.
  public func upperTail(_ x: Double) -> Double { probability(x, .upper) }

  /// The point with this probability below it.
  public func quantile(_ probability: Double) -> Double { quantile(probability, .lower) }

  /// The point with this probability above it.
  public func upperQuantile(_ probability: Double) -> Double { quantile(probability, .upper) }

  private var isValid: Bool { Support.accepts(shape) && scale > 0 && scale.isFinite }

  private func probability(_ x: Double, _ tail: Tail) -> Double {
    guard isValid else { return .nan }
    return Support.positive.probability(x, tail) {
      distribution_gamma_probability($0, shape, scale, tail == .upper)
    }
  }

  private func quantile(_ probability: Double, _ tail: Tail) -> Double {
    guard isValid else { return .nan }
    return Support.positive.quantile(
      probability, tail, inside: { distribution_gamma_quantile($0, shape, scale, tail == .upper) },
      probability: self.probability)
  }
}
