import Design
import Findings
import MixedModels
import Moments
import SmallArea
import Tabular
import TestSupport
import Testing

/// The simulated units of the fixture and what is known of their areas.
enum UnitLevelData {
  static func moments(_ formula: String = "y ~ x + z + (1 | area)") throws -> NestedMoments {
    try NestedMoments.collect(OracleData.model(formula, "small_area", "units.csv"), keepsInnermostUnits: true)
  }

  static func populations(sized: Bool = false) throws -> [AreaPopulation] {
    try Fixture.text("small_area", "means.csv").split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",")
      let numbers = fields[1...].compactMap { Double($0) }
      return AreaPopulation(
        area: String(fields[0]), means: ["x": numbers[0], "z": numbers[1]], size: sized ? numbers[2] : nil)
    }
  }
}

/// The nested error regression against a solution in forty digits.
struct UnitLevelTests {
  /// The variances come from a mixed model whose optimum is polished by Newton steps.
  private static let tolerance = Tolerance.polishedOptimum

  @Test(arguments: LinearMixedModel.Criterion.allCases, [false, true])
  func estimatesAgree(criterion: LinearMixedModel.Criterion, sized: Bool) throws {
    let expected = try Fixture.json("small_area").value("units_\(criterion.rawValue)")
    let fit = try UnitLevelModel(criterion: criterion).fit(
      UnitLevelData.moments(), populations: UnitLevelData.populations(sized: sized))
    expectClose(fit.betweenVariance, try expected.number("variance_between"), relative: Self.tolerance, "between")
    expectClose(fit.model.coefficients, try expected.numbers("beta"), relative: Self.tolerance, "beta")
    expectClose(fit.model.standardErrors, try expected.numbers("se_beta"), relative: Self.tolerance, "se of beta")
    #expect(fit.areaEstimates.count == 18)
    for (index, area) in fit.areaEstimates.enumerated() {
      let wanted = try expected.value("areas.\(index)")
      #expect(try wanted.value("area") == .text(area.area))
      let isSampled = try wanted.number("n") > 0
      let prefix = sized && isSampled ? "finite_" : ""
      expectClose(area.estimate, try wanted.number(prefix + "estimate"), relative: Self.tolerance, area.area)
      let mse = try wanted.number(sized ? "finite_mse" : "mse")
      expectClose(try #require(area.meanSquaredError), mse, relative: Self.tolerance, "mse of \(area.area)")
      expectNoticesErrors(in: [mse], relative: Self.tolerance)
      #expect(Double(area.observationCount) == (try wanted.number("n")))
      guard isSampled else { continue }
      expectClose(try #require(area.direct), try wanted.number("direct"), relative: Tolerance.closedForm)
      expectClose(area.shrinkage, try wanted.number("shrinkage"), relative: Self.tolerance, "shrinkage")
      expectClose(area.effect, try wanted.number("effect"), relative: Self.tolerance, scale: 1, "effect")
    }
    #expect(fit.warnings.map(\.code) == [.syntheticEstimate])
    #expect(fit.warnings[0].facts == ["areas": "A05, A12, A18", "count": "3"])
  }

  @Test func effectsAreTheMixedModelsConditionalModes() throws {
    let moments = try UnitLevelData.moments()
    let fit = try UnitLevelModel().fit(moments, populations: UnitLevelData.populations())
    let modes = try fit.model.conditionalModes(of: "area", in: moments)
    let effects = Dictionary(uniqueKeysWithValues: fit.areaEstimates.map { ($0.area, $0.effect) })
    for unit in modes.units {
      expectClose(
        effects[unit.name, default: .nan], unit.values[0], relative: Tolerance.closedForm, scale: 1, unit.name)
    }
  }

  /// The bootstrap's mean squared error is that of the fitted model itself: near the formula less one g3.
  @Test func theBootstrapAgreesWithTheFormulaWithinItsOwnError() throws {
    let (moments, populations) = (try UnitLevelData.moments(), try UnitLevelData.populations(sized: true))
    let model = UnitLevelModel(errorEstimate: .bootstrap(replications: 200, seed: 7))
    let fit = try model.fit(moments, populations: populations)
    let analytic = try UnitLevelModel().fit(moments, populations: populations)
    for (drawn, formula) in zip(fit.areaEstimates, analytic.areaEstimates) {
      let (mse, error) = (try #require(drawn.meanSquaredError), try #require(drawn.monteCarloError))
      #expect(abs(mse - (try #require(formula.meanSquaredError))) < 4 * error + 0.1 * mse, "\(drawn.area)")
      #expect(drawn.estimate == formula.estimate)
    }
    #expect(try model.fit(moments, populations: populations) == fit)
    let other = UnitLevelModel(errorEstimate: .bootstrap(replications: 2, seed: 8))
    #expect(try other.fit(moments, populations: populations) != fit)
  }
}
