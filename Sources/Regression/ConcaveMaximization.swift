internal import Findings
internal import LinearAlgebra

/// A concave log-likelihood of a categorical response.
protocol ConcaveLikelihood {
  /// Value and derivatives at a point; `nil` where the likelihood is 0 or not finite.
  func derivatives(at point: [Double]) -> LikelihoodDerivatives?

  /// The log-likelihood alone; `nil` where the likelihood is 0 or not finite.
  func value(at point: [Double]) -> Double?

  /// Whether no row loses by moving along the direction without end, by more than `tolerance` of what some row gains.
  func isRecession(_ direction: [Double], tolerance: Double) -> Bool

  /// The weight of one row, as the scale of the log-likelihood.
  var weightPerRow: Double { get }
}

/// A log-likelihood with its gradient and the negative of its second derivatives.
struct LikelihoodDerivatives {
  var value: Double
  var gradient: [Double]
  var information: SymmetricMatrix
}

/// Where a concave log-likelihood is largest.
enum ConcaveMaximum {
  /// A point with gradient zero to rounding.
  case found(point: [Double])
  /// The likelihood rises without end along the direction: the response is separated.
  case atInfinity(point: [Double], direction: [Double])
}

/// Newton's method with step halving on a concave log-likelihood.
///
/// A separated response shows itself by steps that stop shrinking: each is then a direction along which every row's
/// probability rises or stays (Albert & Anderson 1984, Biometrika 71(1)). Such a direction is checked against every
/// row, and is the proof that there is no finite maximum.
struct ConcaveMaximization<Likelihood: ConcaveLikelihood> {
  let likelihood: Likelihood

  /// The squared Newton step, in units of one row's log-likelihood, at which the next point is exact.
  private static var exactDecrement: Double { 1e-16 }
  private static var maximumIterationCount: Int { 100 }
  private static var maximumHalvingCount: Int { 30 }
  /// The squared step, in the same units, from which on a step is checked for separation: what is left to gain.
  private static var negligibleGain: Double { 1e-10 }
  private static var recessionTolerance: Double { 1e-6 }

  /// Climbs from a point of finite likelihood.
  ///
  /// - Throws: `EstimationError.noFiniteObjective`, `.notConverged` when neither a maximum nor a proof is found.
  func run(from start: [Double]) throws(EstimationError) -> ConcaveMaximum {
    guard var current = likelihood.derivatives(at: start) else { throw .noFiniteObjective }
    var point = start
    var direction = start.map { _ in 0.0 }
    for iteration in 0..<Self.maximumIterationCount {
      guard let factor = try? Cholesky(current.information) else { break }
      direction = factor.solve(current.gradient)
      let decrement = zip(direction, current.gradient).reduce(0) { $0 + $1.0 * $1.1 }
      let isFarOut = decrement <= Self.negligibleGain * likelihood.weightPerRow && iteration > 0
      if isFarOut, likelihood.isRecession(direction, tolerance: Self.recessionTolerance) {
        return .atInfinity(point: point, direction: direction)
      }
      guard let next = advanced(from: point, current.value, along: direction) else { break }
      point = next
      guard decrement > Self.exactDecrement * likelihood.weightPerRow else { return .found(point: point) }
      guard let derivatives = likelihood.derivatives(at: point) else { break }
      current = derivatives
    }
    if likelihood.isRecession(direction, tolerance: Self.recessionTolerance) {
      return .atInfinity(point: point, direction: direction)
    }
    throw .notConverged(iterationCount: Self.maximumIterationCount)
  }

  /// The first point along halved steps whose value does not fall by more than rounding.
  private func advanced(from point: [Double], _ value: Double, along direction: [Double]) -> [Double]? {
    let rounding = 64 * max(abs(value), likelihood.weightPerRow).ulp
    var factor = 1.0
    for _ in 0..<Self.maximumHalvingCount {
      let candidate = zip(point, direction).map { $0 + factor * $1 }
      if let moved = likelihood.value(at: candidate), moved >= value - rounding { return candidate }
      factor /= 2
    }
    return nil
  }
}
