internal import Findings
internal import Foundation
internal import LinearAlgebra
internal import Optimization
internal import Probability

/// Wald intervals of the random part's parameters from the observed information at the estimate.
struct WaldVarianceIntervals {
  private let estimate: VarianceEstimate
  private let information: DevianceInformation
  private let free: [Int]
  private let level: Double

  /// Parameters on their bound are held fixed.
  init(_ estimate: VarianceEstimate, level: Double) throws(EstimationError) {
    self.estimate = estimate
    self.level = level
    free = estimate.parameters.free(estimate.theta)
    information = try DevianceInformation(estimate, estimate.derivatives, free: free)
  }

  /// An interval about the value of a parameter; `nil` on a boundary.
  func interval(_ target: VarianceTarget, _ value: Double) -> Interval? {
    switch target {
    case .residual: return interval(log(value), logSigma: 1, exp) { _ in 0 }
    case .deviation(let factor, let column):
      return interval(log(value), logSigma: 1, exp) { log(length(factor, column, $0)) }
    case .correlation(let factor, let first, let second):
      return interval(atanh(value), logSigma: 0, tanh) { theta in
        let matrix = covariance(factor, theta)
        let size = estimate.parameters.sizes[factor]
        let scale = length(factor, first, theta) * length(factor, second, theta)
        return atanh(matrix[first * size + second] / scale)
      }
    }
  }

  /// Estimate ± quantile × standard error, turned back to the parameter's scale.
  ///
  /// - Parameters:
  ///   - transformed: The estimate on the scale on which it is taken as normal.
  ///   - logSigma: How it grows with log σ.
  ///   - inverse: Back to the parameter's scale.
  ///   - function: Its dependence on θ.
  /// - Returns: `nil` where the transformed estimate or its error is infinite.
  func interval(
    _ transformed: Double, logSigma: Double, _ inverse: (Double) -> Double, of function: ([Double]) -> Double
  ) -> Interval? {
    let gradient =
      NumericalDerivatives.gradient(
        of: { function(estimate.theta.replacing(free, by: $0)) }, at: free.map { estimate.theta[$0] }) + [logSigma]
    let width = Normal().quantile((1 + level) / 2) * information.variance(of: gradient).squareRoot()
    guard transformed.isFinite, width.isFinite else { return nil }
    return Interval(lower: inverse(transformed - width), upper: inverse(transformed + width), level: level)
  }

  private func covariance(_ factor: Int, _ theta: [Double]) -> [Double] {
    estimate.parameters.relativeCovariances(estimate.deviance.scaling.theta(theta))[factor]
  }

  private func length(_ factor: Int, _ column: Int, _ theta: [Double]) -> Double {
    covariance(factor, theta)[column * estimate.parameters.sizes[factor] + column].squareRoot()
  }
}
