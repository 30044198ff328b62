/// Two fixed values of an indicator that risk is measured between.
///
/// Goalposts are agreed for the year and do not move with the sample, so that one region's score never depends on which
/// others are compared, and a change over time is a change of the indicator.
public struct Goalposts: Sendable, Equatable {
  /// Value at and beyond which risk is 0.
  public let noRisk: Double
  /// Value at and beyond which risk is 100; below `noRisk` for indicators where more is better.
  public let fullRisk: Double

  /// Creates goalposts.
  ///
  /// - Throws: `CompositeIndexError.goalposts` when the two are equal or not finite.
  public init(noRisk: Double, fullRisk: Double) throws(CompositeIndexError) {
    guard noRisk.isFinite, fullRisk.isFinite, noRisk != fullRisk, (fullRisk - noRisk).isFinite else {
      throw .goalposts(noRisk: noRisk, fullRisk: fullRisk)
    }
    self.noRisk = noRisk
    self.fullRisk = fullRisk
  }

  /// Risk of 0 … 100 at a value: linear between the goalposts, constant beyond them.
  public func risk(_ value: Double) -> Double {
    min(100, max(0, 100 * (value - noRisk) / (fullRisk - noRisk)))
  }

  /// Whether a value lies beyond one of them.
  public func excludes(_ value: Double) -> Bool {
    value < min(noRisk, fullRisk) || value > max(noRisk, fullRisk)
  }
}
