import Findings
import LinearAlgebra
import MixedModels
import Moments
import Regression
import TestSupport
import Testing

/// Laws of the nested mixed model.
@Suite struct LinearMixedModelLawTests {
  static let seeds: [UInt64] = [1, 2, 3]
  static let threeLevels = "y ~ x + kind + time + (1 | preschool/group/child)"

  private func expectSame(
    _ fit: LinearMixedModelFit, _ expected: LinearMixedModelFit, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    func close(_ a: [Double], _ b: [Double], _ tolerance: Double, _ label: String) {
      expectClose(a, b, relative: tolerance, scale: 1e-2, label, sourceLocation: sourceLocation)
    }
    close(fit.coefficients, expected.coefficients, Tolerance.polishedOptimum, "coefficients")
    close(fit.standardErrors, expected.standardErrors, Tolerance.polishedOptimum, "errors")
    close(
      fit.varianceComponents.map(\.value), expected.varianceComponents.map(\.value), Tolerance.iterated, "variances")
    close(fit.degreesOfFreedom ?? [], expected.degreesOfFreedom ?? [], Tolerance.iterated, "degrees of freedom")
    close([fit.logLikelihood], [expected.logLikelihood], Tolerance.closedForm, "log-likelihood")
    #expect(fit.terms == expected.terms && fit.warnings == expected.warnings, sourceLocation: sourceLocation)
  }

  @Test(arguments: DenseMixedModelTests.formulas)
  func shuffledAndMergedRowsAgree(_ formula: String) throws {
    let panel = SamplePanel(seed: 7)
    let whole = try LinearMixedModel().fit(panel.nested(formula))
    expectSame(try LinearMixedModel().fit(panel.shuffled(seed: 1).nested(formula)), whole)
    var merged = try panel.nested(formula).emptied
    for chunk in panel.chunks(of: 2, unitsOf: "group") { try merged.merge(chunk.nested(formula)) }
    expectSame(try LinearMixedModel().fit(merged), whole)
  }

  @Test func aReloadGivesTheSameDigits() throws {
    let moments = try SamplePanel(seed: 8).nested(Self.threeLevels)
    #expect(try LinearMixedModel().fit(NestedMoments(saved: moments.saved)) == LinearMixedModel().fit(moments))
  }

  /// A million added to the response and a covariate: 33 of their 53 bits are left for the spread.
  @Test(arguments: seeds, ["y ~ x + time + (1 + time | group)", threeLevels])
  func aFarCentreMovesTheInterceptOnly(seed: UInt64, _ formula: String) throws {
    let panel = SamplePanel(seed: seed)
    let near = try LinearMixedModel().fit(panel.nested(formula))
    let far = try LinearMixedModel().fit(
      panel.changing("y") { $0 + 1e6 }.changing("x") { $0 + 1e6 }.nested(formula))
    let roundedData = 1e-7
    expectClose(
      Array(far.coefficients[1...]), Array(near.coefficients[1...]), relative: roundedData)
    expectClose(
      Array(far.standardErrors[1...]), Array(near.standardErrors[1...]), relative: roundedData)
    expectClose(
      far.varianceComponents.map(\.value), near.varianceComponents.map(\.value), relative: 1e-6, scale: 0.1,
      "an optimum of rounded data")
  }

  @Test(arguments: seeds, [1e-3, 100])
  func aRescaledResponseRescalesTheVariances(seed: UInt64, _ scale: Double) throws {
    let panel = SamplePanel(seed: seed)
    let plain = try LinearMixedModel().fit(panel.nested(Self.threeLevels))
    let scaled = try LinearMixedModel().fit(panel.changing("y") { $0 * scale }.nested(Self.threeLevels))
    expectClose(
      scaled.varianceComponents.map(\.value), plain.varianceComponents.map { $0.value * scale * scale },
      relative: Tolerance.iterated, scale: 1e-2 * scale * scale)
    expectClose(scaled.theta, plain.theta, relative: Tolerance.iterated, scale: 0.1)
    expectClose(
      scaled.coefficients, plain.coefficients.map { $0 * scale }, relative: Tolerance.polishedOptimum)
    expectClose(
      scaled.degreesOfFreedom ?? [], plain.degreesOfFreedom ?? [], relative: Tolerance.iterated)
  }

  /// A random slope on a value far from zero and in small units: the same model in other coordinates.
  @Test(arguments: seeds, LinearMixedModel.Criterion.allCases)
  func aRandomSlopeInOtherUnits(seed: UInt64, _ criterion: LinearMixedModel.Criterion) throws {
    let panel = SamplePanel(seed: seed)
    let model = LinearMixedModel(criterion: criterion)
    let formula = "y ~ x + time + (1 + time | preschool/group)"
    let plain = try model.fit(panel.nested(formula))
    let moved = try model.fit(panel.changing("time") { 1000 * $0 + 5e4 }.nested(formula))
    expectClose(moved.deviance, plain.deviance, relative: Tolerance.closedForm)
    expectClose(moved.coefficients[1], plain.coefficients[1], relative: Tolerance.polishedOptimum)
    expectClose(moved.coefficients[2] * 1000, plain.coefficients[2], relative: Tolerance.polishedOptimum)
    expectClose(moved.standardErrors[2] * 1000, plain.standardErrors[2], relative: Tolerance.polishedOptimum)
    expectClose(moved.degreesOfFreedom?[2] ?? .nan, plain.degreesOfFreedom?[2] ?? .nan, relative: Tolerance.iterated)
    func slopes(_ fit: LinearMixedModelFit) -> [Double] {
      fit.varianceComponents.filter { $0.term == "time" && $0.secondTerm == nil }.map(\.value)
    }
    expectClose(slopes(moved).map { $0 * 1e6 }, slopes(plain), relative: Tolerance.iterated, scale: 1e-2)
    expectClose(moved.sigma, plain.sigma, relative: Tolerance.polishedOptimum)
    #expect(moved.warnings == plain.warnings)
  }

  /// With the means of the groups taken out no variance is left between them: the fit is least squares.
  @Test(arguments: seeds, LinearMixedModel.Criterion.allCases)
  func withoutVarianceBetweenGroupsItIsLeastSquares(seed: UInt64, _ criterion: LinearMixedModel.Criterion) throws {
    let panel = SamplePanel(seed: seed).centred(["y", "x"], within: "group")
    let fit = try LinearMixedModel(criterion: criterion).fit(panel.nested("y ~ x + (1 | group)"))
    let squares = try LinearRegression(covariance: .classical).fit(panel.clustered("y ~ x"))
    #expect(fit.theta == [0])
    #expect(fit.isSingular && fit.warnings.map(\.code) == [.singularFit])
    #expect(fit.warnings.first?.facts == ["groups": "group"])
    expectClose(fit.coefficients, squares.coefficients, relative: Tolerance.closedForm, scale: 1)
    if criterion == .restrictedMaximumLikelihood {
      expectClose(fit.standardErrors, squares.standardErrors, relative: Tolerance.closedForm)
      expectClose(fit.sigma, squares.sigma, relative: Tolerance.closedForm)
      expectClose(fit.degreesOfFreedom ?? [], squares.degreesOfFreedom, relative: Tolerance.closedForm)
    } else {
      expectClose(-2 * (squares.logLikelihood ?? .nan), fit.deviance, relative: Tolerance.closedForm)
    }
  }

  @Test func aDependentColumnIsDroppedByName() throws {
    let panel = SamplePanel(seed: 9)
    let formula = "y ~ x + time + twice + (1 | group/child)"
    let fit = try LinearMixedModel().fit(panel.adding("twice") { 2 * $0("x") + $0("time") }.nested(formula))
    let plain = try LinearMixedModel().fit(panel.nested("y ~ x + time + (1 | group/child)"))
    #expect(fit.droppedTerms == ["twice"] && fit.warnings.map(\.code) == [.droppedColumns])
    #expect(fit.coefficientTable(level: 0.95).last == Coefficient(notEstimated: "twice"))
    expectClose(fit.coefficients, plain.coefficients, relative: Tolerance.polishedOptimum)
  }
}

extension SamplePanel {
  /// The columns less their means over the rows of each unit.
  fileprivate func centred(_ columns: [String], within factor: String) -> SamplePanel {
    let units = Dictionary(grouping: 0..<rowCount) { texts[factor, default: []][$0] }
    var result = self
    for column in columns {
      for rows in units.values {
        let mean = rows.reduce(0) { $0 + numbers[column, default: []][$1] } / Double(rows.count)
        for row in rows { result.numbers[column]?[row] -= mean }
      }
    }
    return result
  }
}
