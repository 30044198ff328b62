/// The noncentral t distribution: (Z + δ) / S with Z standard normal and νS² chi-squared with ν degrees of freedom.
///
/// It gives the power of t tests and exact intervals of standardised differences. Both tails are integrals of positive
/// terms, verified to 1e-10 relative wherever they exceed 1e-300; the usual series (AS 243, in R and in Boost) loses
/// digits, up to all of them, in the tail away from δ. Infinities give 0 or 1; NaN, a probability outside [0, 1] and
/// invalid parameters give NaN.
///
/// A probability takes some hundred evaluations of the normal distribution (more when |δ| is above 50 and ν small), a
/// quantile 64 probabilities.
public struct NoncentralT: Sendable, Equatable {
  /// ν: positive, not necessarily an integer; infinite means the normal distribution around δ.
  public var degreesOfFreedom: Double
  /// δ: of any sign, at most 10,000 in size (the work grows with it).
  public var noncentrality: Double

  /// Creates the distribution; parameters outside their range make every answer NaN.
  public init(degreesOfFreedom: Double, noncentrality: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// The probability of a value of at most x.
  public func cumulative(_ x: Double) -> Double { probability(x, .lower) }

  /// The probability of a value above x, accurate where `1 - cumulative(x)` is not.
  public func upperTail(_ x: Double) -> Double { probability(x, .upper) }

  /// The point with this probability below it.
  public func quantile(_ probability: Double) -> Double { quantile(probability, .lower) }

  /// The point with this probability above it.
  public func upperQuantile(_ probability: Double) -> Double { quantile(probability, .upper) }

  private var isValid: Bool { degreesOfFreedom > 0 && abs(noncentrality) <= 1e4 }

  private func probability(_ x: Double, _ tail: Tail) -> Double {
    guard isValid else { return .nan }
    return Support.realLine.probability(x, tail) { x in
      if degreesOfFreedom == .infinity {
        return tail == .lower ? Normal().cumulative(x - noncentrality) : Normal().upperTail(x - noncentrality)
      }
      let sign = tail == .lower ? 1.0 : -1.0
      return NoncentralTIntegral(
        degreesOfFreedom: degreesOfFreedom, noncentrality: sign * noncentrality, x: sign * x
      ).lowerTail()
    }
  }

  private func quantile(_ probability: Double, _ tail: Tail) -> Double {
    guard isValid else { return .nan }
    guard probability > 0, probability < 1 else {
      return Support.realLine.end(probability, tail)
    }
    return QuantileSearch.point(target: probability, isIncreasing: tail == .lower) { self.probability($0, tail) }
  }
}
