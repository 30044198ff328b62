public import Findings

/// The answer of a wild cluster bootstrap test of one coefficient.
public struct WildClusterBootstrapFit: Sendable, Codable, Equatable {
  /// The regression whose coefficient is tested, with the covariance of the statistic: CR1 or CR3.
  public let regression: LinearRegressionFit
  public let term: String
  public let kind: WildClusterBootstrap.Kind
  public let weights: WildClusterBootstrap.Weights
  /// In units of the response per unit of the term.
  public let estimate: Double
  /// The one in the statistic.
  public let standardError: Double
  /// Share of draws with an absolute statistic at least as large as the data's.
  public let pValue: Double
  /// Draws, or all signs when `isEnumerated`.
  public let replications: Int
  /// Whether all signs were tried, so that the p-value is exact.
  public let isEnumerated: Bool
  /// The effects that the test does not reject; `nil` when they are not bounded on both sides.
  public let interval: Interval?
  public let confidenceLevel: Double

  /// The estimate over its standard error.
  public var statistic: Double { estimate / standardError }

  /// Standard error of the p-value from the draws; 0 when enumerated.
  public var pValueError: Double {
    isEnumerated ? 0 : (pValue * (1 - pValue) / Double(replications)).squareRoot()
  }

  /// The smallest p-value that enumerated signs can give: that of the data's own signs and their opposites.
  public var smallestPValue: Double? {
    isEnumerated ? Double(sign: .plus, exponent: 1 - clusterCount, significand: 1) : nil
  }

  public var observationCount: Int { regression.observationCount }
  public var clusterCount: Int { regression.clusterCount }

  /// Caveats of the regression and of the test.
  public var warnings: [FindingWarning] {
    var warnings = regression.warnings
    if let smallestPValue, smallestPValue > 1 - confidenceLevel { warnings.append(.coarsePValue(smallestPValue)) }
    if interval == nil { warnings.append(.unboundedInterval(term: term, level: confidenceLevel)) }
    return warnings
  }
}
