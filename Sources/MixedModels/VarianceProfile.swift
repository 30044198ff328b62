internal import Findings
internal import Foundation
internal import Optimization

/// One parameter of the random part, on the scale on which it is profiled.
enum VarianceTarget: Equatable {
  /// The standard deviation of a random effect, by factor and position among the factor's columns.
  case deviation(factor: Int, column: Int)
  /// The correlation of two random effects of a factor.
  case correlation(factor: Int, first: Int, second: Int)
  /// The standard deviation of the residual.
  case residual
}

/// The deviance of a fitted model with one parameter of the random part held at a value.
///
/// The held parameter is a coordinate: with its random effects first, a standard deviation is the first diagonal of
/// *σ Λ̃*, and a correlation fixes the direction of its second row. The others are minimised over.
struct VarianceProfile {
  private let deviance: NestedDeviance
  private let target: VarianceTarget
  /// θ at the estimate, in the coordinates of the profile, then log σ.
  let start: [Double]
  /// Position of the held factor's θ.
  private let offset: Int
  /// Order of the held factor.
  private let size: Int
  private let lowerBounds: [Double]
  /// Positions that are minimised over.
  private let free: [Int]

  init(_ estimate: VarianceEstimate, _ target: VarianceTarget) {
    self.target = target
    var deviance = estimate.deviance
    var theta = estimate.theta
    var held: Int?
    switch target {
    case .deviation(let factor, let column):
      held = factor
      theta = deviance.scaling.thetaLeading([column], ofFactor: factor, theta)
      deviance.scaling = deviance.scaling.leading([column], ofFactor: factor)
    case .correlation(let factor, let first, let second):
      held = factor
      theta = deviance.scaling.thetaLeading([first, second], ofFactor: factor, theta)
      deviance.scaling = deviance.scaling.leading([first, second], ofFactor: factor)
    case .residual: break
    }
    self.deviance = deviance
    let sizes = estimate.parameters.sizes
    size = held.map { sizes[$0] } ?? 0
    offset = sizes.prefix(held ?? 0).reduce(0) { $0 + $1 * ($1 + 1) / 2 }
    lowerBounds = estimate.parameters.lowerBounds + [-.infinity]
    if case .correlation = target { theta[offset + size] = hypot(theta[offset + 1], theta[offset + size]) }
    start = theta + [log(estimate.residualVariance) / 2]
    let fixed: Int? =
      switch target {
      case .deviation: offset
      case .correlation: offset + 1
      case .residual: theta.count
      }
    free = start.indices.filter { [fixed] in $0 != fixed }
  }

  /// The least deviance with the parameter held; NaN when there is none.
  ///
  /// - Parameters:
  ///   - value: The value held.
  ///   - point: Where to search from; the minimum found on return.
  /// - Returns: The deviance at that minimum.
  func minimum(at value: Double, from point: inout [Double]) -> Double {
    let base = point
    let record = try? BoundConstrainedMinimizer(initialStep: Self.firstStep).minimize(
      from: free.map { base[$0] }, lowerBounds: free.map { lowerBounds[$0] }
    ) { heldDeviance(at: value, base.replacing(free, by: $0)) }
    guard let record else { return .nan }
    point = base.replacing(free, by: record.minimizer)
    return record.minimum
  }

  /// The other parameters move little from one held value to the next.
  private static let firstStep = 0.1

  private func heldDeviance(at value: Double, _ point: [Double]) -> Double {
    var theta = Array(point.dropLast())
    var sigma = exp(point[point.count - 1])
    switch target {
    case .deviation: theta[offset] = value / sigma
    case .correlation:
      let length = theta[offset + size]
      theta[offset + 1] = value * length
      theta[offset + size] = max(0, 1 - value * value).squareRoot() * length
    case .residual: sigma = value
    }
    return deviance.value(theta: theta, sigma: sigma)
  }
}
