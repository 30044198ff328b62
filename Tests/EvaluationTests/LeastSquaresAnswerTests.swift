import Evaluation
import Findings
import Foundation
import TestSupport
import Testing

/// Least squares from a file to a finding: requests at the edge of what data can answer.
@Suite struct LeastSquaresAnswerTests {
  /// Rows of children in preschools as a file, with an arm of some preschools.
  private struct Rows {
    var panel = SamplePanel(seed: 11, preschoolCount: 8)
    var extra: [(name: String, values: [String])] = []

    mutating func treat(_ preschools: Set<String>) {
      extra.append(("arm", panel.texts["preschool", default: []].map { preschools.contains($0) ? "1" : "0" }))
    }

    mutating func repeatRows() {
      panel = panel.selecting((0..<panel.rowCount).flatMap { [$0, $0] })
      extra = extra.map { ($0.name, $0.values.flatMap { [$0, $0] }) }
    }

    func answer(_ formula: String, _ request: LeastSquaresRequest) throws -> ModelFinding {
      let numbers = ["y", "x", "time", "age", "weight"].map { name in
        (name: name, values: panel.numbers[name, default: []].map { "\($0)" })
      }
      let texts = ["preschool", "child", "kind"].map { (name: $0, values: panel.texts[$0, default: []]) }
      let columns = numbers + texts + extra
      let lines = (0..<panel.rowCount).map { row in columns.map { $0.values[row] }.joined(separator: ",") }
      let text = ([columns.map(\.name).joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
      let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
      defer { try? FileManager.default.removeItem(at: path) }
      try Data(text.utf8).write(to: path)
      return try AdHocFit(path: path.path(percentEncoded: false), formula: formula).leastSquares(request).finding
    }
  }

  static let robust: [LeastSquaresRequest.Covariance] = [.cr0, .cr1, .cr1s, .cr2, .cr3]

  private func expectNoOddNumbers(_ finding: ModelFinding, sourceLocation: SourceLocation = #_sourceLocation) {
    let coefficients = finding.coefficients.flatMap {
      [
        $0.estimate, $0.standardError, $0.degreesOfFreedom, $0.statistic, $0.pValue, $0.interval?.lower,
        $0.interval?.upper,
      ]
    }
    let tests = finding.waldTests.flatMap {
      [$0.statistic, $0.numeratorDegreesOfFreedom, $0.denominatorDegreesOfFreedom, $0.pValue]
    }
    let odd = (coefficients + tests + finding.fit.map(\.value)).compactMap(\.self).filter { !$0.isFinite }
    #expect(odd.isEmpty, "\(odd) in \(finding)", sourceLocation: sourceLocation)
    for coefficient in finding.coefficients where coefficient.pValue == nil {
      #expect(!finding.warnings.isEmpty, "\(coefficient.term) without a reason", sourceLocation: sourceLocation)
    }
  }

  private func estimates(_ finding: ModelFinding) -> [Double] { finding.coefficients.map { $0.estimate ?? .nan } }

  @Test func aFactorIsTestedByAllItsColumns() throws {
    let finding = try Rows().answer(
      "y ~ x*kind + time",
      LeastSquaresRequest(cluster: "preschool", jointTests: [["kind", "x"], ["x:kind"], ["time"]]))
    #expect(finding.waldTests.map(\.terms) == [["x", "kindb", "kindc"], ["x:kindb", "x:kindc"], ["time"]])
    #expect(finding.waldTests.allSatisfy { $0.test == "HTZ" && $0.pValue != nil })
    let naive = try Rows().answer("y ~ x + time", LeastSquaresRequest(covariance: .hc3, jointTests: [["x", "time"]]))
    #expect(naive.waldTests.map(\.test) == ["naive_F"])
    #expect(throws: AdHocFitError.unknownTestTerm(name: "z", available: ["x", "time"])) {
      try Rows().answer("y ~ x + time", LeastSquaresRequest(jointTests: [["x", "z"]]))
    }
  }

  @Test func absorbedFactorsAreInTheFinding() throws {
    let finding = try Rows().answer(
      "y ~ x + age + kind", LeastSquaresRequest(covariance: .cr1s, cluster: "preschool", absorbing: ["child", "time"]))
    #expect(Set(finding.groups.map(\.group)) == ["preschool", "child", "time"])
    #expect(finding.fit.contains { $0.name == "r_squared_within" && $0.value != nil })
    #expect(finding.droppedCount == 0 && finding.observationCount < SamplePanel(seed: 11, preschoolCount: 8).rowCount)
    #expect(Set(finding.warnings.map(\.code)) == [.droppedColumns, .fewClusters, .singletonRows, .absorbedNested])
    #expect(finding.coefficients.filter { $0.estimate != nil }.map(\.term) == ["x", "age"])
    expectNoOddNumbers(finding)
  }

  @Test func aWeightOfZeroLeavesTheRowOutAndANegativeOneIsRefused() throws {
    var rows = Rows()
    let count = rows.panel.rowCount
    rows.extra = [("w", (0..<count).map { $0 < 3 ? "0" : "1.5" }), ("bad", (0..<count).map { $0 == 4 ? "-1" : "1" })]
    let weighted = try rows.answer("y ~ x", LeastSquaresRequest(cluster: "preschool", weights: "w"))
    #expect(weighted.droppedCount == 3 && weighted.observationCount == count - 3)
    expectNoOddNumbers(weighted)
    let error = #expect(throws: FitError.self) { try rows.answer("y ~ x", LeastSquaresRequest(weights: "bad")) }
    #expect(error?.text?.contains("the weight in data row 5 is negative") == true)
  }

  @Test(arguments: robust)
  func repeatedRowsChangeNoEstimate(_ covariance: LeastSquaresRequest.Covariance) throws {
    let request = LeastSquaresRequest(covariance: covariance, cluster: "preschool", jointTests: [["x", "time"]])
    var rows = Rows()
    let once = try rows.answer("y ~ x + time", request)
    rows.repeatRows()
    let twice = try rows.answer("y ~ x + time", request)
    expectClose(estimates(twice), estimates(once), relative: Tolerance.closedForm)
    expectNoOddNumbers(twice)
    if covariance == .cr0 || covariance == .cr2 {
      let errors = [once, twice].map { $0.coefficients.map { $0.standardError ?? .nan } }
      expectClose(errors[1], errors[0], relative: Tolerance.closedForm)
    }
  }

  @Test(arguments: robust)
  func moreCovariatesThanClusters(_ covariance: LeastSquaresRequest.Covariance) throws {
    var rows = Rows(panel: SamplePanel(seed: 12, preschoolCount: 3))
    rows.extra.append(("squared", rows.panel.numbers["x", default: []].map { "\($0 * $0)" }))
    let finding = try rows.answer(
      "y ~ x + squared + kind + time + age",
      LeastSquaresRequest(covariance: covariance, cluster: "preschool", jointTests: [["x", "squared", "kind", "time"]]))
    expectNoOddNumbers(finding)
    #expect(finding.waldTests.first?.pValue == nil)
    #expect(
      finding.warnings.contains { $0.code == .notEstimable } && finding.warnings.contains { $0.code == .fewClusters })
  }

  @Test(arguments: robust)
  func aCovariateOfTheClustersWithTheirEffects(_ covariance: LeastSquaresRequest.Covariance) throws {
    var rows = Rows()
    rows.treat(["p0", "p1", "p2", "p3"])
    let request = LeastSquaresRequest(covariance: covariance, cluster: "preschool", absorbing: ["preschool"])
    let finding = try rows.answer("y ~ arm + x", request)
    #expect(finding.coefficients.first { $0.term == "arm" } == Coefficient(notEstimated: "arm"))
    #expect(finding.warnings.contains { $0.code == .droppedColumns && $0.facts == ["columns": "arm"] })
    expectNoOddNumbers(finding)
    let error = #expect(throws: FitError.self) { try rows.answer("y ~ arm", request) }
    #expect(error?.cause as? EstimationError == .noEstimableTerm)
  }

  /// With indicators instead: no error is left to speak of, and none is shown.
  @Test(arguments: robust)
  func indicatorsOfTheClusters(_ covariance: LeastSquaresRequest.Covariance) throws {
    var rows = Rows()
    rows.treat(["p0", "p1", "p2", "p3"])
    expectNoOddNumbers(
      try rows.answer("y ~ arm + x + preschool", LeastSquaresRequest(covariance: covariance, cluster: "preschool")))
  }

  @Test(arguments: robust, ["y ~ arm", "y ~ arm + x", "y ~ arm*x"])
  func anArmOfOneCluster(_ covariance: LeastSquaresRequest.Covariance, _ formula: String) throws {
    var rows = Rows()
    rows.treat(["p5"])
    let finding = try rows.answer(formula, LeastSquaresRequest(covariance: covariance, cluster: "preschool"))
    expectNoOddNumbers(finding)
    let warning = finding.warnings.first { $0.code == .oneClusterTerm }
    #expect(warning?.facts["terms"]?.hasPrefix("arm") == true)
  }

  @Test(arguments: robust)
  func twoClustersOneInEachArm(_ covariance: LeastSquaresRequest.Covariance) throws {
    var rows = Rows(panel: SamplePanel(seed: 13, preschoolCount: 2))
    rows.treat(["p1"])
    for formula in ["y ~ arm", "y ~ arm + x"] {
      let finding = try rows.answer(
        formula, LeastSquaresRequest(covariance: covariance, cluster: "preschool", jointTests: [["arm"]]))
      expectNoOddNumbers(finding)
      #expect(finding.coefficients.first { $0.term == "arm" }?.estimate != nil)
    }
  }
}
