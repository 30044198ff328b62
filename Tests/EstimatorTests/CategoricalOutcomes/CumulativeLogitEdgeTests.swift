import Design
import Findings
import Regression
import Tabular
import TestSupport
import Testing

/// Requests without an answer, answers with a caveat, and laws of the proportional odds model.
@Suite struct CumulativeLogitEdgeTests {
  static let levels: [Double] = [1, 2, 3, 1, 2, 3, 2, 1, 3, 2, 3, 1, 2, 3, 1, 2]
  static let x: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
  static let units: [Double] = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4]

  private func fit(
    _ columns: [Column], _ formula: String = "y ~ x", clusters: String? = nil,
    _ specification: CumulativeLogit = .init()
  ) throws -> CumulativeLogitFit {
    let model = try Formula(formula)
    let coded = try Frame(columns: columns).codingTextResponse(of: model)
    return try specification.fit(
      ModelFrame.build(model, frame: coded.frame, clusters: clusters), levels: coded.levels)
  }

  private func columns(_ levels: [Double] = levels) -> [Column] {
    [Column(name: "y", numbers: levels), Column(name: "x", numbers: Self.x), Column(name: "unit", numbers: Self.units)]
  }

  /// Two categories: the model is a logistic regression with the sign of the threshold turned.
  @Test func twoCategoriesAreALogit() throws {
    let binary = Self.levels.map { $0 > 2 ? 1.0 : 0 }
    let ordinal = try fit(columns(binary))
    let logit = try LogisticRegression().fit(
      ModelFrame.build(Formula("y ~ x"), frame: Frame(columns: columns(binary))))
    expectClose(ordinal.parameters, [-logit.coefficients[0], logit.coefficients[1]], relative: Tolerance.closedForm)
    expectClose(ordinal.standardErrors, logit.standardErrors, relative: Tolerance.closedForm)
    #expect(ordinal.thresholds == ["0|1"])
  }

  @Test func clusterRobustErrorsOfTwoCategories() throws {
    let binary = Self.levels.map { $0 > 2 ? 1.0 : 0 }
    let frame = try ModelFrame.build(Formula("y ~ x"), frame: Frame(columns: columns(binary)), clusters: "unit")
    for (ordinal, logit) in [
      (CumulativeLogit.Covariance.cr0, ClusterRobustCovariance.Correction.cr0), (.cr1, .cr1), (.cr1Stata, .cr1Stata),
    ] {
      let expected = try LogisticRegression(covariance: .clusterRobust(logit)).fit(frame)
      let fit = try CumulativeLogit(covariance: ordinal).fit(frame)
      expectClose(fit.standardErrors, expected.standardErrors, relative: Tolerance.closedForm)
      #expect(fit.degreesOfFreedom == [3, 3])
    }
  }

  @Test func textLevelsInSortedOrder() throws {
    let text = Column(name: "y", texts: Self.levels.map { ["a", "b", "c"][Int($0) - 1] })
    let fit = try fit([text] + columns().dropFirst())
    #expect(fit.thresholds == ["a|b", "b|c"])
    #expect(try fit.parameters == self.fit(columns()).parameters)
  }

  @Test func anEmptyCategoryIsSaid() throws {
    let fit = try fit(columns(Self.levels.map { $0 == 3 ? 4 : $0 }))
    #expect(fit.thresholds == ["1|2", "2|4"])
    #expect(fit.warnings.contains { $0.code == .emptyCategory && $0.facts["categories"] == "3" })
    #expect(try fit.parameters == self.fit(columns()).parameters)
  }

  @Test func fractionsAreRefused() throws {
    #expect(throws: EstimationError.responseNotOrdinal(response: "y", value: "1.5")) {
      try fit(columns(Self.levels.map { $0 == 2 ? 1.5 : $0 }))
    }
  }

  @Test func oneCategoryIsRefused() throws {
    #expect(throws: EstimationError.constantResponse) { try fit(columns(Self.levels.map { _ in 2 })) }
  }

  @Test func aSeparatingTermHasNoNumbers() throws {
    let treated = Column(name: "t", numbers: Self.levels.map { $0 == 3 ? 1 : 0 })
    let fit = try fit(columns() + [treated], "y ~ x + t")
    let row = try #require(fit.coefficientTable.first { $0.term == "t" })
    #expect(row.estimate == nil && row.standardError == nil)
    #expect(fit.warnings.first?.code == .separation)
    let others = fit.coefficientTable.filter { $0.term == "x" || $0.term == "1|2" }
    #expect(others.allSatisfy { abs($0.estimate ?? .infinity) < 10 && ($0.standardError ?? .infinity) < 10 })
  }

  @Test func aSeparatedModelWithRandomInterceptIsRefused() throws {
    let treated = Column(name: "t", numbers: Self.levels.map { $0 == 3 ? 1 : 0 })
    #expect(throws: EstimationError.separated(terms: ["2|3", "t"])) {
      try fit(columns() + [treated], "y ~ x + t + (1 | unit)")
    }
  }

  /// Units that hold one row of each category do not differ at all.
  @Test func aVarianceOfZeroIsSaid() throws {
    let fit = try fit(columns(), "y ~ x + (1 | unit)")
    #expect(fit.randomIntercept?.variance == 0)
    #expect(fit.warnings.contains { $0.code == .boundaryVariance })
    #expect(try fit.parameters == self.fit(columns()).parameters)
  }

  @Test func randomSlopesAreRefused() throws {
    #expect(throws: EstimationError.randomTermsNotAvailable) { try fit(columns(), "y ~ x + (1 + x | unit)") }
  }

  @Test func withoutAnInterceptTheThresholdsStay() throws {
    let fit = try fit(columns(), "y ~ 0 + x")
    #expect(try fit.parameters == self.fit(columns()).parameters)
  }
}
