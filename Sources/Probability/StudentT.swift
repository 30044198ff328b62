import CDistributions
import Glibc

/// Student's t distribution.
///
/// Verified to 1e-10 relative, tails of 1e-300 included. Infinities give 0 or 1; NaN, a probability outside [0, 1] and
/// invalid degrees of freedom give NaN; a quantile beyond the largest double is infinite.
public struct StudentT: Sendable, Equatable {
  /// Positive, not necessarily an integer; infinite means the standard normal distribution.
  public var degreesOfFreedom: Double

  /// Creates the distribution; degrees of freedom that are not positive make every answer NaN.
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

  /// The probability of a value at least as far from 0 as the statistic, on either side.
  public func twoSidedPValue(_ statistic: Double) -> Double { 2 * upperTail(abs(statistic)) }

  private func probability(_ x: Double, _ tail: Tail) -> Double {
    guard degreesOfFreedom > 0 else { return .nan }
    return Support.realLine.probability(x, tail) { x in
      if degreesOfFreedom == .infinity { return distribution_normal_probability(x, tail == .upper) }
      if degreesOfFreedom == 1 { return Self.cauchyUpperTail(tail == .upper ? x : -x) }
      return distribution_student_t_probability(x, degreesOfFreedom, tail == .upper)
    }
  }

  private func quantile(_ probability: Double, _ tail: Tail) -> Double {
    guard degreesOfFreedom > 0 else { return .nan }
    return Support.realLine.quantile(probability, tail) { probability in
      if degreesOfFreedom == .infinity { return distribution_normal_quantile(probability, tail == .upper) }
      if let far = farQuantile(probability) { return tail == .upper ? far : -far }
      return distribution_student_t_quantile(probability, degreesOfFreedom, tail == .upper)
    }
  }

  /// One degree of freedom in closed form; Boost 1.74 loses the term in x below 1e-7.
  private static func cauchyUpperTail(_ x: Double) -> Double { atan2(1, x) / .pi }

  /// The point with a very small probability above it, where Boost 1.74 overflows.
  ///
  /// The tail is (ν/t²)^(ν/2) / (ν B(ν/2, 1/2)) up to a factor 1 + O(ν²/t²); nil where that is not exact to rounding.
  private func farQuantile(_ probability: Double) -> Double? {
    guard probability < 1e-16 else { return nil }
    let nu = degreesOfFreedom
    let logarithm = log(nu) / 2 - (log(probability) + log(nu) + distribution_log_beta(nu / 2, 0.5)) / nu
    return logarithm - log(nu + 1) > log(1e8) ? exp(logarithm) : nil
  }
}
