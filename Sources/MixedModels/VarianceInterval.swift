public import Findings
internal import Foundation
internal import LinearAlgebra
public import Moments
internal import Optimization
internal import Probability

/// How intervals of the random part's parameters are made.
public enum VarianceIntervalMethod: String, Sendable, Codable, CaseIterable {
  /// Where the deviance, the other parameters at their best, has risen by the quantile of χ² with one degree of freedom.
  case profile
  /// Normal on the logarithm of a standard deviation and on Fisher's z of a correlation, from the observed information.
  case wald
}

/// The estimate of a standard deviation or correlation of the random part, with an interval.
public struct VarianceInterval: Sendable, Codable, Equatable {
  /// Grouping factor, or `Residual`.
  public let group: String
  public let term: String?
  /// Set for a correlation.
  public let secondTerm: String?
  /// Standard deviation, in units of the response per unit of the term, or correlation.
  public let estimate: Double?
  /// `nil` where there is none: a Wald interval on a boundary, or a correlation with a variance of 0.
  public let interval: Interval?
}

extension LinearMixedModelFit {
  /// Intervals of the standard deviations and correlations of the random part.
  ///
  /// The deviance is that of the fit, restricted under REML; R's `confint(…, method = "profile")` always profiles the
  /// unrestricted one. Under `.profile` a standard deviation has 0 as lower bound where 0 is not rejected, and an
  /// estimate of 0 has an interval too. Prefer it: the likelihood of a variance is skew with few units.
  ///
  /// - Parameters:
  ///   - method: How.
  ///   - level: Confidence level in (0, 1).
  ///   - moments: The moments that the model was fitted to.
  /// - Returns: One per variance component, in their order.
  /// - Throws: `EstimationError.singularSystem` when the information is not a number.
  /// - Complexity: Profile: some ten minimisations per component; Wald: one numerical Hessian.
  public func varianceIntervals(
    _ method: VarianceIntervalMethod, level: Double, in moments: NestedMoments
  ) throws(EstimationError) -> [VarianceInterval] {
    let estimate = try varianceEstimate(in: moments)
    let wald = method == .wald && estimate.hasResidual ? try WaldVarianceIntervals(estimate, level: level) : nil
    return zip(varianceComponents, targets(moments)).map { component, target in
      let value =
        component.secondTerm == nil ? component.value.squareRoot() : component.correlation
      return VarianceInterval(
        group: component.group, term: component.term, secondTerm: component.secondTerm, estimate: value,
        interval: value.flatMap {
          switch method {
          case .profile: estimate.hasResidual ? profile(estimate, target, $0, level: level) : nil
          case .wald: wald?.interval(target, $0)
          }
        })
    }
  }

  /// The fit's variance parameters with the deviance that they minimise.
  func varianceEstimate(in moments: NestedMoments) throws(EstimationError) -> VarianceEstimate {
    let kept = moments.columns.terms.indices.filter { terms.contains(moments.columns.terms[$0].name) }
    precondition(
      moments.rowCount == observationCount && kept.count + (moments.hasIntercept ? 1 : 0) == terms.count,
      "moments of \(moments.rowCount) rows for a fit of \(observationCount)")
    return try VarianceEstimate(
      NestedDeviance(moments, columns: kept, criterion: criterion), theta: optimization.minimizer,
      parameters: RelativeFactorParameters(sizes: moments.groupings.map(\.columns.count)))
  }

  /// What each variance component is a parameter of, in their order.
  private func targets(_ moments: NestedMoments) -> [VarianceTarget] {
    let random = moments.groupings.enumerated().flatMap { factor, grouping in
      let size = grouping.columns.count
      return (0..<size).map { VarianceTarget.deviation(factor: factor, column: $0) }
        + (0..<size).flatMap { first in
          ((first + 1)..<max(size, first + 1)).map {
            VarianceTarget.correlation(factor: factor, first: first, second: $0)
          }
        }
    }
    return random + [.residual]
  }

  private func profile(
    _ estimate: VarianceEstimate, _ target: VarianceTarget, _ value: Double, level: Double
  ) -> Interval? {
    let profile = VarianceProfile(estimate, target)
    let search = ProfileSearch(
      estimate: value, minimum: criterionValue, domain: domain(target),
      step: step(target, value, estimate), level: level)
    return search.interval(from: profile.start) { profile.minimum(at: $0, from: &$1) }
  }

  private func domain(_ target: VarianceTarget) -> ClosedRange<Double> {
    switch target {
    case .deviation: 0 ... .greatestFiniteMagnitude
    case .correlation: -1...1
    case .residual: 1e-6 * sigma ... .greatestFiniteMagnitude
    }
  }

  /// A first step out: a share of the estimate, or of an effect as variable as the residual where the estimate is near 0.
  private func step(_ target: VarianceTarget, _ value: Double, _ estimate: VarianceEstimate) -> Double {
    guard case .deviation(let factor, let column) = target else { return target == .residual ? 0.05 * value : 0.1 }
    let deviations = estimate.deviance.scaling.theta(estimate.parameters.start)
    let size = estimate.parameters.sizes[factor]
    let lower = relativeFactors(deviations, sizes: estimate.parameters.sizes)[factor]
    let unit = (0..<size).reduce(0) { $0 + lower[$1 * size + column] * lower[$1 * size + column] }.squareRoot()
    return max(0.2 * value, 0.05 * sigma * unit)
  }
}
