internal import LinearAlgebra
public import Regression

/// An effect in one completed data set as a function of the shift *δ* of its imputed values.
///
/// A regression is linear in its outcome: with the outcome *y* and the indicator *d* of shifted rows the effect is
/// *θ(y) + δ θ(d)* and its variance *V(y) + 2 δ C + δ² V(d)*, exactly, whatever sandwich *V* is.
public struct ShiftedEffect: Sendable, Codable, Equatable {
  public var estimate: Double
  /// Change of the effect per unit of shift.
  public var slope: Double
  /// At a shift of zero.
  public var variance: Double
  /// *C*: covariance of the estimate and the slope.
  public var slopeCovariance: Double
  public var slopeVariance: Double
  public var degreesOfFreedom: Double

  /// Creates an effect from its parts.
  public init(
    estimate: Double, slope: Double, variance: Double, slopeCovariance: Double, slopeVariance: Double,
    degreesOfFreedom: Double
  ) {
    self.estimate = estimate
    self.slope = slope
    self.variance = variance
    self.slopeCovariance = slopeCovariance
    self.slopeVariance = slopeVariance
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Reads the effect off three regressions on one design; `nil` when the term was not estimated.
  ///
  /// - Parameters:
  ///   - outcome: Of the completed outcome *y*.
  ///   - indicator: Of the indicator *d*, from `ImputedValueShift.indicator`.
  ///   - sum: Of *y + d*, which has the covariance of the two in its variance.
  ///   - term: The effect's term.
  public init?(
    outcome: LinearRegressionFit, indicator: LinearRegressionFit, sum: LinearRegressionFit, term: String
  ) {
    guard let position = outcome.terms.firstIndex(of: term), indicator.terms == outcome.terms,
      sum.terms == outcome.terms
    else { return nil }
    let variances = [outcome, indicator, sum].map { $0.covariance[position, position] }
    self.init(
      estimate: outcome.coefficients[position], slope: indicator.coefficients[position], variance: variances[0],
      slopeCovariance: (variances[2] - variances[0] - variances[1]) / 2, slopeVariance: variances[1],
      degreesOfFreedom: outcome.degreesOfFreedom[position])
  }
}
