public import Findings

/// The answer of a randomization test.
public struct RandomizationTestFit: Sendable, Codable, Equatable {
  /// The tested term; `arm` or `arm:` and the exposure when the treated columns are not terms of the moments.
  public let term: String
  public let statisticKind: RandomizationTest.Statistic
  /// In units of the response per unit of the arm's column.
  public let estimate: Double
  /// What is compared: the absolute coefficient, or the absolute coefficient over its CR1 error.
  public let statistic: Double
  public let pValue: Double
  /// Draws, or all assignments when `isEnumerated`.
  public let replications: Int
  /// Whether all assignments were tried, so that the p-value is exact.
  public let isEnumerated: Bool
  /// The smallest p-value that the design, or the number of draws, can give.
  public let smallestPValue: Double
  /// The effects that the test does not reject; `nil` when they are not bounded on both sides.
  public let interval: Interval?
  public let confidenceLevel: Double
  public let observationCount: Int
  public let experimentalClusterCount: Int
  public let controlClusterCount: Int
  /// Strata whose clusters are all in one arm; they keep it in every assignment.
  public let oneArmStrata: [String]
  /// Columns that depend on earlier ones.
  public let droppedTerms: [String]

  init(
    _ test: AssignmentTest, statistic kind: RandomizationTest.Statistic, curve: RejectionCurve, isEnumerated: Bool,
    confidenceLevel: Double
  ) {
    term = test.question.term
    statisticKind = kind
    estimate = test.estimate
    let clusterCount = Double(test.arms.given.count)
    statistic =
      kind == .studentized
      ? abs(test.estimate) / (test.variance * clusterCount / (clusterCount - 1)).squareRoot() : abs(test.estimate)
    pValue = curve.pValue(at: 0)
    replications = curve.draws.drawCount
    self.isEnumerated = isEnumerated
    smallestPValue =
      isEnumerated
      ? (test.isSymmetric ? 2 : 1) / Double(curve.draws.drawCount) : 1 / Double(1 + curve.draws.drawCount)
    interval = curve.interval(level: confidenceLevel)
    self.confidenceLevel = confidenceLevel
    observationCount = test.parts.observationCount
    experimentalClusterCount = test.arms.given.count { $0 }
    controlClusterCount = test.arms.given.count { !$0 }
    oneArmStrata = test.arms.oneArmStrata
    droppedTerms = test.parts.droppedTerms
  }

  /// Standard error of the p-value from the draws; 0 when enumerated.
  public var pValueError: Double {
    isEnumerated ? 0 : (pValue * (1 - pValue) / Double(replications)).squareRoot()
  }

  public var clusterCount: Int { experimentalClusterCount + controlClusterCount }

  /// Caveats of the test.
  public var warnings: [FindingWarning] {
    var warnings: [FindingWarning] = []
    if !droppedTerms.isEmpty { warnings.append(.droppedColumns(droppedTerms)) }
    if !oneArmStrata.isEmpty { warnings.append(.oneArmStrata(oneArmStrata)) }
    if smallestPValue > 1 - confidenceLevel { warnings.append(.coarsePValue(smallestPValue)) }
    if interval == nil { warnings.append(.unboundedInterval(term: term, level: confidenceLevel)) }
    return warnings
  }
}
