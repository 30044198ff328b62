import CDistributions

/// Fisher's F distribution.
///
/// Verified to 1e-10 relative; a probability below the smallest normal double may come out as 0. With infinite denominator
/// degrees of freedom it is the chi-squared distribution over its degrees of freedom. Values at or below 0 have
/// probability 0 below them; NaN, a probability outside [0, 1] and invalid parameters give NaN.
public struct FisherF: Sendable, Equatable {
  /// Positive, at most 1e12, not necessarily an integer.
  public var numeratorDegreesOfFreedom: Double
  /// Positive, not necessarily an integer; above 1e12 taken as infinite.
  public var denominatorDegreesOfFreedom: Double

  /// Creates the distribution; parameters outside their range make every answer NaN.
  public init(numeratorDegreesOfFreedom: Double, denominatorDegreesOfFreedom: Double) {
    self.numeratorDegreesOfFreedom = numeratorDegreesOfFreedom
    self.denominatorDegreesOfFreedom = denominatorDegreesOfFreedom
  }

  /// The probability of a value of at most x.
  public func cumulative(_ x: Double) -> Double { probability(x, .lower) }

  /// The probability of a value above x, accurate where `1 - cumulative(x)` is not.
  public func upperTail(_ x: Double) -> Double { probability(x, .upper) }

  /// The point with this probability below it.
  public func quantile(_ probability: Double) -> Double { quantile(probability, .lower) }

  /// The point with this probability above it.
  public func upperQuantile(_ probability: Double) -> Double { quantile(probability, .upper) }

  private var isValid: Bool {
    Support.accepts(numeratorDegreesOfFreedom) && denominatorDegreesOfFreedom > 0
  }

  private func probability(_ x: Double, _ tail: Tail) -> Double {
    guard isValid else { return .nan }
    if denominatorDegreesOfFreedom > Support.largestParameter {
      let scaled = numeratorDegreesOfFreedom * x
      return tail == .lower ? limit.cumulative(scaled) : limit.upperTail(scaled)
    }
    return Support.positive.probability(x, tail) {
      distribution_fisher_f_probability($0, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom, tail == .upper)
    }
  }

  private func quantile(_ probability: Double, _ tail: Tail) -> Double {
    guard isValid else { return .nan }
    if denominatorDegreesOfFreedom > Support.largestParameter {
      let scaled = tail == .lower ? limit.quantile(probability) : limit.upperQuantile(probability)
      return scaled / numeratorDegreesOfFreedom
    }
    return Support.positive.quantile(
      probability, tail,
      inside: {
        distribution_fisher_f_quantile($0, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom, tail == .upper)
      }, probability: self.probability)
  }

  /// The numerator's sum of squares, which is all that varies with an infinite denominator.
  private var limit: ChiSquared { ChiSquared(degreesOfFreedom: numeratorDegreesOfFreedom) }
}
