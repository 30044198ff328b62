public import Findings
import Probability

/// An effect with the uncertainty that the clusters leave: what the readings of this room start from.
///
/// Give the standard error and the degrees of freedom of the same answer, for instance those of CR2 with Satterthwaite
/// degrees of freedom. All readings of one effect then rest on one interval.
public struct EstimatedEffect: Sendable, Codable, Equatable {
  /// Experimental − control, in units of the outcome or in standard deviations.
  public var value: Double
  /// Cluster-aware standard error, positive, in the same units.
  public var standardError: Double
  /// Degrees of freedom of the standard error, positive.
  public var degreesOfFreedom: Double

  /// Creates an effect.
  public init(value: Double, standardError: Double, degreesOfFreedom: Double) {
    self.value = value
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Value over standard error.
  public var statistic: Double { value / standardError }

  /// Two-sided p-value of the hypothesis that the effect is 0.
  public var pValue: Double { distribution.twoSidedPValue(statistic) }

  /// The two-sided interval at a level in (0, 1).
  public func interval(level: Double) -> Interval {
    let halfWidth = distribution.upperQuantile((1 - level) / 2) * standardError
    return Interval(lower: value - halfWidth, upper: value + halfWidth, level: level)
  }

  var distribution: StudentT { StudentT(degreesOfFreedom: degreesOfFreedom) }

  /// Checks that the effect can be read.
  func check() throws(EffectSizeError) {
    guard value.isFinite else { throw .notANumber(quantity: "value", value: value) }
    guard standardError.isFinite, standardError > 0 else {
      throw .notANumber(quantity: "standard_error", value: standardError)
    }
    guard degreesOfFreedom > 0 else { throw .notANumber(quantity: "degrees_of_freedom", value: degreesOfFreedom) }
  }
}

extension Double {
  /// Checks that a number is finite and positive.
  func checkPositive(_ quantity: String) throws(EffectSizeError) {
    guard isFinite, self > 0 else { throw .notANumber(quantity: quantity, value: self) }
  }
}
