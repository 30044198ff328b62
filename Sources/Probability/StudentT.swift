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
      if abs(x) > farPoint {
        let far = exp(degreesOfFreedom * (farScale - log(abs(x))))
        return (x > 0) == (tail == .upper) ? far : 1 - far
      }
      return distribution_student_t_probability(x, degreesOfFreedom, tail == .upper)
    }
  }

  private func quantile(_ probability: Double, _ tail: Tail) -> Double {
    guard degreesOfFreedom > 0 else { return .nan }
    if degreesOfFreedom == .infinity {
      return tail == .upper ? Normal().upperQuantile(probability) : Normal().quantile(probability)
    }
    if probability > 0, probability < 0.1 {
      let far = exp(farScale - log(probability) / degreesOfFreedom)
      if far > farPoint { return tail == .upper ? far : -far }
    }
    return Support.realLine.quantile(
      probability, tail,
      inside: { distribution_student_t_quantile($0, degreesOfFreedom, tail == .upper) },
      probability: self.probability)
  }

  // Beyond `farPoint` the tail is (c/t)^ν to rounding, with log c = `farScale`; Boost 1.74 overflows there in t².

  private var farPoint: Double { 1e8 * (degreesOfFreedom + 1) }

  /// From P(T > t) = (ν/t²)^(ν/2) / (ν B(ν/2, 1/2)) · (1 + O(ν²/t²)).
  private var farScale: Double {
    let nu = degreesOfFreedom
    return log(nu) / 2 - (log(nu) + distribution_log_beta(nu / 2, 0.5)) / nu
  }
}
