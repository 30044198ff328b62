public import Findings
public import Moments
internal import Optimization

/// The share of the variance that lies between the units of some grouping factors.
public struct IntraclassCorrelation: Sendable, Codable, Equatable {
  /// The factors whose intercept variances are added up, outermost first.
  public let groups: [String]
  /// In [0, 1].
  public let value: Double
  /// `nil` where the fit has no residual or the deviance is not a number on the way.
  public let interval: Interval?
}

extension LinearMixedModelFit {
  /// The intraclass correlation of one or more levels with its profile-likelihood interval.
  ///
  /// With random slopes the variances are those of the intercepts, so the share holds where the slopes' columns are 0.
  /// The interval is where the fit's deviance, the other parameters at their best, rises by the quantile of χ² with one
  /// degree of freedom. It stays inside [0, 1], starts at 0 where 0 is not rejected, and exists for an estimate of 0.
  ///
  /// - Parameters:
  ///   - groupNames: Factors whose shares are added, such as preschool and group for two children of one group.
  ///   - level: Confidence level in (0, 1).
  ///   - moments: The moments that the model was fitted to.
  /// - Returns: `nil` when none of the factors has a random intercept.
  /// - Throws: `EstimationError.singularSystem`.
  public func intraclassCorrelation(
    of groupNames: Set<String>, level: Double, in moments: NestedMoments
  ) throws(EstimationError) -> IntraclassCorrelation? {
    let factors = moments.groupings.indices.filter {
      groupNames.contains(moments.groupings[$0].name) && moments.groupings[$0].columns.contains(0)
    }
    guard !factors.isEmpty, let value = intraclassCorrelation(of: groupNames) else { return nil }
    let estimate = try varianceEstimate(in: moments)
    let shares = VarianceShare(estimate: estimate, factors: factors, interceptPositions: moments.interceptPositions)
    let search = ProfileSearch(
      estimate: value, minimum: criterionValue, domain: VarianceShare.domain, step: 0.1 * max(value, 0.1), level: level)
    return IntraclassCorrelation(
      groups: factors.map { moments.groupings[$0].name }, value: value,
      interval: estimate.hasResidual
        ? search.interval(from: shares.start) { shares.minimum(at: $0, from: &$1) } : nil)
  }
}

/// The deviance of a fitted model with the share of some factors' intercept variances held at a value.
///
/// Whatever θ is, one factor stretches the effects of the chosen factors to the share held; θ is minimised over.
private struct VarianceShare {
  let estimate: VarianceEstimate
  let factors: [Int]
  /// Position of the intercept among each factor's columns.
  let interceptPositions: [Int?]

  /// Short of 1, where no residual is left.
  static let domain = 0...(1 - 1e-9)

  /// θ at the estimate; effects of 0 are set apart from 0, since they could not be stretched.
  var start: [Double] {
    var theta = estimate.theta
    var offset = 0
    for (factor, size) in estimate.parameters.sizes.enumerated() {
      let range = offset..<offset + size * (size + 1) / 2
      if factors.contains(factor), range.allSatisfy({ abs(theta[$0]) < 0.1 }) { theta[offset] = 0.1 }
      offset = range.upperBound
    }
    return theta
  }

  func minimum(at share: Double, from theta: inout [Double]) -> Double {
    let record = try? BoundConstrainedMinimizer(initialStep: 0.1).minimize(
      from: theta, lowerBounds: estimate.parameters.lowerBounds
    ) { estimate.deviance.profiled(theta: stretched($0, to: share)) }
    guard let record else { return .nan }
    theta = record.minimizer
    return record.minimum
  }

  private func stretched(_ theta: [Double], to share: Double) -> [Double] {
    let covariances = estimate.parameters.relativeCovariances(estimate.deviance.scaling.theta(theta))
    var (inside, outside) = (0.0, 1.0)
    for (factor, size) in estimate.parameters.sizes.enumerated() {
      guard let position = interceptPositions[factor] else { continue }
      let variance = covariances[factor][position * (size + 1)]
      if factors.contains(factor) { inside += variance } else { outside += variance }
    }
    let factor = (share / (1 - share) * outside / inside).squareRoot()
    var result = theta
    var offset = 0
    for (index, size) in estimate.parameters.sizes.enumerated() {
      let range = offset..<offset + size * (size + 1) / 2
      if factors.contains(index) { for position in range { result[position] *= factor } }
      offset = range.upperBound
    }
    return result
  }
}

extension NestedMoments {
  /// Position of the column of ones among each factor's columns.
  fileprivate var interceptPositions: [Int?] { groupings.map { $0.columns.firstIndex(of: 0) } }
}
