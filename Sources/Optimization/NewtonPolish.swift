import LinearAlgebra

/// Damped Newton steps on the coordinates off their bounds, with derivatives that are known or found by differences.
///
/// The matrix of second derivatives, when it is not known, is kept while steps are small. Near the minimum the objective is flat to rounding
/// long before the gradient is, so a step is taken as long as the objective does not rise by more than rounding.
///
/// A search without derivatives can end on a saddle. Where the curvature is negative the step follows it downhill, and
/// a Newton step divides by the size of the curvature, not by the curvature, so that it leads away from saddles
/// (Dauphin et al. 2014, arXiv:1406.2572).
struct NewtonPolish {
  let objective: Objective
  let bounds: Bounds

  /// Step relative to the coordinates at which the point counts as exact.
  private static let stepTolerance = 1e-10
  /// A step above this, relative to the coordinates, calls for new second derivatives.
  private static let largeStep = 1e-3
  private static let maximumIterationCount = 60
  private static let maximumHalvingCount = 10
  /// A coordinate this near to a bound, relative to max(|x|, 1), is tried on the bound.
  private static let nearBound = 1e-4
  /// Curvature relative to the largest that counts as none.
  private static let flatCurvature = 1e-7
  /// First step along negative curvature, relative to max(|x|, 1).
  private static let escapeStep = 0.25

  struct Result {
    var point: [Double]
    var value: Double
    var outcome: OptimizationRecord.PolishOutcome
    var gradientNorm: Double?
  }

  func run(from start: [Double]) -> Result {
    var result = Result(point: start, value: objective.value(at: start), outcome: .nothingFree, gradientNorm: nil)
    var free = settleOnBounds(&result)
    var curvature: SymmetricEigen?
    var previousStep = Double.infinity
    for _ in 0..<Self.maximumIterationCount {
      guard !free.isEmpty else { return result.ending(.nothingFree) }
      let gradient = gradient(at: result.point, free)
      result.gradientNorm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if curvature == nil {
        curvature = try? SymmetricEigen(hessian(at: result.point, free))
        if let found = curvature, escape(&result, found, free) {
          (curvature, previousStep) = (nil, .infinity)
          free = settleOnBounds(&result)
          continue
        }
      }
      guard let eigen = curvature, gradient.allSatisfy(\.isFinite) else { return result.ending(.notConvex) }
      let direction = descent(gradient, eigen)
      let step = relativeLength(direction, free, at: result.point)
      guard step > Self.stepTolerance else { return result.ending(isConvex(eigen) ? .converged : .notConvex) }
      guard step < 0.5 * previousStep || step > Self.largeStep, advance(&result, along: direction, free) else {
        return result.ending(.noFurtherDecrease)
      }
      previousStep = step
      let stillFree = settleOnBounds(&result)
      if step > Self.largeStep || stillFree != free || objective.hasDerivatives { curvature = nil }
      free = stillFree
    }
    return result.ending(.iterationLimit)
  }

  /// Whether no direction curves downwards by more than rounding.
  private func isConvex(_ eigen: SymmetricEigen) -> Bool {
    (eigen.values.first ?? 0) > -Self.flatCurvature * (eigen.values.map(abs).max() ?? 0)
  }

  /// The Newton direction with sizes of curvatures; no step where the objective is flat, where it would be rounding.
  private func descent(_ gradient: [Double], _ eigen: SymmetricEigen) -> [Double] {
    let floor = Self.flatCurvature * (eigen.values.map(abs).max() ?? 0)
    let rotated = eigen.vectors.transposeMultiplied(by: gradient)
    return eigen.vectors.multiplied(by: zip(rotated, eigen.values).map { abs($1) > floor ? -$0 / abs($1) : 0 })
  }

  /// Leaves a saddle along its most negative curvature, to either side; false when there is none or it does not pay.
  private func escape(_ result: inout Result, _ eigen: SymmetricEigen, _ free: [Int]) -> Bool {
    guard !isConvex(eigen) else { return false }
    let size = free.map { abs(result.point[$0]) }.max() ?? 0
    let direction = eigen.vectors.column(0).map { $0 * Self.escapeStep * max(1, size) }
    let required = 1e-9 * max(1, abs(result.value))
    var best = result
    for sign in [1.0, -1.0] {
      var moved = result
      guard advance(&moved, along: direction.map { sign * $0 }, free), moved.value < best.value else { continue }
      best = moved
    }
    guard best.value < result.value - required else { return false }
    result = best
    return true
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
    if objective.hasDerivatives {
      let gradient = objective.derivatives(at: point)?.gradient
      return free.map { gradient?[$0] ?? .nan }
    }
    let (function, base) = restricted(to: free, at: point)
    return NumericalDerivatives.gradient(of: function, at: base, steps: steps(at: point, free), levels: 4)
  }

  private func hessian(at point: [Double], _ free: [Int]) -> SymmetricMatrix {
    if objective.hasDerivatives {
      return objective.derivatives(at: point)?.hessian.submatrix(free)
        ?? SymmetricMatrix(diagonal: free.map { _ in .nan })
    }
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
