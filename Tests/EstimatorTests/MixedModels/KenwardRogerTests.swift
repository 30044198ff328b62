import Design
import Findings
import LinearAlgebra
import MixedModels
import Moments
import TestSupport
import Testing

/// Kenward–Roger from moments against the formulas written out over all rows, at the same variances.
@Suite struct KenwardRogerTests {
  static let formulas = [
    "y ~ x + time + (1 | group)",
    "y ~ x + time + (0 + time | child)",
    "y ~ x + kind + (1 + time | group)",
    "y ~ x + time + (1 | preschool/group)",
    "y ~ x + kind + time + (1 | preschool/group/child)",
    "y ~ x + time + (1 | preschool) + (1 + time | group)",
    "y ~ x + (1 + time | preschool) + (1 + time | group)",
    "y ~ x + (0 + time | group)",
    "y ~ x + (1 + age | group)",
    "y ~ 0 + x + time + (1 | group)",
  ]

  private let model = LinearMixedModel(degreesOfFreedom: .kenwardRoger)

  @Test(arguments: formulas)
  func theDenseFormulas(_ formula: String) throws {
    for seed in [1, 2, 3] as [UInt64] {
      let frame = try SamplePanel(seed: seed, preschoolCount: 6).modelFrame(formula)
      let fit = try model.fit(.collect(frame))
      let kenwardRoger = try #require(fit.kenwardRoger)
      let dense = try DenseKenwardRoger(frame, fit)
      expectClose(
        kenwardRoger.modelCovariance.elements, dense.modelCovariance.elements, relative: Tolerance.matrixRoot,
        scale: 1e-3, "seed \(seed)")
      let errors = dense.adjustedCovariance.diagonal.map { $0.squareRoot() }
      expectClose(fit.standardErrors, errors, relative: Tolerance.matrixRoot, "seed \(seed)")
      expectNoticesErrors(in: errors, relative: Tolerance.matrixRoot)
      let identity = Matrix.identity(fit.terms.count)
      let degrees = fit.terms.indices.map { dense.degreesOfFreedom(of: identity.column($0)) }
      expectClose(fit.degreesOfFreedom ?? [], degrees, relative: 1e-8, "seed \(seed)")
      let last = Matrix(
        rowCount: 2, columnCount: fit.terms.count,
        elements: (0..<fit.terms.count).flatMap { [$0 == 0 ? 1.0 : 0, $0 == 1 ? 1 : 0] })
      let test = try kenwardRoger.test(last, coefficients: fit.coefficients)
      let expected = try dense.test(last, fit.coefficients)
      expectClose(test.statistic, expected.statistic, relative: 1e-8, "seed \(seed)")
      expectClose(test.denominatorDegreesOfFreedom, expected.df, relative: 1e-8, "seed \(seed)")
    }
  }

  @Test func maximumLikelihoodIsRefused() throws {
    let moments = try SamplePanel(seed: 1).nested("y ~ x + (1 | group)")
    #expect(throws: EstimationError.requiresRestrictedLikelihood) {
      try LinearMixedModel(criterion: .maximumLikelihood, degreesOfFreedom: .kenwardRoger).fit(moments)
    }
  }

  /// Preschools of equal size whose variance is estimated as 0: Satterthwaite counts every row, Kenward–Roger does not.
  @Test func aVarianceOfZeroIsCounted() throws {
    var panel = SamplePanel(seed: 21, preschoolCount: 8)
    let names = panel.texts["preschool", default: []]
    let means = Dictionary(grouping: names.indices, by: { names[$0] })
      .mapValues { rows in rows.reduce(0) { $0 + panel.numbers["x", default: []][$1] } / Double(rows.count) }
    // What differs between preschools is taken out of the response.
    panel.numbers["z"] = names.indices.map { panel.numbers["x", default: []][$0] - means[names[$0], default: 0] }
    panel.numbers["arm"] = names.map { ["p0", "p2", "p4", "p6"].contains($0) ? 0 : 1 }
    let moments = try panel.nested("z ~ arm + (1 | preschool)")
    let satterthwaite = try LinearMixedModel().fit(moments)
    let kenwardRoger = try model.fit(moments)
    #expect(kenwardRoger.isSingular && kenwardRoger.singularFactors == ["preschool"])
    // 192 rows and two means; eight preschools and two means.
    expectClose(satterthwaite.degreesOfFreedom?[1] ?? .nan, 190, relative: Tolerance.iterated)
    expectClose(kenwardRoger.degreesOfFreedom?[1] ?? .nan, 6, relative: Tolerance.matrixRoot)
  }
}
