import Design
import Findings
import Foundation
import ItemResponse
import LinearAlgebra
import Probability
import Tabular
import TestSupport
import Testing

/// What holds for every chain, and data that leave something open.
@Suite struct PlausibleValueLawTests {
  private static let specification = PlausibleValues(count: 4, burnIn: 20, thinning: 5, seed: 7)

  private static let children: SimulatedChildren = {
    var truth = SimulatedChildren.Truth()
    (truth.preschoolCount, truth.childCount) = (20, 10)
    return SimulatedChildren(truth, seed: 3)
  }()

  private func fit(
    cells: [Int32?] = children.scores, population: PopulationDesign = children.population, scale: String = "cognitive",
    specification: PlausibleValues = specification
  ) throws(EstimationError) -> PlausibleValuesFit {
    try specification.fit(Self.children.table, cellOfRow: cells, population: population, scale: scale)
  }

  @Test func drawsBelongToSeedAndScaleOnAnyThreads() throws {
    let scales = (0..<6).map { "scale \($0)" }
    let alone = try scales.map { try fit(scale: $0) }
    let together = concurrentMap(scales.count, threadCount: 3) { try? fit(scale: scales[$0]) }
    #expect(together == alone)
    #expect(alone[0].values != alone[1].values)
    var other = Self.specification
    other.seed = 8
    #expect(try fit(scale: scales[0], specification: other).values != alone[0].values)
  }

  @Test func fitSurvivesSaving() throws {
    let fit = try fit()
    #expect(try JSONDecoder().decode(PlausibleValuesFit.self, from: JSONEncoder().encode(fit)) == fit)
    #expect(fit.count == 4 && fit.values.allSatisfy { $0.count == Self.children.scores.count })
    #expect(fit.acceptanceRate > 0.9)
  }

  /// Children without marks spread as the population does, those with marks less; both have the arm's mean.
  @Test func rowsWithoutMarksAreDrawnFromThePopulation() throws {
    var specification = Self.specification
    (specification.count, specification.thinning) = (40, 2)
    let cells = Self.children.scores.enumerated().map { $0 % 2 == 0 ? $1 : nil }
    let fit = try fit(cells: cells, specification: specification)
    #expect(fit.answeredRowCount == cells.count / 2)
    func spread(_ row: Int) -> Double {
      let draws = fit.values.map { $0[row] }
      let mean = draws.reduce(0, +) / Double(draws.count)
      return draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws.count - 1)
    }
    let (marked, unmarked) = (cells.indices.filter { cells[$0] != nil }, cells.indices.filter { cells[$0] == nil })
    let ratio = marked.reduce(0) { $0 + spread($1) } / unmarked.reduce(0) { $0 + spread($1) }
    let variance = fit.factorVariances[0].mean + fit.residualVariance.mean
    let unmarkedSpread = unmarked.reduce(0) { $0 + spread($1) } / Double(unmarked.count)
    #expect(ratio < 0.35)
    #expect(unmarkedSpread > 0.8 * fit.residualVariance.mean && unmarkedSpread < 1.2 * variance)
  }

  @Test func columnsAndFactorsThatSayNothingAreLeftOutAndNamed() throws {
    let plain = Self.children.population
    let rowCount = plain.rowCount
    let twice = Matrix(
      rowCount: rowCount, columnCount: 3, elements: plain.matrix.elements + plain.matrix.column(1).map { 1 - $0 })
    func factor(_ name: String, _ code: (Int) -> Int) -> GroupingFactor {
      let codes = (0..<rowCount).map { Int32(code($0)) }
      return GroupingFactor(name: name, codes: codes, levels: (0...Int(codes.max() ?? 0)).map(String.init))
    }
    let design = PopulationDesign(
      matrix: twice, termNames: plain.termNames + ["control"],
      factors: plain.factors + [
        factor("region") { _ in 0 }, factor("row") { $0 }, factor("building") { Int(plain.factors[0].codes[$0]) },
        factor("odd") { $0 < 3 ? 0 : $0 - 2 },
      ])
    let fit = try fit(population: design)
    #expect(fit.coefficients.map(\.name) == ["(Intercept)", "arm"])
    #expect(fit.factorVariances.map(\.name) == ["preschool", "odd"])
    let facts = fit.warnings.reduce(into: [FindingWarning.Code: [String: String]]()) { $0[$1.code] = $1.facts }
    #expect(facts[.droppedColumns] == ["columns": "control"])
    #expect(facts[.coincidingGroups] == ["groups": "building, row"])
    #expect(facts[.notEstimable] == ["terms": "region"])
  }

  /// A design whose only column varies within preschools, and factors that cross.
  @Test func designsWithoutConstantColumnsAndCrossedFactorsAreSampled() throws {
    let rowCount = Self.children.scores.count
    let assessors = (0..<rowCount).map { Int32($0 % 7) }
    let design = PopulationDesign(
      matrix: Matrix(column: (0..<rowCount).map { Double($0 % 3) - 1 }), termNames: ["age"],
      factors: Self.children.population.factors + [
        GroupingFactor(name: "assessor", codes: assessors, levels: (0..<7).map(String.init))
      ])
    let fit = try fit(population: design)
    #expect(fit.factorVariances.map(\.name) == ["assessor", "preschool"])
    #expect(fit.values.allSatisfy { $0.allSatisfy(\.isFinite) })
    // The marks know of no age and no assessor.
    #expect(abs(fit.coefficients[0].mean) < 0.3 && fit.factorVariances[0].mean < 0.2)
  }

  /// A column that is 1 in rows without marks only has no posterior under a flat prior.
  @Test func columnsThatOnlyUnansweredRowsKnowAreLeftOut() throws {
    let plain = Self.children.population
    let late = (0..<plain.rowCount).map { $0 < 15 ? 1.0 : 0 }
    let design = PopulationDesign(
      matrix: Matrix(rowCount: plain.rowCount, columnCount: 3, elements: plain.matrix.elements + late),
      termNames: plain.termNames + ["late"], factors: plain.factors)
    let fit = try fit(cells: zip(Self.children.scores, late).map { $1 == 1 ? nil : $0 }, population: design)
    #expect(fit.coefficients.map(\.name) == plain.termNames)
    #expect(fit.warnings.map(\.facts) == [["columns": "late"]])
  }

  /// Arms as an intercept and a difference or as a column each: coefficients mix as well.
  ///
  /// Without the step that holds the sum of column and intercept, they are worth some 20 of the 240 draws.
  @Test func mixingDoesNotDependOnTheCodingOfTheArms() throws {
    var truth = SimulatedChildren.Truth()
    (truth.preschoolCount, truth.childCount, truth.preschoolVariance) = (14, 60, 0.2)
    let children = SimulatedChildren(truth, seed: 5)
    let plain = children.population
    var specification = Self.specification
    specification.thinning = 60
    let byArm = PopulationDesign(
      matrix: Matrix(
        rowCount: plain.rowCount, columnCount: 2,
        elements: plain.matrix.column(1).map { 1 - $0 } + plain.matrix.column(1)),
      termNames: ["control", "experimental"], factors: plain.factors)
    let half = (0..<plain.rowCount).map { $0 % 2 == 0 ? 1.0 : 0 }
    let byArmAndHalf = PopulationDesign(
      matrix: Matrix(
        rowCount: plain.rowCount, columnCount: 4,
        elements: [half, half.map { 1 - $0 }].flatMap { half in
          zip(byArm.matrix.column(0), half).map(*) + zip(byArm.matrix.column(1), half).map(*)
        }), termNames: ["a", "b", "c", "d"], factors: plain.factors)
    for design in [plain, byArm, byArmAndHalf] {
      let fit = try specification.fit(
        children.table, cellOfRow: children.scores, population: design, scale: "cognitive")
      #expect((fit.coefficients.map(\.effectiveSampleSize).min() ?? 0) > 60)
    }
  }

  @Test func answersThatPlaceNobodyAreRefused() {
    let rowCount = Self.children.scores.count
    let highest = Int32(Self.children.table.cellCount - 1)
    #expect(throws: EstimationError.constantResponse) { try fit(cells: Array(repeating: highest, count: rowCount)) }
    #expect(throws: EstimationError.constantResponse) { try fit(cells: Array(repeating: 0, count: rowCount)) }
    #expect(throws: EstimationError.tooFewObservations(found: 2, required: 3)) {
      try fit(cells: (0..<rowCount).map { $0 < 2 ? 5 : nil })
    }
    let empty = PopulationDesign(
      matrix: Matrix(rowCount: rowCount, columnCount: 1), termNames: ["zero"], factors: [])
    #expect(throws: EstimationError.noEstimableTerm) { try fit(population: empty) }
  }

  /// All of one arm at the ceiling: the likelihood does not say how far above, the values stay finite.
  @Test func anArmAtTheCeilingStaysFinite() throws {
    let highest = Int32(Self.children.table.cellCount - 1)
    let cells = zip(Self.children.scores, Self.children.arm).map { $1 == 1 ? highest : $0 }
    let fit = try fit(cells: cells)
    let reach = Self.children.table.grid.upper + 0.5 * (Self.children.table.grid.upper - Self.children.table.grid.lower)
    #expect(fit.values.allSatisfy { $0.allSatisfy { abs($0) <= reach } })
    #expect(fit.coefficients[1].mean > 1)
  }
}
