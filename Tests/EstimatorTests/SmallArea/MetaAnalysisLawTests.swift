import Design
import Findings
import Foundation
import LinearAlgebra
import SmallArea
import TestSupport
import Testing

/// What must hold for any meta-analysis, and what is refused.
struct MetaAnalysisLawTests {
  typealias Method = RandomEffectsMetaAnalysis.Method

  private let studies: [StudyEffect] = (0..<20).map { index in
    let effect = 0.1 + 0.02 * Double(index * 7 % 20)
    return StudyEffect(study: "KZ-\(index + 10)", effect: effect, variance: 0.004 * Double(1 + index % 5))
  }

  private func design(_ columns: [[Double]], names: [String]) -> DesignMatrix {
    DesignMatrix(
      matrix: Matrix(rowCount: columns[0].count, columnCount: columns.count, elements: columns.flatMap(\.self)),
      termNames: names, termGroups: Array(columns.indices), termLabels: Array(names.dropFirst()),
      indicatorColumns: columns.map { _ in false }, referenceLevels: [:])
  }

  @Test(arguments: Method.allCases, [false, true])
  func unitsAndOrderDoNotMatter(method: Method, usesKnappHartung: Bool) throws {
    let specification = RandomEffectsMetaAnalysis(method: method, usesKnappHartung: usesKnappHartung)
    let fit = try specification.fit(studies)
    let other = try specification.fit(
      studies.reversed().map { StudyEffect(study: $0.study, effect: -100 * $0.effect, variance: 1e4 * $0.variance) })
    expectClose(other.coefficients[0], -100 * fit.coefficients[0], relative: Tolerance.polishedOptimum)
    expectClose(other.betweenStudyVariance, 1e4 * fit.betweenStudyVariance, relative: Tolerance.polishedOptimum)
    expectClose(
      other.studies.reversed().map { -$0.estimate / 100 }, fit.studies.map(\.estimate),
      relative: Tolerance.polishedOptimum)
    #expect(try JSONDecoder().decode(MetaAnalysisFit.self, from: JSONEncoder().encode(fit)) == fit)
  }

  @Test(arguments: Method.allCases)
  func equalVariancesGiveTheTTestOfTheMean(method: Method) throws {
    let equal = studies.map { StudyEffect(study: $0.study, effect: $0.effect, variance: 0.001) }
    let fit = try RandomEffectsMetaAnalysis(method: method).fit(equal)
    let mean = equal.reduce(0) { $0 + $1.effect } / 20
    let variance = equal.reduce(0) { $0 + ($1.effect - mean) * ($1.effect - mean) } / 19
    expectClose(fit.coefficients[0], mean, relative: Tolerance.closedForm)
    expectClose(fit.standardErrors[0], (variance / 20).squareRoot(), relative: Tolerance.closedForm)
    guard method != .fixed, method != .maximumLikelihood, method != .sidikJonkman else { return }
    expectClose(fit.betweenStudyVariance, variance - 0.001, relative: Tolerance.closedForm)
  }

  @Test func shrunkenEffectsLieBetweenTheirOwnAndTheMean() throws {
    let fit = try RandomEffectsMetaAnalysis().fit(studies)
    let mean = fit.coefficients[0]
    for study in fit.studies {
      #expect((0...1).contains(study.shrinkage))
      #expect(study.estimate >= min(study.effect, mean) && study.estimate <= max(study.effect, mean))
      #expect(study.standardError < study.variance.squareRoot())
    }
    let prediction = try #require(fit.heterogeneity.prediction)
    let interval = try #require(fit.coefficientTable(level: 0.95)[0].interval)
    #expect(prediction.lower < interval.lower && prediction.upper > interval.upper)
  }

  @Test(arguments: [Method.restrictedMaximumLikelihood, .pauleMandel, .derSimonianLaird, .hedgesOlkin])
  func studiesThatAgreeHaveNoVarianceBetweenThem(method: Method) throws {
    let alike = studies.map { StudyEffect(study: $0.study, effect: $0.effect / 50, variance: $0.variance) }
    let fit = try RandomEffectsMetaAnalysis(method: method).fit(alike)
    let fixed = try RandomEffectsMetaAnalysis(method: .fixed).fit(alike)
    #expect(fit.betweenStudyVariance == 0 && fit.heterogeneity.i2 == 0 && fit.heterogeneity.h2 == 1)
    #expect(fit.warnings.map(\.code) == [.boundaryVariance, .notEstimable] && fit.heterogeneity.tau2Interval == nil)
    expectClose(fit.coefficients, fixed.coefficients, relative: Tolerance.reordered)
    expectClose(fit.standardErrors, fixed.standardErrors, relative: Tolerance.reordered)
  }

  @Test func equalEffectsHaveNoErrorByKnappAndHartung() throws {
    let same = studies.map { StudyEffect(study: $0.study, effect: 0.25, variance: $0.variance) }
    for method in Method.allCases {
      let fit = try RandomEffectsMetaAnalysis(method: method).fit(same)
      let row = fit.coefficientTable(level: 0.95)[0]
      expectClose(try #require(row.estimate), 0.25, relative: Tolerance.closedForm)
      #expect(fit.betweenStudyVariance < 1e-12)
      #expect(row.standardError == nil && row.pValue == nil && fit.warnings.contains { $0.code == .notEstimable })
    }
  }

  @Test func aModeratorInAnotherUnitChangesOnlyItsCoefficient() throws {
    let years = studies.indices.map { 1990 + Double($0 * 3 % 20) }
    let ones = [Double](repeating: 1, count: 20)
    let fit = try RandomEffectsMetaAnalysis()
      .fit(studies, moderators: design([ones, years], names: ["(Intercept)", "year"]))
    let seconds = years.map { ($0 - 1990) * 31_557_600 }
    let other = try RandomEffectsMetaAnalysis()
      .fit(studies, moderators: design([ones, seconds], names: ["(Intercept)", "seconds"]))
    expectClose(other.coefficients[1] * 31_557_600, fit.coefficients[1], relative: Tolerance.polishedOptimum)
    expectClose(other.betweenStudyVariance, fit.betweenStudyVariance, relative: Tolerance.polishedOptimum)
    expectClose(
      try #require(other.moderatorTest?.statistic), try #require(fit.moderatorTest?.statistic),
      relative: Tolerance.polishedOptimum)
  }

  @Test func aModeratorThatFollowsFromOthersIsDropped() throws {
    let x = studies.indices.map { Double($0 % 4) }
    let ones = [Double](repeating: 1, count: 20)
    let both = design([ones, x, x.map { 3 - 2 * $0 }], names: ["(Intercept)", "x", "copy"])
    let fit = try RandomEffectsMetaAnalysis().fit(studies, moderators: both)
    let alone = try RandomEffectsMetaAnalysis()
      .fit(studies, moderators: design([ones, x], names: ["(Intercept)", "x"]))
    #expect(fit.droppedTerms == ["copy"] && fit.warnings.map(\.code) == [.droppedColumns])
    #expect(fit.coefficients == alone.coefficients && fit.coefficientTable(level: 0.9).last?.estimate == nil)
  }

  @Test func requestsWithoutAnAnswerSayWhy() {
    #expect(throws: SmallAreaError.tooFewAreas(found: 1, required: 2)) {
      try RandomEffectsMetaAnalysis().fit([studies[0]])
    }
    #expect(throws: SmallAreaError.tooFewAreas(found: 0, required: 1)) { try RandomEffectsMetaAnalysis().fit([]) }
    #expect(throws: SmallAreaError.variance(area: "a", value: 0)) {
      try RandomEffectsMetaAnalysis().fit([StudyEffect(study: "a", effect: 1, variance: 0), studies[0]])
    }
    #expect(throws: SmallAreaError.notFinite(area: "a")) {
      try RandomEffectsMetaAnalysis().fit([StudyEffect(study: "a", effect: .nan, variance: 1), studies[0]])
    }
  }

  /// Numbers from the ends of the range of doubles: an answer in numbers or an error, never a crash or a NaN.
  @Test(arguments: Method.allCases, [1e300, 1e150, 1e-150, 1e-300])
  func extremeValuesGiveAnAnswerOrAnError(method: Method, unit: Double) {
    for (effectUnit, varianceUnit) in [(unit, 1), (1, unit), (unit, unit), (unit, 1 / unit)] {
      let extreme = studies.map {
        StudyEffect(study: $0.study, effect: $0.effect * effectUnit, variance: $0.variance * varianceUnit)
      }
      let fit = try? RandomEffectsMetaAnalysis(method: method).fit(extreme)
      #expect(fit?.coefficients[0].isFinite ?? true && fit?.heterogeneity.q?.isFinite ?? true)
    }
  }
}
