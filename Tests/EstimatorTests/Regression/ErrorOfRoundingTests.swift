import Findings
import Regression
import TestSupport
import Testing

/// Fits whose errors are rounding have no errors, and say so.
@Suite struct ErrorOfRoundingTests {
  private let panel = SamplePanel(seed: 4)

  private func expectNoErrors(_ fit: LinearRegressionFit, sourceLocation: SourceLocation = #_sourceLocation) throws {
    for row in fit.coefficientTable(level: 0.95) {
      #expect(
        row.estimate != nil && row.standardError == nil && row.pValue == nil && row.interval == nil,
        "\(row)", sourceLocation: sourceLocation)
    }
    let warning = fit.warnings.first { $0.code == .notEstimable }
    #expect(
      warning?.facts == ["terms": fit.terms.joined(separator: ", ")], "\(fit.warnings)", sourceLocation: sourceLocation)
  }

  /// Every cluster has a mean of its own in the design, so its residuals sum to 0.
  @Test(arguments: [ClusterRobustCovariance.Correction.cr0, .cr1, .cr2])
  func aTermPerCluster(_ correction: ClusterRobustCovariance.Correction) throws {
    let regression = LinearRegression(covariance: .clusterRobust(correction))
    try expectNoErrors(regression.fit(panel.clustered("y ~ preschool")))
    #expect(try regression.fit(panel.clustered("y ~ x")).coefficientTable(level: 0.95).allSatisfy { $0.pValue != nil })
  }

  /// The response is a sum of the columns.
  @Test(arguments: [LinearRegression.Covariance.classical, .clusterRobust(.cr1), .clusterRobust(.cr2)])
  func anExactFit(_ covariance: LinearRegression.Covariance) throws {
    let exact = panel.adding("exact") { 1 + 0.3 * $0("x") - 0.7 * $0("time") }
    try expectNoErrors(LinearRegression(covariance: covariance).fit(exact.clustered("exact ~ x + time")))
    let almost = panel.adding("almost") { 1 + 0.3 * $0("x") - 0.7 * $0("time") + 1e-4 * $0("y") }
    let fit = try LinearRegression(covariance: covariance).fit(almost.clustered("almost ~ x + time"))
    #expect(fit.coefficientTable(level: 0.95).allSatisfy { $0.pValue != nil })
  }
}
