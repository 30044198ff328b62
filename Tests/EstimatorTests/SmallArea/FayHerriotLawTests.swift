import Findings
import Foundation
import SmallArea
import TestSupport
import Testing

/// What must hold for any Fay–Herriot fit, and what is refused.
struct FayHerriotLawTests {
  private let areas: [AreaObservation] = (0..<20).map { index -> AreaObservation in
    let direct = 0.2 + 0.015 * Double(index * 7 % 20)
    let variance = 0.0004 * Double(1 + index % 5)
    return AreaObservation(area: "KZ-\(index + 10)", direct: direct, variance: variance)
  }

  @Test(arguments: FayHerriot.Criterion.allCases)
  func estimatesLieBetweenDirectAndSynthetic(criterion: FayHerriot.Criterion) throws {
    let fit = try FayHerriot(criterion: criterion).fit(areas)
    for area in fit.areaEstimates {
      #expect((0...1).contains(area.shrinkage))
      #expect(area.estimate >= min(area.direct, area.synthetic) - 1e-12)
      #expect(area.estimate <= max(area.direct, area.synthetic) + 1e-12)
      #expect(area.meanSquaredError > 0 && area.standardError.isFinite)
    }
    #expect(fit.observationCount == 20 && fit.coefficientNames == ["(Intercept)"])
  }

  @Test func estimatesTendToTheDirectOnesAsTheSamplingVarianceVanishes() throws {
    let fit = try FayHerriot().fit(
      areas.map { AreaObservation(area: $0.area, direct: $0.direct, variance: $0.variance * 1e-12) })
    for area in fit.areaEstimates {
      #expect(abs(area.estimate - area.direct) < 1e-9)
      #expect(area.shrinkage > 1 - 1e-9)
      expectClose(area.meanSquaredError, area.variance, relative: 1e-6)
    }
  }

  @Test func equalAreasGetEqualEstimates() throws {
    let fit = try FayHerriot().fit(
      (0..<6).map { AreaObservation(area: "\($0)", direct: $0 < 3 ? 0.2 : 0.4, variance: 0.001) })
    #expect(Set(fit.areaEstimates[..<3].map(\.estimate)).count == 1)
    #expect(Set(fit.areaEstimates[3...].map(\.estimate)).count == 1)
  }

  @Test func areasThatAgreeMoreThanChanceAllGetTheEstimateOfTheWhole() throws {
    let fit = try FayHerriot().fit(
      (0..<8).map { AreaObservation(area: "\($0)", direct: 0.3 + 0.001 * Double($0), variance: 0.01) })
    #expect(fit.modelVariance == 0)
    #expect(fit.warnings.map(\.code) == [.boundaryVariance])
    #expect(fit.areaEstimates.allSatisfy { $0.shrinkage == 0 && $0.estimate == $0.synthetic })
  }

  @Test func orderAndUnitDoNotMatter() throws {
    let fit = try FayHerriot().fit(areas)
    let reversed = try FayHerriot().fit(areas.reversed())
    expectClose(
      reversed.areaEstimates.reversed().map(\.estimate), fit.areaEstimates.map(\.estimate),
      relative: Tolerance.closedForm)
    let percent = try FayHerriot().fit(
      areas.map { AreaObservation(area: $0.area, direct: 100 * $0.direct, variance: 10_000 * $0.variance) })
    expectClose(percent.modelVariance, 10_000 * fit.modelVariance, relative: Tolerance.polishedOptimum)
  }

  @Test func aFitSurvivesStoreAndReload() throws {
    let fit = try FayHerriot().fit(areas)
    #expect(try JSONDecoder().decode(FayHerriotFit.self, from: JSONEncoder().encode(fit)) == fit)
  }

  @Test func requestsWithoutAnAnswerSayWhy() {
    #expect(throws: SmallAreaError.tooFewAreas(found: 1, required: 2)) { try FayHerriot().fit([areas[0]]) }
    #expect(throws: SmallAreaError.tooFewAreas(found: 0, required: 2)) { try FayHerriot().fit([]) }
    #expect(throws: SmallAreaError.duplicateArea("KZ-10")) { try FayHerriot().fit(areas + [areas[0]]) }
    #expect(throws: SmallAreaError.covariateCount(area: "KZ-10", found: 0, required: 1)) {
      try FayHerriot(covariateNames: ["x"]).fit(areas)
    }
    #expect(throws: SmallAreaError.rankDeficient(rank: 1, coefficientCount: 2)) {
      try FayHerriot(covariateNames: ["x"]).fit(
        areas.map { AreaObservation(area: $0.area, direct: $0.direct, variance: $0.variance, covariates: [2]) })
    }
  }

  @Test(arguments: [0, -1, Double.nan, .infinity])
  func aVarianceThatIsNotPositiveIsRefused(variance: Double) {
    var damaged = areas
    damaged[3].variance = variance
    #expect(throws: SmallAreaError.self) { try FayHerriot().fit(damaged) }
  }

  @Test func anEstimateThatIsNotFiniteIsRefused() {
    var damaged = areas
    damaged[4].direct = .nan
    #expect(throws: SmallAreaError.notFinite(area: "KZ-14")) { try FayHerriot().fit(damaged) }
  }
}
