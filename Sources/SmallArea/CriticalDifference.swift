import Probability

/// The change between two waves that chance alone would seldom reach.
///
/// A difference of two estimates counts as a change only when it exceeds z·√(v₁ + v₂ − 2c + v_r): the sampling variances
/// of both waves, less twice their covariance when the same children or preschools are seen twice, plus what new raters
/// or forms add. Leaving out a positive covariance makes the critical difference too wide, never too narrow.
public struct CriticalDifference: Sendable, Codable, Equatable {
  /// In (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(confidenceLevel: Double = 0.95) {
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.confidenceLevel = confidenceLevel
  }

  /// The critical difference, in units of the estimates.
  ///
  /// - Parameters:
  ///   - firstVariance: Sampling variance at the first wave, not negative.
  ///   - secondVariance: Sampling variance at the second wave.
  ///   - covariance: Between the two estimates; 0 for independent samples.
  ///   - raterVariance: Variance of the difference that a change of raters or forms adds.
  /// - Returns: A length; `nil` when the variance of the difference is negative or not a number.
  public func value(
    firstVariance: Double, secondVariance: Double, covariance: Double = 0, raterVariance: Double = 0
  ) -> Double? {
    let variance = firstVariance + secondVariance - 2 * covariance + raterVariance
    guard firstVariance >= 0, secondVariance >= 0, raterVariance >= 0, variance >= 0, variance.isFinite else {
      return nil
    }
    return Normal().upperQuantile((1 - confidenceLevel) / 2) * variance.squareRoot()
  }
}
