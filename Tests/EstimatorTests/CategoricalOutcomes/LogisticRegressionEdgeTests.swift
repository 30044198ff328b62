import Design
import Findings
import Regression
import Tabular
import TestSupport
import Testing

/// Requests without an answer, and answers with a caveat.
@Suite struct LogisticRegressionEdgeTests {
  private func frame(_ response: Column, extra: [Column] = []) throws -> Frame {
    try Frame(columns: [response, Column(name: "x", numbers: [1, 2, 3, 4, 5, 6, 7, 8])] + extra)
  }

  private func fit(
    _ response: Column, _ formula: String = "y ~ x", extra: [Column] = [], clusters: String? = nil,
    weights: String? = nil, covariance: LinearRegression.Covariance = .classical
  ) throws -> LogisticRegressionFit {
    let model = try Formula(formula)
    let coded = try frame(response, extra: extra).codingTextResponse(of: model)
    let built = try ModelFrame.build(model, frame: coded.frame, clusters: clusters, weights: weights)
    return try LogisticRegression(covariance: covariance).fit(built, levels: coded.levels)
  }

  static let binary = Column(name: "y", numbers: [0, 1, 0, 1, 0, 1, 1, 0])

  @Test func secondLevelOfTextIsOne() throws {
    let texts = Column(name: "y", texts: ["no", "yes", "no", "yes", "no", "yes", "yes", "no"])
    #expect(try fit(texts).coefficients == fit(Self.binary).coefficients)
  }

  @Test func threeTextLevelsAreRefused() throws {
    let texts = Column(name: "y", texts: ["a", "b", "c", "a", "b", "c", "a", "b"])
    #expect(throws: EstimationError.responseNotBinary(response: "y", values: ["a", "b", "c"])) { try fit(texts) }
  }

  @Test func otherNumbersAreRefused() throws {
    let ones = Column(name: "y", numbers: [1, 2, 1, 2, 1, 2, 2, 1])
    #expect(throws: EstimationError.responseNotBinary(response: "y", values: ["1", "2"])) { try fit(ones) }
  }

  @Test func aConstantResponseIsRefused() throws {
    let zeros = Column(name: "y", numbers: [Double](repeating: 0, count: 8))
    #expect(throws: EstimationError.constantResponse) { try fit(zeros) }
  }

  @Test func oneClusterIsRefused() throws {
    let unit = Column(name: "unit", numbers: [Double](repeating: 7, count: 8))
    #expect(throws: EstimationError.tooFewClusters(found: 1, required: 2)) {
      try fit(Self.binary, extra: [unit], clusters: "unit", covariance: .clusterRobust(.cr2))
    }
  }

  @Test func aColumnThatFollowsFromOthersIsDropped() throws {
    let double = Column(name: "z", numbers: [2, 4, 6, 8, 10, 12, 14, 16])
    let fit = try fit(Self.binary, "y ~ x + z", extra: [double])
    #expect(fit.droppedTerms == ["z"])
    #expect(fit.warnings.map(\.code) == [.droppedColumns])
    #expect(fit.coefficientTable.last?.estimate == nil)
  }

  @Test func integerWeightsEqualRepeatedRows() throws {
    let weight = Column(name: "w", numbers: [1, 2, 3, 1, 2, 1, 1, 2])
    let weighted = try fit(Self.binary, extra: [weight], weights: "w")
    let rows = [0, 1, 1, 2, 2, 2, 3, 4, 4, 5, 6, 7, 7]
    let y: [Double] = [0, 1, 0, 1, 0, 1, 1, 0]
    let repeated = try Frame(columns: [
      Column(name: "y", numbers: rows.map { y[$0] }), Column(name: "x", numbers: rows.map { Double($0 + 1) }),
    ])
    let expected = try LogisticRegression().fit(ModelFrame.build(Formula("y ~ x"), frame: repeated))
    expectClose(weighted.coefficients, expected.coefficients, relative: Tolerance.closedForm)
    expectClose(weighted.standardErrors, expected.standardErrors, relative: Tolerance.closedForm)
  }

  @Test func aCovariateInOtherUnitsRescalesItsCoefficient() throws {
    let large = Column(name: "z", numbers: [1e9, 2e9, 3e9, 4e9, 5e9, 6e9, 7e9, 8e9])
    let fit = try fit(Self.binary, "y ~ z", extra: [large])
    expectClose(fit.coefficients[1] * 1e9, try self.fit(Self.binary).coefficients[1], relative: Tolerance.closedForm)
  }
}
