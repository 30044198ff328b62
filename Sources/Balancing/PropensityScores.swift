public import Findings

/// The probability of taking part given the covariates, one per row.
public struct PropensityScores: Sendable, Codable, Equatable {
  /// Strictly between 0 and 1.
  public let values: [Double]
  /// Whether they come from a logistic regression on the sample's covariates, so that errors must know it.
  public let isEstimated: Bool

  /// Scores outside this distance from 0 and 1 say that the groups hardly overlap.
  static let overlapMargin = 0.025

  /// Takes probabilities known from the design, such as those of a lottery.
  ///
  /// - Throws: `BalancingError.propensityOutOfRange` with the position of a value that is not between 0 and 1.
  public init(known values: [Double]) throws(BalancingError) {
    try self.init(values: values, isEstimated: false)
  }

  package init(values: [Double], isEstimated: Bool) throws(BalancingError) {
    if let position = values.firstIndex(where: { !($0 > 0 && $0 < 1) }) {
      throw .propensityOutOfRange(position: position, value: values[position])
    }
    self.values = values
    self.isEstimated = isEstimated
  }

  /// Says when rows have scores within 2.5 % of 0 or 1.
  public var warnings: [FindingWarning] {
    let extreme = values.count { $0 < Self.overlapMargin || $0 > 1 - Self.overlapMargin }
    guard extreme > 0 else { return [] }
    return [
      FindingWarning(
        .limitedOverlap,
        "\(extreme) of \(values.count) rows have a propensity within \(Self.overlapMargin) of 0 or 1: they have hardly "
          + "anyone to be compared with.",
        facts: ["rows": String(extreme), "total": String(values.count)])
    ]
  }
}
