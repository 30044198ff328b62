import Design
import Findings
import LinearAlgebra
import MixedModels
import Moments
import TestSupport
import Testing

/// Conditional modes from moments against *G Zᵀ V⁻¹ (y − Xβ)* with every matrix written out.
@Suite struct DenseConditionalModesTests {
  static let formulas = [
    "y ~ x + time + (1 | group)",
    "y ~ x + (1 + time | preschool) + (1 | group)",
    "y ~ x + time + (1 | preschool) + (1 + time | group)",
    "y ~ x + (1 + age | preschool/group)",
    "y ~ 0 + x + time + (0 + time | preschool/group/child)",
  ]

  @Test(arguments: formulas)
  func everyFactor(_ formula: String) throws {
    let frame = try SamplePanel(seed: 5, preschoolCount: 6).modelFrame(formula)
    let fit = try LinearMixedModel().fit(.collect(frame))
    let moments = try NestedMoments.collect(frame, keepsInnermostUnits: true)
    let covariance = self.covariance(frame, fit)
    let inverse = try Cholesky(covariance).inverse()
    let fitted = frame.fixed.matrix.multiplied(by: fit.coefficients)
    let weighted = inverse.multiplied(by: zip(frame.response, fitted).map { $0 - $1 })
    for term in frame.random {
      let grouping = frame.grouping[term.groupingIndex]
      let modes = try fit.conditionalModes(of: grouping.name, in: moments)
      #expect(Set(modes.units.map(\.name)) == Set(grouping.levels))
      let G = randomCovariance(grouping.name, terms: modes.terms, fit)
      for unit in modes.units {
        let Z = design(term, grouping, unit: unit.name)
        let expected = G.multiplied(by: Z.transposeMultiplied(by: weighted))
        expectClose(unit.values, expected, relative: Tolerance.matrixRoot, scale: 1e-2, unit.name)
        let spread = G - inverse.congruence(Z.multiplied(by: G.asMatrix))
        expectClose(unit.covariance.elements, spread.elements, relative: 1e-8, scale: 1e-4, unit.name)
      }
    }
  }

  /// The rows of a factor's random-effects columns that belong to a unit; zeros elsewhere.
  private func design(_ term: RandomTerm, _ grouping: GroupingFactor, unit: String) -> Matrix {
    var design = term.design.matrix
    for row in 0..<design.rowCount where grouping.level(Int(grouping.codes[row])) != unit {
      for column in 0..<design.columnCount { design[row, column] = 0 }
    }
    return design
  }

  private func randomCovariance(_ group: String, terms: [String], _ fit: LinearMixedModelFit) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(order: terms.count)
    for component in fit.varianceComponents where component.group == group {
      guard let row = terms.firstIndex(where: { $0 == component.term }) else { continue }
      matrix[row, terms.firstIndex { $0 == component.secondTerm } ?? row] = component.value
    }
    return matrix
  }

  /// *V* over all rows.
  private func covariance(_ frame: ModelFrame, _ fit: LinearMixedModelFit) -> SymmetricMatrix {
    var covariance = fit.sigma * fit.sigma * SymmetricMatrix.identity(frame.observationCount)
    for term in frame.random {
      let grouping = frame.grouping[term.groupingIndex]
      let G = randomCovariance(grouping.name, terms: term.design.termNames, fit)
      let all = G.congruence(term.design.matrix.transposed())
      for row in 0..<all.order {
        for other in 0...row where grouping.codes[row] == grouping.codes[other] {
          covariance[row, other] += all[row, other]
        }
      }
    }
    return covariance
  }

  @Test func unitsThatWerePooledHaveNoModes() throws {
    let frame = try SamplePanel(seed: 5).modelFrame("y ~ x + (1 | preschool/group)")
    let moments = try NestedMoments.collect(frame)
    let fit = try LinearMixedModel().fit(moments)
    #expect(try fit.conditionalModes(of: "preschool", in: moments).units.count == 5)
    #expect(throws: EstimationError.unitsNotKept(grouping: "group:preschool")) {
      try fit.conditionalModes(of: "group:preschool", in: moments)
    }
  }

  /// Moments with the innermost units kept apart give the same fit and the same groups.
  @Test func keptUnitsChangeNoFit() throws {
    let frame = try SamplePanel(seed: 5).modelFrame("y ~ x + (1 + time | preschool) + (1 | group)")
    let model = LinearMixedModel(degreesOfFreedom: .kenwardRoger)
    let pooled = try model.fit(.collect(frame))
    let kept = try model.fit(.collect(frame, keepsInnermostUnits: true))
    #expect(kept.groups == pooled.groups && kept.warnings == pooled.warnings)
    expectClose(kept.standardErrors, pooled.standardErrors, relative: Tolerance.polishedOptimum)
    expectClose(
      kept.degreesOfFreedom ?? [], pooled.degreesOfFreedom ?? [], relative: Tolerance.iterated, "an iterated optimum")
  }
}
