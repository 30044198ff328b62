/// The t test of an estimate against zero and its interval.
public struct WaldInference: Sendable, Equatable {
  /// Estimate divided by its standard error.
  public let statistic: Double
  /// Two-sided p-value.
  public let pValue: Double
  public let lower: Double
  public let upper: Double

  /// Tests an estimate; `nil` when the standard error is not positive or anything is not a number.
  ///
  /// - Parameters:
  ///   - estimate: The estimate.
  ///   - standardError: Its standard error.
  ///   - degreesOfFreedom: Positive; infinity means the normal distribution.
  ///   - level: Confidence level in (0, 1).
  public init?(estimate: Double, standardError: Double, degreesOfFreedom: Double, level: Double) {
    guard standardError > 0, standardError.isFinite, estimate.isFinite, degreesOfFreedom > 0 else { return nil }
    let distribution = StudentT(degreesOfFreedom: degreesOfFreedom)
    let halfWidth = distribution.upperQuantile((1 - level) / 2) * standardError
    guard halfWidth.isFinite else { return nil }
    statistic = estimate / standardError
    pValue = distribution.twoSidedPValue(statistic)
    lower = estimate - halfWidth
    upper = estimate + halfWidth
  }
}
