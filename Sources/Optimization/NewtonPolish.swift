import LinearAlgebra

/// Damped Newton steps on the coordinates off their bounds, with numerical derivatives.
///
/// The matrix of second derivatives is kept while steps are small. Near the minimum the objective is flat to rounding
/// long before the gradient is, so a step is taken as long as the objective does not rise by more than rounding.
struct NewtonPolish {
  let objective: Objective
  let bounds: Bounds

  /// Step relative to the coordinates at which the point counts as exact.
  private static let stepTolerance = 1e-10
  /// A step above this, relative to the coordinates, calls for new second derivatives.
  private static let largeStep = 1e-3
  private static let maximumIterationCount = 20
  private static let maximumHalvingCount = 10
  /// A coordinate this near to a bound, relative to max(|x|, 1), is tried on the bound.
  private static let nearBound = 1e-4

  struct Result {
    var point: [Double]
    var value: Double
    var outcome: OptimizationRecord.PolishOutcome
    var gradientNorm: Double?
  }

  func run(from start: [Double]) -> Result {
    var result = Result(point: start, value: objective.value(at: start), outcome: .nothingFree, gradientNorm: nil)
    var free = settleOnBounds(&result)
    var curvature: Cholesky?
    var previousStep = Double.infinity
    for _ in 0..<Self.maximumIterationCount {
      guard !free.isEmpty else { return result.ending(.nothingFree) }
      let gradient = gradient(at: result.point, free)
      result.gradientNorm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if curvature == nil { curvature = try? Cholesky(hessian(at: result.point, free)) }
      guard let factor = curvature, gradient.allSatisfy(\.isFinite) else { return result.ending(.notConvex) }
      let direction = factor.solve(gradient).map { -$0 }
      let step = relativeLength(direction, free, at: result.point)
      guard step > Self.stepTolerance else { return result.ending(.converged) }
      guard step < 0.5 * previousStep || step > Self.largeStep, advance(&result, along: direction, free) else {
        return result.ending(.noFurtherDecrease)
      }
      previousStep = step
      let stillFree = settleOnBounds(&result)
      if step > Self.largeStep || stillFree != free { curvature = nil }
      free = stillFree
    }
    return result.ending(.iterationLimit)
  }

  /// Puts coordinates that all but touch a bound on it when that does not cost; returns those left free.
  private func settleOnBounds(_ result: inout Result) -> [Int] {
    bounds.movable.filter { coordinate in
      let (bound, distance) = bounds.nearestBound(coordinate, of: result.point)
      guard distance <= Self.nearBound * max(1, abs(result.point[coordinate])) else { return true }
      guard distance > 0 else { return false }
      var settled = result.point
      settled[coordinate] = bound
      let value = objective.value(at: settled)
      guard value <= result.value else { return true }
      result.point = settled
      result.value = value
      return false
    }
  }

  /// Moves along the direction, halving it until the objective does not rise; false when it always does.
  private func advance(_ result: inout Result, along direction: [Double], _ free: [Int]) -> Bool {
    let rounding = 16 * result.value.ulp
    var factor = 1.0
    for _ in 0..<Self.maximumHalvingCount {
      var moved = result.point
      for (position, coordinate) in free.enumerated() { moved[coordinate] += factor * direction[position] }
      moved = bounds.clamped(moved)
      let value = objective.value(at: moved)
      if value <= result.value + rounding {
        result.point = moved
        result.value = value
        return true
      }
      factor /= 2
    }
    return false
  }

  private func relativeLength(_ direction: [Double], _ free: [Int], at point: [Double]) -> Double {
    zip(direction, free).map { abs($0) / max(abs(point[$1]), 1e-3) }.max() ?? 0
  }

  private func gradient(at point: [Double], _ free: [Int]) -> [Double] {
    let (function, base) = restricted(to: free, at: point)
    return NumericalDerivatives.gradient(of: function, at: base, steps: steps(at: point, free), levels: 4)
  }

  private func hessian(at point: [Double], _ free: [Int]) -> SymmetricMatrix {
    let (function, base) = restricted(to: free, at: point)
    return NumericalDerivatives.hessian(of: function, at: base, steps: steps(at: point, free), levels: 2)
  }

  /// The usual steps, short enough to stay inside the bounds.
  private func steps(at point: [Double], _ free: [Int]) -> [Double] {
    let usual = NumericalDerivatives.defaultSteps(at: point)
    return free.map { min(usual[$0], bounds.nearestBound($0, of: point).distance) }
  }

  /// The objective as a function of the free coordinates, and their present values.
  private func restricted(to free: [Int], at point: [Double]) -> (([Double]) -> Double, [Double]) {
    let function = { (values: [Double]) -> Double in
      var full = point
      for (position, coordinate) in free.enumerated() { full[coordinate] = values[position] }
      return objective.value(at: full)
    }
    return (function, free.map { point[$0] })
  }
}

extension NewtonPolish.Result {
  fileprivate func ending(_ outcome: OptimizationRecord.PolishOutcome) -> NewtonPolish.Result {
    var result = self
    result.outcome = outcome
    if outcome == .nothingFree { result.gradientNorm = nil }
    return result
  }
}
