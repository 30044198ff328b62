import Design
import Findings
import Moments
import Regression
import Tabular

/// Fits with absorbed factors, as a user of the estimators writes them.
struct AbsorbedFit {
  var formula: String
  var absorbing: [String]
  var cluster: String?
  var weights: String?

  func modelFrame(_ frame: Frame) throws -> ModelFrame {
    try ModelFrame.build(
      Formula(formula), frame: frame, clusters: cluster, weights: weights, absorbing: absorbing)
  }

  func fit(_ frame: Frame, _ covariance: LinearRegression.Covariance) throws -> LinearRegressionFit {
    let (swept, absorption) = try modelFrame(frame).sweepingAbsorbed(keepingCrossed: covariance.needsLeverage)
    return try LinearRegression(covariance: covariance).fit(.collect(swept), absorption: absorption)
  }

  func fit(_ frame: Frame, _ covariance: HeteroscedasticityConsistentCovariance) throws -> LinearRegressionFit {
    let (swept, absorption) = try modelFrame(frame).sweepingAbsorbed(keepingCrossed: covariance.needsLeverage)
    return try covariance.fit(swept, absorption: absorption)
  }

  func waldTest(
    _ frame: Frame, _ covariance: LinearRegression.Covariance, of terms: [String]
  ) throws -> WaldTest? {
    let (swept, absorption) = try modelFrame(frame).sweepingAbsorbed(keepingCrossed: covariance.needsLeverage)
    return try LinearRegression(covariance: covariance)
      .waldTests(of: [terms], .collect(swept), absorption: absorption).first
  }
}
