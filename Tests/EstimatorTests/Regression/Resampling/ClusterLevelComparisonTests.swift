import Findings
import LinearAlgebra
import Moments
import Regression
import TestSupport
import Testing

/// The two-stage comparison against its definition from the rows.
@Suite struct ClusterLevelComparisonTests {
  private let arms = ArmPanel(seed: 7, preschoolCount: 9)

  /// Mean residuals of the preschools after a regression without the arm.
  private func residualMeans(_ formula: String) throws -> [Double] {
    let rows = try RowRegression(arms.panel.modelFrame(formula, clusters: "preschool"))
    let residuals = zip(rows.response, rows.design.multiplied(by: rows.coefficients)).map { $0 - $1 }
    return rows.clusters.map { members in
      members.reduce(0) { $0 + residuals[$1] } / Double(members.count)
    }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test func meansAfterAdjustmentAreCompared() throws {
    let fit = try ClusterLevelComparison().fit(arms.panel.clustered("y ~ x + kind + arm"), term: "arm")
    let means = try residualMeans("y ~ x + kind")
    let (experimental, control) = (
      means.enumerated().filter { $0.offset % 2 == 1 }.map(\.element),
      means.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    )
    func squares(_ values: [Double]) -> Double { values.reduce(0) { $0 + ($1 - mean(values)) * ($1 - mean(values)) } }
    let pooled = (squares(experimental) + squares(control)) / 7
    expectClose(fit.estimate, mean(experimental) - mean(control), relative: Tolerance.closedForm)
    expectClose(fit.standardError, (pooled * (1.0 / 4 + 1.0 / 5)).squareRoot(), relative: Tolerance.closedForm)
    #expect(fit.degreesOfFreedom == 7 && fit.experimentalClusterCount == 4 && fit.warnings.isEmpty)
    let welch = try #require(fit.welch)
    let parts = (squares(experimental) / 3 / 4, squares(control) / 4 / 5)
    expectClose(welch.standardError, (parts.0 + parts.1).squareRoot(), relative: Tolerance.closedForm)
    let degrees = (parts.0 + parts.1) * (parts.0 + parts.1) / (parts.0 * parts.0 / 3 + parts.1 * parts.1 / 4)
    expectClose(welch.degreesOfFreedom, degrees, relative: Tolerance.closedForm)
  }

  /// The change of a preschool: its mean residual late less its mean residual early.
  @Test func changesAreCompared() throws {
    let fit = try ClusterLevelComparison().fit(
      arms.panel.clustered("y ~ x + late"), assignment: arms.assignment, exposures: ["(Intercept)", "late"],
      tested: "late")
    let rows = try RowRegression(arms.panel.modelFrame("y ~ x + late", clusters: "preschool"))
    let residuals = zip(rows.response, rows.design.multiplied(by: rows.coefficients)).map { $0 - $1 }
    let late = arms.panel.numbers["late", default: []]
    let changes = rows.clusters.map { members in
      mean(members.filter { late[$0] == 1 }.map { residuals[$0] })
        - mean(members.filter { late[$0] == 0 }.map { residuals[$0] })
    }
    let experimental = changes.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    let control = changes.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    expectClose(fit.estimate, mean(experimental) - mean(control), relative: Tolerance.matrixRoot)
    #expect(fit.degreesOfFreedom == 7 && fit.term == "arm:late")
  }

  /// Strata and columns that are constant in every cluster stand beside the arm in the regression of the means.
  @Test func strataAndClusterCovariatesCostDegreesOfFreedom() throws {
    var other = arms
    let size = Dictionary(uniqueKeysWithValues: arms.names.enumerated().map { ($1, Double($0 * $0 % 7)) })
    let preschools = arms.panel.texts["preschool", default: []]
    other.panel.numbers["size"] = preschools.map { size[$0, default: 0] }
    let fit = try ClusterLevelComparison().fit(
      other.panel.clustered("y ~ x + size + arm"), term: "arm", strata: arms.strata)
    let means = try residualMeans("y ~ x")
    var design = Matrix(rowCount: 9, columnCount: 4)
    for (row, name) in arms.names.enumerated() {
      let values = [
        1, arms.strata[name] == "b" ? 1 : 0, size[name, default: 0], arms.isExperimental[name] == true ? 1 : 0,
      ]
      for (column, value) in values.enumerated() { design[row, column] = value }
    }
    let bread = try Cholesky(.gram(design)).inverse()
    let coefficients = bread.multiplied(by: design.transposeMultiplied(by: means))
    let residuals = zip(means, design.multiplied(by: coefficients)).map { $0 - $1 }
    let variance = residuals.reduce(0) { $0 + $1 * $1 } / 5
    expectClose(fit.estimate, coefficients[3], relative: Tolerance.matrixRoot)
    expectClose(fit.standardError, (variance * bread[3, 3]).squareRoot(), relative: Tolerance.matrixRoot)
    #expect(fit.degreesOfFreedom == 5 && fit.welch == nil)
  }

  /// A preschool seen early only has no change; it is left out by name.
  @Test func aClusterWithoutTheWaveIsLeftOut() throws {
    let panel = arms.panel
    let late = panel.numbers["late", default: []]
    let preschools = panel.texts["preschool", default: []]
    let kept = panel.selecting((0..<panel.rowCount).filter { preschools[$0] != "p3" || late[$0] == 0 })
    let fit = try ClusterLevelComparison().fit(
      kept.clustered("y ~ x + late"), assignment: arms.assignment, exposures: ["(Intercept)", "late"], tested: "late")
    #expect(fit.leftOutClusters == ["p3"] && fit.clusterCount == 8)
    #expect(fit.warnings.map(\.code) == [.leftOutClusters])
  }

  @Test func oneClusterInAnArmHasAnAnswerWithAWarning() throws {
    let only = ArmAssignment(isExperimental: arms.isExperimental.mapValues { _ in false }.merging(["p1": true]) { $1 })
    let fit = try ClusterLevelComparison().fit(arms.panel.clustered("y ~ x"), assignment: only)
    #expect(fit.welch == nil && fit.degreesOfFreedom == 7 && fit.warnings.map(\.code) == [.fewClusters])
  }
}
